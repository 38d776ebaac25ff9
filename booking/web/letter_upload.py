"""The uploaded letter on its way through a form: checked once and kept, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from booking.domain.letter import LetterReading, read_letter
from booking.domain.local_time import date_words
from booking.errors import FileRefused, NotFound, Problem, TooManyTries
from booking.sentences import in_each, say
from booking.services import now, services
from booking.store import letter_files
from booking.usecases.keep_letter import UNUSED_AFTER, keep_letter
from booking.usecases.ports import UploadedFile
from booking.web.access import current_staff
from booking.web.limits import LETTER, address_block, count_try

SALT = "letter"
MOST_BYTES_READ = 5 * 1024**2 + 1  # one more than a letter may have: enough to refuse it
MOST_FILES_READ = 31
MOST_BYTES_TOGETHER = 20 * 1024**2

LOST = Problem(
    "letter_gone",
    say("Surat yang diunggah sebelumnya tidak tersimpan lagi. Unggah kembali surat Saudara."),
    "letter",
)


@dataclass(frozen=True)
class KeptLetter:
    """A letter that was uploaded; `seal` is what a page without a draft carries on."""

    id: int
    name: str
    pages: int
    size: int
    seal: str

    @property
    def size_words(self) -> str:
        """ "1,4 MB" or "86 KB"."""
        kilobytes = max(1, round(self.size / 1024))
        if kilobytes < 1024:
            return f"{kilobytes} KB"
        megabytes = self.size / 1024**2
        return in_each(lambda lang: f"{format_decimal(megabytes, '0.0', locale=lang)} MB")


@dataclass(frozen=True)
class Upload:
    """What came of the files of one submission: a letter, its text, and what was wrong."""

    letter: KeptLetter | None = None
    reading: LetterReading | None = None
    problems: tuple[Problem, ...] = ()


def receive(files: Sequence[FileStorage], kept: KeptLetter | None = None) -> Upload:
    """Keep the files if they are a letter; else the letter that was kept before stays."""
    sent = [file for file in files if file.filename]
    if not sent:
        return Upload(kept)
    try:
        if current_staff() is None:
            count_try("letter", LETTER, address_block())
        accepted = services().accept_letter(_contents(sent))
    except TooManyTries as refusal:
        return Upload(kept, problems=(Problem("limit", refusal.detail, "letter"),))
    except FileRefused as refusal:
        return Upload(kept, problems=refusal.problems)
    key = keep_letter(accepted, files=services().files, now=now())
    return Upload(kept_letter(key), read_letter(accepted.text))


def unsealed(seal: str) -> Upload:
    """The letter that an earlier answer of this very page kept, if its seal is ours."""
    if not seal:
        return Upload()
    try:
        key = _seals().loads(seal, max_age=int(UNUSED_AFTER.total_seconds()))
        return Upload(kept_letter(key))
    except (BadSignature, NotFound):
        return Upload(problems=(LOST,))


def kept_letter(key: int) -> KeptLetter:
    """A letter by the key of its file. Raises `NotFound`."""
    row = letter_files.by_id(key)
    return KeptLetter(
        id=key,
        name=row.original_name,
        pages=row.pages,
        size=row.size,
        seal=_seals().dumps(key),
    )


def values(reading: LetterReading) -> dict[str, str]:
    """What a letter says of itself, as the fields of a form."""
    return {
        "letter_number": reading.number or "",
        "letter_date": date_words(reading.date) if reading.date else "",
        "letter_subject": reading.subject or "",
        "letter_addressee": reading.addressee or "",
    }


def anew(
    read: Mapping[str, str], typed: Mapping[str, Sequence[str]], read_before: Mapping[str, str]
) -> dict[str, list[str]]:
    """The fields after another letter was read: what only the one before it said goes with it.

    What a person wrote stays where the new letter says nothing.
    """
    stale = {name for name, value in read_before.items() if list(typed.get(name, ())) == [value]}
    return {name: [value] for name, value in read.items() if value or name in stale}


def _seals() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().settings.secret_key, salt=SALT)


def _contents(sent: Sequence[FileStorage]) -> list[UploadedFile]:
    """The files, each only as far as it takes to see that it is too large."""
    contents: list[UploadedFile] = []
    total = 0
    for file in sent[:MOST_FILES_READ]:
        content = file.stream.read(MOST_BYTES_READ)
        contents.append(UploadedFile(file.filename or "", content))
        total += len(content)
        if total > MOST_BYTES_TOGETHER:
            break
    return contents
