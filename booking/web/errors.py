"""The one place that turns a refusal into a page; nothing a user sends answers 500 (STYLE 2.11)."""

from __future__ import annotations

import logging

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from booking.errors import BookingError, TooManyTries
from booking.sentences import say

log = logging.getLogger(__name__)
Answer = tuple[str, int, dict[str, str]]

TITLES = {
    400: say("Permintaan tidak dapat dibaca"),
    401: say("Silakan masuk"),
    403: say("Tidak diizinkan"),
    404: say("Halaman tidak ditemukan"),
    405: say("Permintaan tidak dapat dibaca"),
    409: say("Keadaan sudah berubah"),
    413: say("Berkas terlalu besar"),
    422: say("Belum dapat diproses"),
    429: say("Terlalu sering dicoba"),
    500: say("Terjadi gangguan"),
    503: say("Layanan sedang tidak tersedia"),
}
SENTENCES = {
    400: say("Data yang dikirim tidak dapat dibaca. Kembali ke halaman sebelumnya dan coba lagi."),
    401: say("Masuk dengan akun petugas untuk membuka halaman ini."),
    403: say("Akun Saudara tidak berwenang membuka halaman ini."),
    404: say("Alamat ini tidak dikenal. Periksa kembali tautannya, atau mulai dari halaman depan."),
    405: say("Halaman ini tidak menerima permintaan seperti itu. Mulai dari halaman depan."),
    413: say(
        "Berkas lebih dari 20 MB. Kecilkan surat menjadi paling besar 5 MB, lalu unggah kembali."
    ),
    429: say("Tunggu beberapa saat sebelum mencoba kembali."),
    500: say("Gangguan ini sudah dicatat. Data yang sudah dikonfirmasi tetap tersimpan."),
    503: say("Data Saudara belum terkirim. Coba kembali beberapa menit lagi."),
}
CSRF_SENTENCE = say(
    "Halaman sudah terlalu lama terbuka. Kembali, muat ulang halaman, lalu kirim sekali lagi."
)


def page(status: int, detail: str, error: BookingError | None = None) -> Answer:
    """A page that says what is the case and how to go on."""
    title = TITLES.get(status, TITLES[400])
    html = render_template("error.html", status=status, title=title, detail=detail, error=error)
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, TooManyTries):
        headers["Retry-After"] = str(error.wait_seconds)
    if status == 503:
        headers["Retry-After"] = "60"
    return html, status, headers


def init_app(app: Flask) -> None:
    """Answer every refusal with a page."""

    @app.errorhandler(BookingError)
    def refused(error: BookingError) -> Answer:
        return page(error.status, error.detail, error)

    @app.errorhandler(CSRFError)
    def stale_form(error: CSRFError) -> Answer:
        return page(400, CSRF_SENTENCE)

    @app.errorhandler(SecurityError)
    def foreign_host(error: SecurityError) -> Answer:
        """No page of ours: its links would be built for the address that somebody forged."""
        return SENTENCES[400], 400, {"Content-Type": "text/plain; charset=utf-8"}

    @app.errorhandler(HTTPException)
    def plain(error: HTTPException) -> Answer:
        status = error.code or 500
        return page(status, SENTENCES.get(status, SENTENCES[400]))

    @app.errorhandler(OperationalError)
    def database_gone(error: OperationalError) -> Answer:
        log.error("database refused %s: %s", request.url_rule, error.orig)
        return page(503, SENTENCES[503])

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Answer:
        log.exception("unforeseen error at %s", request.url_rule)  # the path can be a secret link
        return page(500, SENTENCES[500])
