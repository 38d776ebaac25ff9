"""The confirmation letter as a file: written once, kept, and handed out the same ever after.

The letter is issued, replaced and ended by `store/issued_letters.py` inside the transaction of the
move; here its PDF is made, outside of every transaction (DECISIONS 2).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256

from booking.database import transaction
from booking.domain.confirmation import Confirmation
from booking.errors import NotFound
from booking.models.letters_issued import IssuedLetter
from booking.sentences import say
from booking.store import issued_letters
from booking.usecases.ports import FileStore

KEY_CHANGED = say(
    "Kunci layanan sudah diganti sejak surat ini diterbitkan, sehingga surat tidak dapat "
    "dicetak ulang. Surat yang sudah diunduh tetap dapat diperiksa. Hubungi Contact "
    "Center DJPK."
)

log = logging.getLogger(__name__)
RenderLetter = Callable[[Confirmation, str], bytes]


def letter_pdf(letter: IssuedLetter, *, files: FileStore, render: RenderLetter) -> bytes:
    """The letter as it was kept; before that, as it will be: the same facts give the same bytes.

    Raises `NotFound` when it was never kept and the server's key was changed meanwhile.
    """
    if letter.storage_key:
        return files.get(letter.storage_key)
    code = issued_letters.code_of(letter)
    if not code:
        raise NotFound(KEY_CHANGED)
    return render(issued_letters.facts_of(letter), code)


def letter_sha256(letter: IssuedLetter, *, files: FileStore, render: RenderLetter) -> str:
    """The hash of the letter's PDF, as it was noted or as it will be. Raises `NotFound`."""
    return letter.pdf_sha256 or sha256(letter_pdf(letter, files=files, render=render)).hexdigest()


def seal_letters(*, files: FileStore, render: RenderLetter, limit: int = 20) -> int:
    """Keep the PDF and the hash of letters that have none yet; gives how many were kept.

    A job of its own, because scheduling must not wait for it. A letter that cannot be written is
    logged and does not hold up the others.
    """
    kept = 0
    for letter in issued_letters.unsealed(limit):
        number, letter_id = letter.number, letter.id
        try:
            pdf = letter_pdf(letter, files=files, render=render)
        except Exception:
            log.exception("letter %s was not written", number)
            continue
        key = files.put(pdf)
        with transaction():
            is_first = issued_letters.seal(
                letter_id, storage_key=key, pdf_sha256=sha256(pdf).hexdigest()
            )
        if is_first:
            kept += 1
        else:  # another process kept it meanwhile
            files.delete(key)
    return kept
