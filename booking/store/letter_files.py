"""Letters that were uploaded: kept before a request exists, so that an error loses nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from booking.database import db
from booking.errors import NotFound
from booking.models.drafts import Draft
from booking.models.requests import LetterFile, RequestLetter
from booking.sentences import say


def by_id(file_id: int) -> LetterFile:
    """An uploaded letter. Raises `NotFound`."""
    found = db.session.get(LetterFile, file_id)
    if found is None:
        raise NotFound(say("Berkas surat tidak ditemukan. Unggah kembali surat Saudara."))
    return found


def unused_before(moment: datetime) -> list[LetterFile]:
    """Uploaded letters that neither a request nor a draft carries."""
    return list(
        db.session.scalars(
            select(LetterFile)
            .outerjoin(RequestLetter, RequestLetter.file_id == LetterFile.id)
            .outerjoin(Draft, Draft.letter_file_id == LetterFile.id)
            .where(RequestLetter.id.is_(None), Draft.id.is_(None), LetterFile.created_at <= moment)
        )
    )
