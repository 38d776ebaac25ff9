"""What a request letter says (E.3.c.1): number, date, subject, addressee, read from its text.

A reading only fills the form in advance; a person confirms it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

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
NUMBER = re.compile(r"(?i:nomor|no)\b\.?(?i:\s+surat)?\s*\.?\s*(?P<colon>:?)\s*(?P<value>.*)")
NO_LETTER_NUMBER = re.compile(
    r"hp\b|rek|nip\b|induk|agenda|\d+\s+tahun|[^\d:]*:"
    r"|.*\b(?:telp|telepon|faks|fax|kode\s+pos|tanggal|tgl)\b",
    re.I,
)
CONTINUED = re.compile(r"(?=\S*\d)\S+")  # the rest of a number that was broken at a slash
SUBJECT = re.compile(r"(?:(?:peri)?hal)\b\s*\.?\s*:?\s*(?P<value>(?!ini\b|tersebut\b).*)", re.I)
PAGE_COUNT = re.compile(r"\d+\s*(?:dari|/)\s*\d+\b", re.I)  # "Hal. 1 dari 2" is no subject
WEEKDAYS = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
DATED = re.compile(
    rf"(?:tanggal|tgl)\b\.?(?:\s+surat)?\s*\.?\s*:?\s*(?:(?:{WEEKDAYS})\W*)?(?P<value>\d.*)", re.I
)
LABEL = r"nomor|no|sifat|klasifikasi|derajat|lamp(?:iran)?|(?:peri)?hal|tanggal|tgl"
LABELLED = re.compile(rf"(?:{LABEL}|dari|dasar|tembusan)\b\.?(?:\s+surat)?\s*\.?\s*:.*", re.I)
BARE_LABEL = re.compile(rf"(?:{LABEL})\s*\.?\s*:?", re.I)
INLINE_LABEL = re.compile(r"\s+(?=(?:Sifat|Lampiran|Lamp|Hal|Perihal|Tanggal)\s*\.?\s*:)")
DEAR = re.compile(
    r"(?:^|\s)(?:kepada\s*:?\s*)?(?:yth|yang\s+terhormat)\b[\s.:,]*(?P<value>.*)", re.I
)
TO = re.compile(r"(?:Kepada|KEPADA|Tujuan)\b\s*:?\s*(?P<value>.*)")
ANY_LABEL = re.compile(r"(?:\d+\W+)?(?!c\W?q|u\W?p|kepada|yth)[^\W\d][^:]{0,24}\s*:.*", re.I)
PLACED = re.compile(
    rf"(?P<place>[^\W\d]+)\s*,\s*(?:(?:{WEEKDAYS}|tanggal|tgl)\W+)?(?P<value>\d.*)", re.I
)
DAYS = re.compile(WEEKDAYS, re.I)
RECEIVED = re.compile(r"terima|agenda", re.I)  # the stamp of the office that got the letter
MOST_WORDS_BESIDE_A_DATE = 2
OPENING = re.compile(
    r"(?:Dengan\s+(?:ini|hormat)|DENGAN\s+HORMAT|Sehubungan|Menindaklanjuti|Dalam\s+rangka|Assala"
    r"|Salam|Berdasarkan|Bersama\s+ini|Memperhatikan|Menunjuk|Mendasari|Merujuk|Disampaikan|Bismilla"
    r"h|Om\s+Swa|Shalom|Puji|Menugaskan)"
)
MEETING = re.compile(r"(?:Hari|Pukul|Waktu|Jam|Acara|Tempat)\b[^:]{0,20}:")
PLACE = re.compile(r"(?:di\b|tempat\b|jl\b|jalan\b|jakarta\b|gedung\b|gd\b|komplek|masing)", re.I)
COPIES = re.compile(r"^[^\S\n]*(?:tembusan|tindasan|cc)\b.*", re.I | re.M | re.S)
BLANK = re.compile(r"/[-–—]*/|\.\.|__|^/|[/\-]$")
MOST_LINES_OF_A_FIELD = 6
LONGEST_LINE = 1000  # a search in a line without end would take as long


def read_letter(text: str) -> LetterReading:
    """Number, date, subject and addressee of the letter, as far as its text gives them."""
    lines = _valued(_lines(text))
    opening = _opening(lines)
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


def _opening(lines: Lines) -> int:
    """The row where the letter begins to speak; a day it names for the meeting is beyond it."""
    for row, line in enumerate(lines):
        if line and OPENING.match(line[0].text):
            return row
        if line and MEETING.match(line[0].text):
            above = lines[row - 1] if row else []
            return row - 1 if above and DATED.fullmatch(above[0].text) else row
    return len(lines)


def _ends_field(text: str) -> bool:
    marks = (LABELLED.fullmatch, DEAR.match, TO.match, OPENING.match)
    return any(mark(text) is not None for mark in marks)


def _number(head: Lines) -> str | None:
    """The number after a colon first; of two different ones nobody knows which is the letter's."""
    labelled, bare = list[str](), list[str]()
    for row, line in enumerate(head):
        for cell in line:
            found = NUMBER.fullmatch(cell.text)
            if found is None or NO_LETTER_NUMBER.match(found["value"]):
                continue
            number = _tidy_number(found["value"] + _continued(found["value"], head[row + 1 :]))
            if number and (found["colon"] or "/" in number):
                (labelled if found["colon"] else bare).append(number)
    numbers = {normalise_number(number): number for number in labelled or bare}
    return next(iter(numbers.values())) if len(numbers) == 1 else None


