"""Keeping an uploaded letter: the file first, then its row, so that no row lacks its file."""

from __future__ import annotations

from datetime import datetime, timedelta

from booking.database import db, transaction
from booking.models.requests import LetterFile
from booking.store import letter_files
from booking.usecases.ports import AcceptedLetter, FileStore

UNUSED_AFTER = timedelta(hours=24)


def keep_letter(accepted: AcceptedLetter, *, files: FileStore, now: datetime) -> int:
    """Store a letter that was found harmless; gives the key of its row."""
    storage_key = files.put(accepted.pdf)
    with transaction():
        row = LetterFile(
            storage_key=storage_key,
            original_name=accepted.original_name,
            original_sha256=accepted.original_sha256,
            pdf_sha256=accepted.pdf_sha256,
            size=len(accepted.pdf),
            pages=accepted.pages,
            created_at=now,
        )
        db.session.add(row)
        db.session.flush()  # the key is what the form carries on
        return row.id


def drop_unused_letters(*, files: FileStore, now: datetime) -> int:
    """Remove uploads that neither request nor draft carries after a day; gives how many."""
    with transaction():
        unused = letter_files.unused_before(now - UNUSED_AFTER)
        keys = [row.storage_key for row in unused]
        for row in unused:
            db.session.delete(row)
    for key in keys:
        files.delete(key)
    return len(keys)
