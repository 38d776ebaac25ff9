"""The stylesheet and the few icons we use, made from the installed Bootstrap at the start.

Bootstrap-Flask ships the files; we serve one compressed stylesheet and a sprite of thirty icons
instead of its own 1.3 MB.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files

from flask import Blueprint, Flask, Response, abort, request, url_for

from booking.settings import PROJECT
from booking.web.access import public

_BOOTSTRAP = files("flask_bootstrap") / "static/bootstrap5"
ICONS = (
    "arrow-counterclockwise",
    "arrow-down-right",
    "arrow-up-right",
    "arrow-right",
    "calendar-check",
    "calendar3",
    "camera-video",
    "check-circle-fill",
    "check-lg",
    "chevron-left",
    "chevron-right",
    "clock",
    "dash",
    "door-closed",
    "download",
    "envelope",
    "exclamation-triangle-fill",
    "file-earmark-pdf",
    "hourglass-split",
    "lock-fill",
    "patch-check",
    "pencil-square",
    "person",
    "person-check",
    "person-x",
    "plus-lg",
    "printer",
    "qr-code-scan",
    "search",
    "slash-circle",
    "upload",
    "x-lg",
    "x-octagon-fill",
)
blueprint = Blueprint("assets", __name__, url_prefix="/aset")
public(blueprint)


@dataclass(frozen=True)
class Asset:
    """A file in memory, plain and compressed; the version in its address lets browsers keep it."""

    plain: bytes
    packed: bytes
    mimetype: str
    version: str


def cut_icons() -> str:
    """A sprite of the icons we use (the package's own weighs 1.1 MB)."""
    sprite = (_BOOTSTRAP / "icons/bootstrap-icons.svg").read_text(encoding="utf-8")
    symbols = [
        found[0]
        for name in ICONS
        if (found := re.search(rf'<symbol[^>]* id="{re.escape(name)}".*?</symbol>', sprite, re.S))
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def _asset(text: str, mimetype: str) -> Asset:
    plain = text.encode()
    version = hashlib.sha256(plain).hexdigest()[:12]
    return Asset(plain, gzip.compress(plain, mtime=0), mimetype, version)


def _stylesheet() -> str:
    bootstrap = (_BOOTSTRAP / "css/bootstrap.min.css").read_text(encoding="utf-8")
    ours = (PROJECT / "static/style.css").read_text(encoding="utf-8")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", bootstrap) + ours


ASSETS = {
    "ikon.svg": _asset(cut_icons(), "image/svg+xml"),
    "gaya.css": _asset(_stylesheet(), "text/css"),
    "salin.js": _asset((PROJECT / "static/salin.js").read_text("utf-8"), "text/javascript"),
    "daerah.js": _asset((PROJECT / "static/daerah.js").read_text("utf-8"), "text/javascript"),
}


@blueprint.get("/<version>/<name>")
def file(version: str, name: str) -> Response:
    """A file of ours; a page that names an old version gets the present one."""
    asset = ASSETS.get(name) or abort(404)
    packs = request.accept_encodings.quality("gzip") > 0
    response = Response(asset.packed if packs else asset.plain, mimetype=asset.mimetype)
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if version == asset.version else "no-cache"
    )
    return response


def address(name: str) -> str:
    """The address of one of our files, with its version."""
    return url_for("assets.file", version=ASSETS[name].version, name=name)


def init_app(app: Flask) -> None:
    """Let templates name our files."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = address
