"""The uploaded letter on its way through the form: checked once, kept, and carried by a seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from booking.domain.letter import LetterReading, read_letter
from booking.errors import FileRefused, NotFound, Problem
from booking.services import now, services
from booking.store import letter_files
from booking.usecases.keep_letter import UNUSED_AFTER, keep_letter
from booking.usecases.ports import AcceptedLetter, UploadedFile

SALT = "letter"
MOST_BYTES_READ = 5 * 1024**2 + 1  # one more than a letter may have: enough to refuse it
MOST_FILES_READ = 31
MOST_BYTES_TOGETHER = 20 * 1024**2

LOST = Problem(
    "letter_gone",
    "Surat yang diunggah sebelumnya tidak tersimpan lagi. Unggah kembali surat Saudara.",
    "letter",
)


@dataclass(frozen=True)
class KeptLetter:
    """A letter that an earlier step of the form brought; `seal` is what the page carries on."""

    id: int
    name: str
    pages: int
    size: int
    fingerprint: str
    seal: str

    @property
    def size_words(self) -> str:
        """ "1,4 MB" or "86 KB"."""
        kilobytes = max(1, round(self.size / 1024))
        if kilobytes < 1024:
            return f"{kilobytes} KB"
        return f"{self.size / 1024**2:.1f} MB".replace(".", ",")


@dataclass(frozen=True)
class Upload:
    """What came of the files of one submission: a letter, its text, and what was wrong."""

    letter: KeptLetter | None = None
    reading: LetterReading | None = None
    problems: tuple[Problem, ...] = ()
    is_new: bool = False


def receive(files: Sequence[FileStorage], seal: str) -> Upload:
    """Keep the files if they are a letter; else the letter that the seal names stays."""
    sent = [file for file in files if file.filename]
    if not sent:
        return _unsealed(seal)
    try:
        accepted = services().accept_letter(_contents(sent))
    except FileRefused as refusal:
        return Upload(_unsealed(seal).letter, problems=refusal.problems)
    key = keep_letter(accepted, files=services().files, now=now())
    return Upload(_known(key), read_letter(accepted.text), is_new=True)


def read_again(letter: KeptLetter) -> LetterReading:
    """What a kept letter says of itself."""
    content = services().files.get(letter_files.by_id(letter.id).storage_key)
    accepted: AcceptedLetter = services().accept_letter([UploadedFile(letter.name, content)])
    return read_letter(accepted.text)


def _unsealed(seal: str) -> Upload:
    if not seal:
        return Upload()
    try:
        return Upload(_known(_seals().loads(seal, max_age=int(UNUSED_AFTER.total_seconds()))))
    except (BadSignature, NotFound):
        return Upload(problems=(LOST,))


def _known(key: int) -> KeptLetter:
    row = letter_files.by_id(key)
    return KeptLetter(
        id=key,
        name=row.original_name,
        pages=row.pages,
        size=row.size,
        fingerprint=row.original_sha256,
        seal=_seals().dumps(key),
    )


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
