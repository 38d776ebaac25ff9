"""The letter of a request as an answer: a download that no browser opens inside our pages."""

from __future__ import annotations

from flask import Response

from booking.errors import NotFound
from booking.services import services
from booking.store import requests

NO_LETTER = "Permohonan ini tidak memiliki berkas surat."


def letter_answer(reference: str) -> Response:
    """The file of the leading letter. Raises `NotFound`."""
    found = requests.by_reference(reference)
    file = found.letter.file if found.letter else None
    if file is None:
        raise NotFound(NO_LETTER)
    answer = Response(services().files.get(file.storage_key), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="surat-{found.reference}.pdf"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
