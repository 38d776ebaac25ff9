"""Reading what a program sent: JSON, or a form with JSON and the pages of a letter."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from flask import abort, request

from booking.errors import InputRefused, Problem
from booking.usecases.ports import UploadedFile

MULTIPART = "multipart/form-data"


def sent_data() -> dict[str, Any]:
    """The JSON object of this call; nothing sent is an empty one, null is what was left out."""
    text = _sent_text()
    try:
        data = _without_nulls(json.loads(text)) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        raise _unreadable("Data bukan JSON yang dapat dibaca.") from error
    if not isinstance(data, dict):
        raise _unreadable("Data harus berupa satu objek JSON.")
    return data


def sent_letters() -> list[UploadedFile]:
    """The letter as it was attached: one PDF, or photographs of its pages in order."""
    files = []
    for part in request.files.getlist("letter"):
        part.stream.seek(0)
        content = part.stream.read()
        if part.filename or content:
            files.append(UploadedFile(part.filename or "surat", content))
    return files


def body_hash() -> str:
    """What was sent where, as one hash: the same call is known again by it."""
    digest = sha256(f"{request.method} {request.path}\n".encode())
    digest.update(sha256(_sent_text()).digest())
    for file in sent_letters():
        digest.update(sha256(file.content).digest())
    return digest.hexdigest()


def _sent_text() -> bytes:
    if request.mimetype == MULTIPART:
        if "data" in request.files:
            part = request.files["data"]
            part.stream.seek(0)
            return part.stream.read()
        return request.form.get("data", "").encode()
    body = request.get_data()
    if body and not request.is_json:
        abort(415)
    return body


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    return value


def _unreadable(sentence: str) -> InputRefused:
    return InputRefused.of(Problem("json_unreadable", sentence, "data"))
