"""Takes an uploaded letter (E.3.c.1): a PDF or photographs in, one harmless PDF and its text out.

The readers of PDF and pictures run in a process of their own with limits of memory and time, so
that a hostile file ends nothing but its own check (TRUST 1.5).
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import re
import resource
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any
from zipfile import is_zipfile

import pikepdf
from PIL import Image, ImageOps
from pypdf import PdfReader

from booking.database import forbid_inside_transaction
from booking.errors import FileRefused, Problem
from booking.usecases.ports import AcceptedLetter, UploadedFile

CLAUSE = "E.3.c.1"
MOST_BYTES = 5 * 1024**2
MOST_BYTES_TOGETHER = 20 * 1024**2
MOST_PAGES = 30
MOST_PIXELS_JPEG = 50_000_000  # is scaled while it is read
MOST_PIXELS_PNG = 16_000_000  # is unpacked whole
LONGEST_SIDE = 2000  # about 170 dots an inch on A4: small print stays readable
PAGES_READ = 5
MOST_CHARACTERS = 20_000
MOST_MEMORY = 2 * 1024**3  # address space, with what the product itself takes
MOST_UNPACKED = 64 * 1024**2  # of one stream that holds objects
MOST_CPU_SECONDS = 5
MOST_CPU_SECONDS_OF_PHOTOS = 20
MOST_SECONDS = 25

SENTENCES = {
    "file_missing": "Surat permintaan belum dilampirkan. Lampirkan surat sebagai satu berkas PDF "
    "atau foto JPEG/PNG setiap halamannya.",
    "file_empty": "Berkas surat kosong: tidak ada satu halaman pun di dalamnya. "
    "Periksa berkas tersebut, lalu unggah kembali.",
    "file_type": "Isi berkas bukan PDF, JPEG, atau PNG. Simpan surat sebagai PDF "
    "atau foto setiap halamannya, lalu unggah kembali.",
    "file_too_large": "Ukuran berkas melebihi 5 MB, atau seluruhnya melebihi 20 MB. "
    "Perkecil berkas, misalnya pindai dengan 150 dpi, lalu unggah kembali.",
    "file_too_many_pages": "Surat melebihi 30 halaman. "
    "Unggah surat permintaannya saja tanpa lampiran.",
    "file_encrypted": "PDF terkunci dengan kata sandi atau enkripsi sehingga tidak dapat "
    "diperiksa. Simpan ulang tanpa kunci, lalu unggah kembali.",
    "file_broken": "PDF rusak atau tidak lengkap. Cetak ulang surat ke PDF "
    "atau foto setiap halamannya, lalu unggah kembali.",
    "file_active_content": "PDF memuat isi aktif, misalnya skrip, berkas tertanam, atau tindakan "
    "otomatis. Cetak ulang surat ke PDF biasa, lalu unggah kembali.",
    "file_mixed": "Berkas yang dilampirkan bercampur. Unggah satu berkas PDF saja, "
    "atau foto-foto halaman surat saja.",
    "image_too_large": "Foto terlalu besar: paling banyak 50 megapiksel untuk JPEG "
    "dan 16 megapiksel untuk PNG. Perkecil foto, lalu unggah kembali.",
    "image_broken": "Foto rusak atau tidak lengkap. Ambil foto halaman tersebut sekali lagi, "
    "lalu unggah kembali.",
}

# Keys and names of what a PDF can do by itself, and of files that travel inside it.
ACTIVE = re.compile(
    "/(JS|JavaScript|Launch|AA|EF|EmbeddedFiles?|FileAttachment|Collection|RichMedia(Content|Execute)?"
    "|XFA|SubmitForm|ImportData|GoToR|GoToE|Rendition|Movie|Sound|Screen|3D|PS)"
)
SLOVENLY_PAGE = re.compile(r"[^:]*: kid \d+ ")  # no Resources or size: common, and no danger

# A fork has the readers loaded already; a fresh interpreter needs two seconds to load them.
OWN_PROCESS = multiprocessing.get_context("fork")

logger = logging.getLogger(__name__)


def accept_letter(files: Sequence[UploadedFile]) -> AcceptedLetter:
    """The letter as one PDF, or `FileRefused` with the cause (E.3.c.1).

    A PDF is kept byte for byte, because saving it anew would break an electronic signature.
    """
    forbid_inside_transaction("memeriksa berkas surat")
    sent = [file for file in files if file.name or file.content]
    is_pdf = _is_pdf(sent)
    pages, made, text = _examined([file.content for file in sent], is_pdf)
    pdf = sent[0].content if is_pdf else made
    return AcceptedLetter(
        pdf=pdf,
        pages=pages,
        pdf_sha256=sha256(pdf).hexdigest(),
        original_sha256=_hash_of_all(sent),
        original_name=", ".join(_clean_name(file.name) for file in sent)[:200],
        text=_plain(text)[:MOST_CHARACTERS],
    )


def _refusal(code: str) -> FileRefused:
    sentence = SENTENCES[code]
    return FileRefused(
        sentence,
        problems=(Problem(code=code, detail=sentence, field="letter", clause=CLAUSE),),
        clause=CLAUSE,
    )


def _hash_of_all(sent: Sequence[UploadedFile]) -> str:
    hashes = [sha256(file.content).hexdigest() for file in sent]
    return hashes[0] if len(sent) == 1 else sha256("".join(hashes).encode()).hexdigest()


def _is_pdf(sent: Sequence[UploadedFile]) -> bool:
    """Whether a PDF was sent or photographs were, by content alone; a name proves nothing."""
    if not sent:
        raise _refusal("file_missing")
    sizes = [len(file.content) for file in sent]
    if max(sizes) > MOST_BYTES or sum(sizes) > MOST_BYTES_TOGETHER:
        raise _refusal("file_too_large")
    if not all(sizes):
        raise _refusal("file_empty")
    are_pdf = [_begins_as_pdf(file.content) for file in sent]
    if len(sent) > 1 and any(are_pdf):
        raise _refusal("file_mixed")
    if len(sent) > MOST_PAGES:
        raise _refusal("file_too_many_pages")
    return are_pdf[0]


def _begins_as_pdf(content: bytes) -> bool:
    """True for PDF, false for JPEG and PNG; refuses the rest, and a PDF that is a ZIP as well."""
    if content.startswith(b"%PDF-") and not is_zipfile(BytesIO(content)):
        return True
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return False
    raise _refusal("file_type")


def _examined(contents: list[bytes], is_pdf: bool) -> tuple[int, bytes, str]:
    """Number of pages, the PDF made of photographs, and the text, from a process of its own."""
    heard, said = OWN_PROCESS.Pipe(duplex=False)
    process = OWN_PROCESS.Process(target=_check, args=(said, contents, is_pdf), daemon=True)
    process.start()
    said.close()
    try:
        verdict, *texts = [*_lines(heard)] or [None]
    finally:
        process.kill()
        process.join()
        heard.close()
    if verdict is None:  # it was ended by a limit, or stumbled
        logger.warning("the check of a letter ended without a verdict")
        raise _refusal("file_broken" if is_pdf else "image_broken")
    if "refused" in verdict:
        raise _refusal(verdict["refused"])
    return verdict["pages"], b64decode(verdict["made"]), "\n".join(texts)


def _lines(heard: Connection) -> Iterator[Any]:
    """What the other process says, as JSON: never unpickle what may be in a stranger's hand."""
    try:
        while heard.poll(MOST_SECONDS) and (line := json.loads(heard.recv_bytes())) is not None:
            yield line
    except EOFError:
        return


