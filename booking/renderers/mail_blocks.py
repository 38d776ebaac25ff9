"""The pieces of a mail, and how they look as plain text and as HTML.

What other people wrote stands in quoted blocks only, never in a subject, a link or a button, and
nothing in it turns into a link by itself (TRUST 1.4, GOV.UK Notify 4080).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from booking.domain.mail_facts import lines_of

WORD_JOINER = "\u2060"
LINK_LIKE = re.compile(r"(://|\.(?=[^\W\d_])|@(?=\w))")
STYLE = """
body{max-width:41rem;margin:0 auto;padding:1rem;
font:16px/1.55 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 1rem}
p,ul,dl,blockquote{margin:0 0 1rem}
dt{font-weight:600}dd{margin:0 0 .5rem}
blockquote{padding:.25rem 0 .25rem 1rem;border-left:4px solid #737F93;overflow-wrap:anywhere}
a.button{display:inline-block;padding:.7rem 1.2rem;border:2px solid #A9BEE0;border-radius:6px;
background:#0B2F6B;color:#fff;font-weight:600;text-decoration:none}
"""


@dataclass(frozen=True)
class Paragraph:
    """Sentences of ours."""

    text: str


@dataclass(frozen=True)
class Details:
    """Labelled values of ours: date, time, place, number."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Points:
    """Things to know or to do, one a line."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Quoted:
    """What other people wrote, as plain lines that cannot pass for ours."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Button:
    """A link of ours under a fixed label."""

    label: str
    url: str


Block = Paragraph | Details | Points | Quoted | Button


@dataclass(frozen=True)
class Letter:
    """A mail as it is read: the subject, which is also its title, and the pieces."""

    subject: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The mail as plain text."""
        pieces = [self.subject, *(_text(block) for block in self.blocks)]
        return "\n\n".join(pieces) + "\n"

    @property
    def html(self) -> str:
        """The mail as HTML without tables, in the colours of the reader's program."""
        body = "\n".join([f"<h1>{escape(self.subject)}</h1>", *map(_html, self.blocks)])
        return (
            '<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(self.subject)}</title>\n<style>{STYLE}</style>\n</head>\n"
            f"<body>\n{body}\n</body>\n</html>\n"
        )


def quoted(heading: str, texts: Iterable[str]) -> list[Block]:
    """A quoted block, or nothing where nothing was written."""
    lines = tuple(_unlinked(line) for text in texts for line in lines_of(text))
    return [Quoted(heading, lines)] if lines else []


def _unlinked(line: str) -> str:
    """The line with word joiners where mail programs would see an address and make it a link."""
    return LINK_LIKE.sub(rf"\1{WORD_JOINER}", line)


def _text(block: Block) -> str:
    match block:
        case Paragraph(text):
            return text
        case Details(rows):
            return "\n".join(f"{label}: {value}" for label, value in rows)
        case Points(heading, items):
            return _under(heading, [f"- {item}" for item in items])
        case Quoted(heading, lines):
            return _under(heading, [f"> {line}" for line in lines])
        case Button(label, url):
            return f"{label}:\n{url}"


def _under(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{heading}:", *lines])


def _html(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Details(rows):
            pairs = (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in rows)
            return f"<dl>{''.join(pairs)}</dl>"
        case Points(heading, items):
            listed = "".join(f"<li>{escape(item)}</li>" for item in items)
            return f"<p><b>{escape(heading)}</b></p>\n<ul>{listed}</ul>"
        case Quoted(heading, lines):
            inner = "<br>".join(escape(line) for line in lines)
            return f"<p><b>{escape(heading)}</b></p>\n<blockquote>{inner}</blockquote>"
        case Button(label, url):
            address = escape(url)
            return (
                f'<p><a class="button" href="{address}">{escape(label)}</a></p>\n'
                f"<p>Bila tombol tidak dapat ditekan, salin alamat ini: {address}</p>"
            )
