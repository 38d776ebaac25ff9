"""What a request letter says (E.3.c.1): number, date, subject, addressee, read from its text.

A reading only fills the form in advance; a person confirms it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from booking.domain.letter_dates import dates_in, without_dates


@dataclass(frozen=True)
class LetterReading:
    """What could be read; what could not is none."""

    number: str | None
    date: date | None
    subject: str | None
    addressee: str | None


@dataclass(frozen=True)
class Cell:
    """A piece of a line that stands apart from its neighbours, and the column where it begins."""

    column: int
    text: str


Lines = list[list[Cell]]

CELL = re.compile(r"\S+(?:(?:\s*:\s*|(?<=:)\s+|\s{1,2})\S+)*")
NUMBER = re.compile(r"(?i:nomor|no)\b(?i:\s+surat)?\s*\.?\s*(?P<colon>:?)\s*(?P<value>.*)")
NO_LETTER_NUMBER = re.compile(r"telp|telepon|hp\b|fax|rek|nip\b|induk|agenda|\d+\s+tahun", re.I)
SUBJECT = re.compile(r"(?:(?:peri)?hal)\b\s*\.?\s*:?\s*(?P<value>(?!ini\b|tersebut\b).*)", re.I)
DATED = re.compile(r"(?:tanggal|tgl)\b\s*\.?\s*:?\s*(?P<value>.*)", re.I)
LABEL = r"nomor|no|sifat|klasifikasi|derajat|lamp(?:iran)?|(?:peri)?hal|tanggal|tgl"
LABELLED = re.compile(rf"(?:{LABEL})(?:\s+surat)?\s*\.?\s*:.*", re.I)
BARE_LABEL = re.compile(rf"(?:{LABEL})\s*\.?\s*:?", re.I)
INLINE_LABEL = re.compile(r"\s+(?=(?:Sifat|Lampiran|Lamp|Hal|Perihal|Tanggal)\s*\.?\s*:)")
DEAR = re.compile(
    r"(?:^|\s)(?:kepada\s*:?\s*)?(?:yth|yang\s+terhormat)\b[\s.:,]*(?P<value>.*)", re.I
)
TO = re.compile(r"(?:Kepada|KEPADA|Tujuan)\b\s*:?\s*(?P<value>.*)")
PLACED = re.compile(r"(?P<place>[^\W\d]+)\s*,\s*(?P<value>\d.*)")
DAYS = frozenset(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad"))
OPENING = re.compile(
    r"(?:Dengan\s+(?:ini|hormat)|DENGAN\s+HORMAT|Sehubungan|Menindaklanjuti|Dalam\s+rangka|Assala"
    r"|Salam|Berdasarkan|Bersama\s+ini|Memperhatikan|Menunjuk|Mendasari)\b"
)
PLACE = re.compile(r"(?:di\b|tempat\b|jl\b|jalan\b|jakarta\b)", re.I)
COPIES = re.compile(r"^[^\S\n]*(?:tembusan|tindasan|cc)\b.*", re.I | re.M | re.S)
BLANK = re.compile(r"//|\.\.|__|^/|[/\-]$")
MOST_LINES_OF_A_FIELD = 6
LONGEST_LINE = 1000  # a search in a line without end would take as long

GENERAL = r"(?:direktur jend?e?ral|dirjend?)"
BY_NAME = re.compile(rf"{GENERAL}(?:dirjen|djpk)?perimbangankeuangan".replace(" ", ""))
BY_SHORT_NAME = re.compile(rf"\b{GENERAL}(?: dirjen)? (?:pk|djpk)\b")
BY_OFFICE = re.compile(
    r"(?:^|\bc ?q )(?:bapak |ibu |kepala |pimpinan )*(?:direktorat jend?e?ral|ditjen) "
    r"perimbangan keuangan\b"
)


def read_letter(text: str) -> LetterReading:
    """Number, date, subject and addressee of the letter, as far as its text gives them."""
    lines = _valued(_lines(text))
    opening = next((row for row, line in enumerate(lines) if _opens(line)), len(lines))
    head = lines[:opening]
    return LetterReading(
        number=_number(head),
        date=_date(head, lines[opening:]),
        subject=_subject(head),
        addressee=_addressee(head),
    )


def normalise_number(number: str) -> str:
    """The number as it is compared: without case, spaces and dots (DECISIONS 20)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).casefold())
    return "".join(c for c in folded if c != "." and unicodedata.category(c)[0] not in "ZC")


def _lines(text: str) -> Lines:
    plain = COPIES.sub("", unicodedata.normalize("NFKC", text))
    return [
        list(_cells(_closed_up(line.expandtabs()[:LONGEST_LINE]))) for line in plain.splitlines()
    ]


def _closed_up(line: str) -> str:
    """A line in which every letter stands alone, as OCR gives it, with its words closed up."""
    pieces = line.split()
    if len(pieces) < 6 or sum(len(piece) == 1 for piece in pieces) < 0.8 * len(pieces):
        return line
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", line.strip()))


