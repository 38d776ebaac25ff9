"""The one place that turns a refusal into RFC 9457 problem+json."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict

from flask import Blueprint, Flask, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from booking.errors import BookingError, Problem, StillRunning, TooManyTries
from booking.usecases.once import Answer

log = logging.getLogger(__name__)

PREFIX = "/api/"
GENERAL = ("input_refused", "rule_broken", "file_refused")  # their first problem says which rule
TITLES = {
    400: "Permintaan tidak dapat dibaca",
    401: "Token diperlukan",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    405: "Metode tidak diterima",
    409: "Keadaan sudah berubah",
    413: "Kiriman terlalu besar",
    415: "Jenis isi tidak diterima",
    422: "Belum dapat diproses",
    429: "Terlalu sering dicoba",
    500: "Terjadi gangguan",
    503: "Layanan sedang tidak tersedia",
}
PLAIN = {
    400: ("bad_request", "Permintaan tidak dapat dibaca."),
    401: ("unauthorized", "Sertakan token yang berlaku: Authorization: Bearer <token>."),
    403: ("not_allowed", "Permintaan ini tidak diizinkan."),
    404: ("not_found", "Alamat ini tidak ada dalam API v1."),
    405: ("method_not_allowed", "Metode ini tidak diterima; lihat header Allow."),
    413: ("too_large", "Kiriman melebihi 20 MB. Kecilkan berkas surat, lalu kirim kembali."),
    415: ("media_type", "Kirim application/json, atau multipart/form-data dengan bagian data."),
    500: ("internal_error", "Gangguan ini sudah dicatat. Data yang sudah dijawab tetap tersimpan."),
    503: ("unavailable", "Permintaan belum diproses. Ulangi beberapa saat lagi."),
}


def speak_for(blueprint: Blueprint) -> None:
    """Answer every refusal of these addresses with a problem."""
    for kind in (BookingError, HTTPException, OperationalError, Exception):
        blueprint.register_error_handler(kind, _refused)


def init_app(app: Flask) -> None:
    """Answer with a problem also where the API has no such address or method."""

    @app.before_request
    def no_such_address() -> Response | None:
        error = request.routing_exception
        return _refused(error) if error and request.path.startswith(PREFIX) else None


def rendered(answer: Answer, headers: dict[str, str] | None = None) -> Response:
    """The answer as it goes out."""
    kind = "application/problem+json" if answer.status >= 400 else "application/json"
    text = json.dumps(answer.body, ensure_ascii=False)
    response = Response(text, answer.status, headers, mimetype=kind)
    if answer.replayed:
        response.headers["Idempotent-Replay"] = "true"
    return response


def problem_of(error: Exception) -> Answer:
    """A refusal as a problem: the code and clause of the rule, the sentence, the way on."""
    if isinstance(error, BookingError):
        code, clause = _leading(error)
        return Answer(
            error.status,
            {
                **_head(error.status, code, clause, error.detail),
                "errors": [_entry(problem) for problem in error.problems],
                "free": [asdict(session) for session in error.free],
            },
        )
    if isinstance(error, OperationalError):
        status = 503
    else:
        status = (error.code or 500) if isinstance(error, HTTPException) else 500
    code, detail = PLAIN.get(status, PLAIN[400 if status < 500 else 500])
    return Answer(status, {**_head(status, code, "", detail), "errors": [], "free": []})


def _refused(error: Exception) -> Response:
    if isinstance(error, OperationalError):
        log.error("database refused %s: %s", request.url_rule, error.orig)
    elif not isinstance(error, BookingError | HTTPException):
        log.error("unforeseen error at %s", request.url_rule, exc_info=error)
    return rendered(problem_of(error), _headers(error))


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, HTTPException):
        kept = dict(error.get_headers())
        kept.pop("Content-Type", None)
        return kept
    if isinstance(error, TooManyTries):
        return {"Retry-After": str(error.wait_seconds)}
    if isinstance(error, StillRunning):
        return {"Retry-After": "1"}
    return {"Retry-After": "60"} if isinstance(error, OperationalError) else {}


def _leading(error: BookingError) -> tuple[str, str]:
    """Code and clause at the top: those of the problem whose sentence the refusal speaks."""
    if error.code not in GENERAL or not error.problems:
        return error.code, error.clause
    said = [problem for problem in error.problems if problem.detail == error.detail]
    first = (said or error.problems)[0]
    return first.code, first.clause or error.clause


def _head(status: int, code: str, clause: str, detail: str) -> dict[str, object]:
    return {
        "type": "about:blank",
        "title": TITLES.get(status, TITLES[400 if status < 500 else 500]),
        "status": status,
        "code": code,
        "clause": clause or None,
        "detail": detail,
    }


def _entry(problem: Problem) -> dict[str, str | None]:
    return {
        "field": problem.field or None,
        "code": problem.code,
        "clause": problem.clause or None,
        "detail": problem.detail,
    }
