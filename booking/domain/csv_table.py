"""A table that somebody kept in a spreadsheet, line by line: what cannot be read is named.

Comma or semicolon, with or without a byte order mark, any line ending. Bytes that are no UTF-8
arrive as lone surrogates, so that one bad line does not hide the others.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from booking.errors import InputRefused, Problem

_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SWALLOWED = re.compile(r"[\r\n]\s*(?:\d{4}(?:-\d\d)?[\"']?[,;]|\Z)")  # rows, or the file's end


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row and the line of the file on which it begins."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read as one, and why."""

    line: int
    reason: str


def read_table(lines: Iterable[str], columns: Sequence[str]) -> Iterator[TableRow | BadRow]:
    """The rows below the heading; rows without any content are passed over.

    Raises `InputRefused` when this is no text, or when its columns are not the ones asked for.
    """
    stream = iter(lines)
    skipped, heading = _heading(stream)
    if _NOT_TEXT.search(heading):
        raise _refused("Berkas ini bukan teks CSV. Simpan tabelnya sebagai CSV UTF-8.")
    if heading.lower().startswith("sep="):
        skipped, heading = skipped + 1, next(stream, "")
    mark = ";" if heading.count(";") > heading.count(",") else ","
    cells = next(csv.reader([heading], delimiter=mark), [])
    names = _trimmed([cell.strip().casefold() for cell in cells])
    if sorted(names) != sorted(columns):
        raise _wrong_columns(names, columns)
    return _rows(stream, names, mark, above=skipped + 1)


def _heading(stream: Iterator[str]) -> tuple[int, str]:
    """How many empty lines stand before the heading, and the heading."""
    for skipped, line in enumerate(stream):
        text = line.removeprefix("\ufeff")
        if text.strip():
            return skipped, text
    return 0, ""


def _rows(
    stream: Iterator[str], names: list[str], mark: str, *, above: int
) -> Iterator[TableRow | BadRow]:
    reader = csv.reader(stream, delimiter=mark)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = _trimmed(next(reader))
        except StopIteration:
            return
        except csv.Error:
            yield BadRow(line, "Baris ini terlalu panjang; periksa tanda kutip yang tidak ditutup.")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        reason = _unreadable(cells, len(names))
        if reason:
            yield BadRow(line, reason)
            continue
        cells += [""] * (len(names) - len(cells))
        yield TableRow(line, {n: _clean(cell) for n, cell in zip(names, cells, strict=True)})


def _unreadable(cells: list[str], wanted: int) -> str:
    whole = "\x1f".join(cells)
    if not whole.isprintable() and re.search(r"[\x00\ud800-\udfff]", whole):
        return "Baris ini memuat huruf yang bukan UTF-8."
    if _SWALLOWED.search(whole):
        return "Sel di baris ini memuat baris-baris berikutnya; tutup tanda kutipnya."
    if len(cells) > wanted:
        return f"Baris ini memuat {len(cells)} kolom, seharusnya {wanted}."
    return ""


def _clean(cell: str) -> str:
    """A cell on one line, without control characters that no report can show."""
    return _CONTROL.sub(" ", cell).strip()


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells that spreadsheets add at the end."""
    last = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def _wrong_columns(names: Sequence[str], columns: Sequence[str]) -> InputRefused:
    missing = [column for column in columns if column not in names]
    unknown = [name for name in names if name not in columns]
    said = [
        f"{words} {', '.join(found)[:200]}"
        for words, found in (("kurang:", missing), ("tidak dikenal:", unknown))
        if found
    ]
    why = "; ".join(said) or "ada kolom yang ditulis dua kali"
    return _refused(f"Kolom berkas ini harus {', '.join(columns)} ({why}).")


def _refused(sentence: str) -> InputRefused:
    return InputRefused.of(Problem("wrong_columns", sentence, "file"))
