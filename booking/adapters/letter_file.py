"""Takes an uploaded letter (E.3.c.1): a PDF or photographs in, one harmless PDF and its text out.

The readers of PDF and pictures run in a process of their own with limits of memory and time, so
that a hostile file ends nothing but its own check (TRUST 1.5).
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import re
import unicodedata
from base64 import b64decode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from multiprocessing.connection import Connection
from typing import Any
from zipfile import is_zipfile

from booking.adapters.letter_check import MOST_CHARACTERS, MOST_PAGES, check
from booking.database import forbid_inside_transaction
from booking.errors import FileRefused, Problem
from booking.sentences import say
from booking.usecases.ports import AcceptedLetter, UploadedFile

CLAUSE = "E.3.c.1"
MOST_BYTES = 5 * 1024**2
MOST_BYTES_TOGETHER = 20 * 1024**2
MOST_SECONDS = 25

SENTENCES = {
    "file_missing": say(
        "Surat permintaan belum dilampirkan. Lampirkan surat sebagai satu berkas PDF "
        "atau foto JPEG/PNG setiap halamannya."
    ),
    "file_empty": say(
        "Berkas surat kosong: tidak ada satu halaman pun di dalamnya. Periksa berkas "
        "tersebut, lalu unggah kembali."
    ),
    "file_type": say(
        "Isi berkas bukan PDF, JPEG, atau PNG. Simpan surat sebagai PDF atau foto setiap "
        "halamannya, lalu unggah kembali."
    ),
    "file_too_large": say(
        "Ukuran berkas melebihi 5 MB, atau seluruhnya melebihi 20 MB. Perkecil berkas, "
        "misalnya pindai dengan 150 dpi, lalu unggah kembali."
    ),
    "file_too_many_pages": say(
        "Surat melebihi 30 halaman. Unggah surat permintaannya saja tanpa lampiran."
    ),
    "file_encrypted": say(
        "PDF terkunci dengan kata sandi atau enkripsi sehingga tidak dapat diperiksa. "
        "Simpan ulang tanpa kunci, lalu unggah kembali."
    ),
    "file_broken": say(
        "PDF rusak atau tidak lengkap. Cetak ulang surat ke PDF atau foto setiap "
        "halamannya, lalu unggah kembali."
    ),
    "file_active_content": say(
        "PDF memuat isi aktif, misalnya skrip, berkas tertanam, atau tindakan otomatis. "
        "Cetak ulang surat ke PDF biasa, lalu unggah kembali."
    ),
    "file_mixed": say(
        "Berkas yang dilampirkan bercampur. Unggah satu berkas PDF saja, atau foto-foto "
        "halaman surat saja."
    ),
    "image_too_large": say(
        "Foto terlalu besar: paling banyak 50 megapiksel untuk JPEG dan 16 megapiksel "
        "untuk PNG. Perkecil foto, lalu unggah kembali."
    ),
    "image_broken": say(
        "Foto rusak atau tidak lengkap. Ambil foto halaman tersebut sekali lagi, lalu "
        "unggah kembali."
    ),
}

# The server of forks has the readers loaded and no threads: quick, and safe beside web threads.
OWN_PROCESS = multiprocessing.get_context("forkserver")
OWN_PROCESS.set_forkserver_preload(["__main__", "booking.adapters.letter_check"])

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
    process = OWN_PROCESS.Process(target=check, args=(said, contents, is_pdf), daemon=True)
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


def _plain(text: str) -> str:
    """Text without control characters, which no database and no page should have to carry."""
    spaced = text.replace("\t", "   ")
    return "".join(c for c in spaced if c == "\n" or not unicodedata.category(c).startswith("C"))


def _clean_name(name: str) -> str:
    """The last part of a path, without what could steer a file system, a header or an eye."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    return " ".join(_plain(last).split()).strip(". ")[:100] or "surat"
