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
KEPT: Final = "\n\u00a0"
_FONTS = files("font_roboto") / "files"
_SOURCES = files("booking.renderers")


class TypesettingFailed(RuntimeError):
    """The compiler had something to say; a document that is not quite right is not sent."""


def typeset(source: str, **data: Mapping[str, Any]) -> bytes:
    """The PDF of one of our `.typ` sources; each keyword reaches it as JSON in `sys.inputs`.

    A letter that our font does not have is set as a question mark: a strange name must not stop a
    report or a letter.
    """
    try:
        return _compiled(source, data)
    except typst.TypstError as error:
        if NOT_IN_THE_FONT not in str(error):
            raise
    return _compiled(source, {name: _readable(value) for name, value in data.items()})


def _compiled(source: str, data: Mapping[str, Any]) -> bytes:
    inputs = {name: json.dumps(value, ensure_ascii=False) for name, value in data.items()}
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


def _readable(value: Any) -> Any:
    """The same data with a mark for every letter that our font may not have."""
    if isinstance(value, str):
        return "".join(letter if _is_known(letter) else UNREADABLE for letter in value)
    if isinstance(value, Mapping):
        return {name: _readable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(part) for part in value]
    return value


def _is_known(letter: str) -> bool:
    number = ord(letter)
    is_latin = letter.isprintable() and number <= LAST_LATIN
    return is_latin or letter in KEPT or number in PUNCTUATION
