"""Headers on every answer, and where a changing request may come from (TRUST 1.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from booking.domain.submission import clean
from booking.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
COOKIE_LASTS = timedelta(hours=24)  # a draft outlives the browser; staff sessions end by the table
CHANGING = ("POST", "PUT", "PATCH", "DELETE")


def init_app(app: Flask, settings: Settings) -> None:
    """Put the headers on, and refuse forms that another site sends."""
    secure = settings.base_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-booking" if secure else "booking",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=COOKIE_LASTS,
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=secure,
    )
    if settings.is_production:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.base_url).hostname]

    @app.url_value_preprocessor
    def tidy(endpoint: str | None, values: dict[str, Any] | None) -> None:
        """Control characters in a path would only reach the database to be refused there."""
        for name, value in (values or {}).items():
            if values is not None and isinstance(value, str):
                values[name] = clean(value)

    @app.before_request
    def refuse_foreign_forms() -> None:
        if request.method in CHANGING and request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(403)

    @app.after_request
    def put_headers_on(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if secure:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        headers.setdefault("Cache-Control", "no-store")
        return response