def _cells(line: str) -> Iterator[Cell]:
    for match in CELL.finditer(line):
        column = match.start()
        for piece in INLINE_LABEL.split(match[0]):
            yield Cell(column, piece)
            column += len(piece) + 1


def _valued(lines: Lines) -> Lines:
    """The lines with each lonely label joined to its value.

    The text of a PDF can run down the column of labels first and down that of values after it.
    """
    joined: Lines = []
    waiting: list[str] = []
    for line in lines:
        only = line[0].text if len(line) == 1 else ""
        if BARE_LABEL.fullmatch(only):
            waiting.append(only.rstrip(": "))
        elif waiting and only and not _ends_field(only) and not _placed_date(line[0]):
            if value := only.lstrip(": "):
                joined.append([Cell(0, f"{waiting.pop(0)} : {value}")])
        else:
            joined.append(line)
    return joined


def _opens(line: list[Cell]) -> bool:
    return bool(line) and OPENING.match(line[0].text) is not None


def _ends_field(text: str) -> bool:
    marks = (LABELLED.fullmatch, DEAR.match, TO.match, OPENING.match)
    return any(mark(text) is not None for mark in marks)


def _number(head: Lines) -> str | None:
    for line in head:
        for cell in line:
            found = NUMBER.fullmatch(cell.text)
            if found is None or NO_LETTER_NUMBER.match(found["value"]):
                continue
            number = _tidy_number(found["value"])
            if number and (found["colon"] or "/" in number):
                return number
    return None


def _tidy_number(value: str) -> str | None:
    words = re.sub(r"\s*([/.\-])\s*", r"\1", without_dates(value)).split()
    last = max((at for at, word in enumerate(words) if "/" in word), default=0)
    number = " ".join(words[: last + 1]).rstrip(".,;")
    if BLANK.search(number) or not re.search(r"\d", number):
        return None
    return number


def _date(head: Lines, body: Lines) -> date | None:
    """The date beside a place first, then a labelled one, then any above the salutation."""
    cells = [cell for line in head for cell in line]
    foot = [cell for line in reversed(body) for cell in line]
    ways: list[tuple[list[Cell], Callable[[Cell], date | None]]] = [
        (cells, _placed_date),
        (cells, _labelled_date),
        (cells, _plain_date),
        (foot, _placed_date),
    ]
    return next((day for these, way in ways for cell in these if (day := way(cell))), None)


def _placed_date(cell: Cell) -> date | None:
    found = PLACED.search(cell.text)
    if found is None or found["place"].casefold() in DAYS:
        return None
    return next(dates_in(found["value"], short_years=True), None)


def _labelled_date(cell: Cell) -> date | None:
    found = DATED.fullmatch(cell.text)
    return next(dates_in(found["value"], short_years=True), None) if found else None


def _plain_date(cell: Cell) -> date | None:
    return None if SUBJECT.fullmatch(cell.text) else next(dates_in(cell.text), None)


def _subject(head: Lines) -> str | None:
    for row, line in enumerate(head):
        for cell in line:
            if found := SUBJECT.fullmatch(cell.text):
                words = _field(head[row + 1 :], cell, found, _ends_field)
                return re.split(r"\s+(?:Kepada\s*:?\s*)?Yth\b|\s+Kepada$", words)[0] or None
    return None


def _addressee(head: Lines) -> str | None:
    for mark in (DEAR.search, TO.match):
        for row, line in enumerate(head):
            for cell in line:
                if found := mark(cell.text):
                    words = _field(head[row + 1 :], cell, found, _ends_addressee)
                    return words.rstrip(",;.:") or None
    return None


def _ends_addressee(text: str) -> bool:
    return PLACE.match(text) is not None or _ends_field(text)


def _field(below: Lines, cell: Cell, found: re.Match[str], ends: Callable[[str], bool]) -> str:
    """A value and the lines under it that stand in its column, not in the neighbour's."""
    words = [found["value"]]
    first, last = cell.column - 3, cell.column + found.start("value") + 6
    for line in below[:MOST_LINES_OF_A_FIELD]:
        beneath = next((each for each in line if first <= each.column <= last), None)
        if beneath is None or ends(beneath.text) or not without_dates(beneath.text):
            break
        words.append(beneath.text)
    return " ".join(" ".join(words).split())


def is_addressed_to_director_general(addressee: str) -> bool:
    """Whether the Director General of Fiscal Balance is the addressee, also c.q. (E.3.c.1).

    Those who only receive a copy, and officers of the directorate general, are not.
    """
    folded = unicodedata.normalize("NFKC", addressee).casefold()
    words = re.sub(r"[^a-z]+", " ", folded).strip()
    words = re.split(r"\b(?:tembusan|tindasan)\b", words)[0]
    return (
        BY_NAME.search(words.replace(" ", "")) is not None
        or BY_SHORT_NAME.search(words) is not None
        or BY_OFFICE.search(words) is not None
    )