def _continued(value: str, below: Lines) -> str:
    """The rest of a number that did not fit its line: '900/123/' and 'BPKAD/2026' under it."""
    under = below[0][0].text if below and below[0] else ""
    return under if value.endswith(("/", "-")) and CONTINUED.fullmatch(under) else ""


def _tidy_number(value: str) -> str | None:
    words = re.sub(r"\s*([/.\-])\s*", r"\1", without_dates(value)).split()
    slashes = [at for at, word in enumerate(words, 1) if "/" in word]
    numeric = takewhile(lambda word: re.search(r"\d", word), words)
    end = slashes[-1] if slashes else sum(1 for _ in numeric)
    if re.fullmatch(r"(?i)tahun 20\d\d", " ".join(words[end : end + 2])):
        end += 2
    number = " ".join(words[:end]).rstrip(".,;")
    if BLANK.search(number) or not re.search(r"\d", number):
        return None
    return number


def _date(head: Lines, body: Lines) -> date | None:
    """The date beside a place first, then a labelled one, then any above the salutation.

    Where one way finds two different days, nobody but a person can tell which is the letter's.
    """
    cells = [cell for line in head for cell in line if not SUBJECT.fullmatch(cell.text)]
    enclosed = next((row for row, line in enumerate(body) if line and _encloses(line)), len(body))
    foot = [cell for line in body[:enclosed] for cell in line]
    ways: list[tuple[list[Cell], Callable[[Cell], date | None]]] = [
        (cells, _placed_date),
        (cells, _labelled_date),
        (cells, _plain_date),
        (foot, _signed_date),
    ]
    for these, way in ways:
        if days := {day for cell in these if (day := way(cell))}:
            return days.pop() if len(days) == 1 else None
    return None


def _placed_date(cell: Cell) -> date | None:
    found = PLACED.search(cell.text)
    if found is None or DAYS.fullmatch(found["place"]):
        return None
    return next(dates_in(found["value"], short_years=True), None)


def _signed_date(cell: Cell) -> date | None:
    """A place and a date that have their line to themselves, as above a signature."""
    found = PLACED.search(cell.text)
    place = cell.text[: found.end("place")] if found else ""
    if found is None or ":" in place or not (place.istitle() or place.isupper()):
        return None
    beyond = " ".join(found["value"].split()[3:])
    return _placed_date(cell) if beyond in ("", "M", "M.") else None


def _encloses(line: list[Cell]) -> bool:
    return line[0].text.casefold().startswith("lampiran")


def _labelled_date(cell: Cell) -> date | None:
    found = DATED.fullmatch(cell.text)
    return next(dates_in(found["value"], short_years=True), None) if found else None


def _plain_date(cell: Cell) -> date | None:
    beside = without_dates(cell.text).split()
    if len(beside) > MOST_WORDS_BESIDE_A_DATE or RECEIVED.search(cell.text):
        return None
    return next(dates_in(cell.text), None)


def _subject(head: Lines) -> str | None:
    for row, line in enumerate(head):
        for cell in line:
            found = SUBJECT.fullmatch(cell.text)
            if found and not PAGE_COUNT.match(found["value"]) and found["value"].strip() != "-":
                words = _field(head[row + 1 :], cell, found, _ends_field)
                return re.split(r"\s+(?:Kepada\s*:?\s*)?Yth\b|\s+Kepada$", words)[0] or None
    return None


def _addressee(head: Lines) -> str | None:
    for mark in (DEAR.search, TO.match):
        for row, line in enumerate(head):
            for cell in line:
                if found := mark(cell.text):
                    words = _field(head[row + 1 :], cell, found, _ends_addressee).strip(",;.: ")
                    return None if ANY_LABEL.fullmatch(words) else words or None
    return None


def _ends_addressee(text: str) -> bool:
    marks = (PLACE.match, ANY_LABEL.fullmatch)
    return any(mark(text) is not None for mark in marks) or _ends_field(text)


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
