"""Looks into a letter, in a process of its own that may run out of memory, time or patience.

What it finds it says line by line as JSON; `letter_file.py` listens and decides (TRUST 1.5).
"""

from __future__ import annotations

import json
import logging
import re
import resource
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any

import pikepdf
from PIL import Image, ImageOps
from pypdf import PdfReader

MOST_PAGES = 30
MOST_PIXELS_JPEG = 50_000_000  # is scaled while it is read
MOST_PIXELS_PNG = 16_000_000  # is unpacked whole
LONGEST_SIDE = 2000  # about 170 dots an inch on A4: small print stays readable
PAGES_READ = 5
MOST_CHARACTERS = 20_000
MOST_MEMORY = 2 * 1024**3  # address space, with what the program itself takes
MOST_UNPACKED = 64 * 1024**2  # of one stream that holds objects
MOST_CPU_SECONDS = 5
MOST_CPU_SECONDS_OF_PHOTOS = 20

# Keys and names of what a PDF can do by itself, and of files that travel inside it.
ACTIVE = re.compile(
    "/(JS|JavaScript|Launch|AA|EF|EmbeddedFiles?|FileAttachment|Collection|RichMedia(Content|Execute)?"
    "|XFA|SubmitForm|ImportData|GoToR|GoToE|Rendition|Movie|Sound|Screen|3D|PS)"
)
SLOVENLY_PAGE = re.compile(r"[^:]*: kid \d+ ")  # no Resources or size: common, and no danger


class Refused(Exception):
    """The letter cannot be taken; `code` says why, in the words of `letter_file.SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(said: Connection, contents: list[bytes], is_pdf: bool) -> None:
    """Say what is found line by line, so that what was read before a limit struck still counts."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    seconds = MOST_CPU_SECONDS if is_pdf else MOST_CPU_SECONDS_OF_PHOTOS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED)
    logging.disable()  # readers complain in the words of the file
    with suppress(Exception):  # a reader stumbled over the file: no verdict is the verdict
        for line in _findings(contents, is_pdf):
            said.send_bytes(json.dumps(line).encode())
    said.send_bytes(b"null")


def _findings(contents: list[bytes], is_pdf: bool) -> Iterator[dict[str, Any] | str]:
    """The verdict, then the text page by page; photographs have none."""
    try:
        if not is_pdf:
            yield {"pages": len(contents), "made": b64encode(_pdf_of(contents)).decode()}
            return
        yield {"pages": _pages_of(contents[0]), "made": ""}
    except Refused as refused:
        yield {"refused": refused.code}
        return
    for page in islice(PdfReader(BytesIO(contents[0])).pages, PAGES_READ):
        yield page.extract_text()[:MOST_CHARACTERS]


def _pages_of(content: bytes) -> int:
    """The number of pages of a PDF that is whole, open and does nothing by itself.

    Repair is off and a warning refuses: what one reader repairs, another may read otherwise.
    """
    if not content.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF"):
        raise Refused("file_broken")
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("file_encrypted")
            if any(_is_active(thing) for thing in _every_object(pdf)):
                raise Refused("file_active_content")
            if not all(SLOVENLY_PAGE.match(warning) for warning in pdf.get_warnings()):
                raise Refused("file_broken")
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise Refused("file_encrypted") from error
    if not pages:
        raise Refused("file_empty")
    if pages > MOST_PAGES:
        raise Refused("file_too_many_pages")
    return pages


def _every_object(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All objects, also in object streams and nested: there JavaScript hides from a quick look."""
    waiting: list[pikepdf.Object] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        yield thing
        if isinstance(thing, pikepdf.Array):
            inside = list(thing)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            inside = [value for _, value in thing.items()]
        else:
            continue
        waiting += [
            child for child in inside if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]


def _is_active(thing: pikepdf.Object) -> bool:
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if isinstance(thing, pikepdf.Stream) and "/F" in thing:  # its content lies outside the file
        return True
    kinds = [thing.get(key) for key in ("/S", "/Type", "/Subtype")]
    names = [*thing.keys(), *(str(kind) for kind in kinds if isinstance(kind, pikepdf.Name))]
    opens = "/OpenAction" in thing and not _only_jumps(thing["/OpenAction"])
    return opens or any(ACTIVE.fullmatch(name) for name in names)


def _only_jumps(opening: object) -> bool:
    """Word and LibreOffice let a PDF open at a page and a zoom; that is no action."""
    if isinstance(opening, pikepdf.Dictionary):
        return opening.get("/S") == pikepdf.Name.GoTo and "/Next" not in opening
    return isinstance(opening, pikepdf.Array)


def _pdf_of(photos: list[bytes]) -> bytes:
    """One PDF of all photographs, drawn anew: nothing of the old files but the picture."""
    pages = [_page(photo) for photo in photos]
    file = BytesIO()
    fit = {"quality": 80, "resolution": LONGEST_SIDE / 11.69}  # the long side of A4 in inches
    silent = {"creationDate": None, "modDate": None}
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], **fit, **silent)
    return file.getvalue()


def _page(photo: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and tells a bomb from a broken photograph
    with Image.open(BytesIO(photo), formats=("JPEG", "PNG")) as opened:
        is_png = opened.format == "PNG"
        if opened.width * opened.height > (MOST_PIXELS_PNG if is_png else MOST_PIXELS_JPEG):
            raise Refused("image_too_large")
        image = opened.convert("RGBA") if is_png else opened
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=1.0)  # shrinks as it is read
        upright = ImageOps.exif_transpose(image)
        page = Image.new("RGB", upright.size, "white")  # carries no place, camera or comment
        page.paste(upright.convert("RGB"), mask=upright if is_png else None)
    return page