def _check(said: Connection, contents: list[bytes], is_pdf: bool) -> None:
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
    except FileRefused as refused:
        yield {"refused": refused.problems[0].code}
        return
    for page in islice(PdfReader(BytesIO(contents[0])).pages, PAGES_READ):
        yield page.extract_text()[:MOST_CHARACTERS]


def _pages_of(content: bytes) -> int:
    """The number of pages of a PDF that is whole, open and does nothing by itself.

    Repair is off and a warning refuses: what one reader repairs, another may read otherwise.
    """
    if not content.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF"):
        raise _refusal("file_broken")
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise _refusal("file_encrypted")
            if any(_is_active(thing) for thing in _every_object(pdf)):
                raise _refusal("file_active_content")
            if not all(SLOVENLY_PAGE.match(warning) for warning in pdf.get_warnings()):
                raise _refusal("file_broken")
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise _refusal("file_encrypted") from error
    if not pages:
        raise _refusal("file_empty")
    if pages > MOST_PAGES:
        raise _refusal("file_too_many_pages")
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
            raise _refusal("image_too_large")
        image = opened.convert("RGBA") if is_png else opened
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=1.0)  # shrinks as it is read
        upright = ImageOps.exif_transpose(image)
        page = Image.new("RGB", upright.size, "white")  # carries no place, camera or comment
        page.paste(upright.convert("RGB"), mask=upright if is_png else None)
    return page


def _plain(text: str) -> str:
    """Text without control characters, which no database and no page should have to carry."""
    spaced = text.replace("\t", "   ")
    return "".join(c for c in spaced if c == "\n" or not unicodedata.category(c).startswith("C"))


def _clean_name(name: str) -> str:
    """The last part of a path, without what could steer a file system, a header or an eye."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    return " ".join(_plain(last).split()).strip(". ")[:100] or "surat"
