"""Setting a document with Typst: our fonts only, data never as source, every warning a failure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any, Final

import typst

STANDARD: Final = "ua-1"  # tagged, with title and language, as PDF/UA-1 asks
NOT_IN_THE_FONT: Final = "could not be displayed"
LAST_LATIN: Final = 0x024F
PUNCTUATION: Final = range(0x2010, 0x2027)
UNREADABLE: Final = "?"
_FONTS = files("font_roboto") / "files"
_SOURCES = files("booking.renderers")


class TypesettingFailed(RuntimeError):
    """The compiler had something to say; a document that is not quite right is not sent."""


def typeset(source: str, **data: Mapping[str, Any]) -> bytes:
    """The PDF of one of our `.typ` sources; each keyword reaches it as JSON in `sys.inputs`.

    A letter that our font does not have is set as a question mark: a strange name must not stop a
    report or a letter.
    """
    inputs = {name: json.dumps(value, ensure_ascii=False) for name, value in data.items()}
    try:
        return _compiled(source, inputs)
    except typst.TypstError as error:
        if NOT_IN_THE_FONT not in str(error):
            raise
    return _compiled(source, {name: _readable(text) for name, text in inputs.items()})


def _compiled(source: str, inputs: dict[str, str]) -> bytes:
    with as_file(_FONTS) as fonts, as_file(_SOURCES) as root:
        pdf, warnings = typst.compile_with_warnings(
            str(root / source),
            root=str(root),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=STANDARD,
        )
    if warnings:
        raise TypesettingFailed(f"{source}: {[warning.message for warning in warnings]}")
    return pdf


def _readable(text: str) -> str:
    return "".join(
        letter if ord(letter) <= LAST_LATIN or ord(letter) in PUNCTUATION else UNREADABLE
        for letter in text
    )
