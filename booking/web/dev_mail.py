"""The mails that a development instance would have sent; never served in production."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from booking.errors import NotFound
from booking.services import services
from booking.web.access import public

blueprint = Blueprint("dev_mail", __name__, url_prefix="/surel-pengembangan")
public(blueprint)

MOST = 100
UNKNOWN = "Surel ini tidak ada di folder pengembangan."
_LINK = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;)])")


@dataclass(frozen=True)
class DevMail:
    """A mail of the folder as it would be read."""

    name: str
    subject: str
    to: str
    date: str
    text: str
    html: str
    attachments: tuple[str, ...]

    @property
    def paragraphs(self) -> list[list[list[tuple[str, bool]]]]:
        """The text by paragraph and line, each cut into plain pieces and links."""
        return [
            [_pieces(line) for line in paragraph.splitlines()]
            for paragraph in self.text.split("\n\n")
        ]


@blueprint.get("")
def inbox() -> ResponseReturnValue:
    """All mails, the newest first."""
    return render_template("desk/dev_mail.html", mails=[_read(path) for path in _paths()[:MOST]])


@blueprint.get("/<name>")
def show(name: str) -> ResponseReturnValue:
    """One mail with its links."""
    path = next((path for path in _paths() if path.name == name), None)
    if path is None:
        raise NotFound(UNKNOWN)
    return render_template("desk/dev_mail_one.html", mail=_read(path))


def _pieces(line: str) -> list[tuple[str, bool]]:
    return [(piece, bool(_LINK.fullmatch(piece))) for piece in _LINK.split(line) if piece]


def _paths() -> list[Path]:
    return sorted((services().settings.instance / "mail").glob("*.eml"), reverse=True)


def _read(path: Path) -> DevMail:
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    return DevMail(
        name=path.name,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        date=str(message["Date"]),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
