"""The English catalogue holds every sentence of the public side, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from booking.settings import PROJECT
from booking.web.language import CATALOGUE

MAPPING = PROJECT / "translations" / "babel.cfg"
OURS = {"say": None, "counted": (1, 1)}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
TAG = re.compile(r"</?[a-z]\w*")

Key = tuple[object, object]


@cache
def extracted(root: Path = PROJECT) -> set[Key]:
    """Every sentence that the programs and templates below a folder want to say."""
    with MAPPING.open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        root,
        [(pattern, method) for pattern, method in methods],
        options,
        keywords={**DEFAULT_KEYWORDS, **OURS},
    )
    return {(context, message) for _, _, message, _, context in found}


def english() -> Catalog:
    """The catalogue as it is written."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def marks(text: str) -> list[str]:
    return sorted({*PLACEHOLDER.findall(text), *(t for t in TAG.findall(text) if "span" not in t)})


def faults(catalogue: Catalog, wanted: set[Key]) -> Iterator[str]:
    """What is missing, unsure, left over, or would lose a value or a tag."""
    messages = {(m.context, _id(m)): m for m in catalogue if m.id}
    yield from (f"not in the catalogue: {key}" for key in wanted - messages.keys())
    yield from (f"said nowhere any longer: {key}" for key in messages.keys() - wanted)
    yield from (f"obsolete: {key}" for key in catalogue.obsolete)
    for key, message in messages.items():
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        source = message.id[0] if isinstance(message.id, tuple) else message.id
        if message.fuzzy or not all(told):
            yield f"not translated: {key}"
        yield from (f"differs in {text}" for text in told if marks(text) != marks(source))


def _id(message: Message) -> object:
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def test_every_sentence_has_its_english() -> None:
    wanted = extracted()

    assert len(wanted) > 500
    assert list(faults(english(), wanted)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("booking/new.py", 'NEW = say("Kalimat baru.")'),
        ("booking/new.py", 'NEW = counted("{n} surat baru", n=2)'),
        ("templates/new.html", '<p>{{ _("Kalimat baru.") }}</p>'),
        ("templates/new.html", "<p>{% trans %}Kalimat baru.{% endtrans %}</p>"),
    ],
)
def test_a_new_sentence_without_english_is_found(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(text)

    found = list(faults(english(), extracted() | extracted(tmp_path)))

    assert len(found) == 1
    assert "baru" in found[0]


@pytest.mark.parametrize(
    ("string", "flags"),
    [("", ()), ("Choice: {sentence}", ()), ("Choice {ranks}: {sentence}", ("fuzzy",))],
)
def test_an_empty_unsure_or_shortened_translation_is_found(
    string: str, flags: tuple[str, ...]
) -> None:
    catalogue = english()
    key = "Pilihan {ranks}: {sentence}"
    catalogue.delete(key)
    catalogue.add(key, string, flags=flags)

    assert list(faults(catalogue, extracted()))


def test_a_sentence_that_nobody_says_any_longer_is_found() -> None:
    catalogue = english()
    catalogue.add("Kalimat lama.", "An old sentence.")

    assert list(faults(catalogue, extracted())) == [
        "said nowhere any longer: (None, 'Kalimat lama.')"
    ]
