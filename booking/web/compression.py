"""Answers travel compressed: an officer on a slow line waits for a quarter of the bytes."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

SMALLEST = 600
LEVEL = 6
TEXTS = ("text/", "application/json", "application/problem+json", "image/svg+xml")


def init_app(app: Flask) -> None:
    """Compress every text that is worth it, where the browser takes it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if not (response.mimetype or "").startswith(TEXTS):
            return response
        response.vary.add("Accept-Encoding")
        if _may_be_packed(response):
            packed = gzip.compress(response.get_data(), LEVEL, mtime=0)
            response.set_data(packed)
            response.headers["Content-Encoding"] = "gzip"
        return response


def _may_be_packed(response: Response) -> bool:
    """Not what another site asked for: lengths of packed secrets tell something (BREACH)."""
    return (
        response.status_code not in (204, 304)
        and not response.direct_passthrough
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and request.accept_encodings.quality("gzip") > 0
        and request.headers.get("Sec-Fetch-Site") != "cross-site"
        and len(response.get_data()) >= SMALLEST
    )
