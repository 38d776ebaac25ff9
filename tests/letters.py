"""Good letters and hostile files, made in code; names, numbers and places are invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZipFile
from zlib import compressobj, crc32

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from booking.usecases.ports import UploadedFile

LETTER = """\
                     PEMERINTAH KABUPATEN BANYUMAS
              BADAN PENGELOLAAN KEUANGAN DAN ASET DAERAH
        Jalan Contoh No. 45 Purwokerto 53114 Telp. (0281) 000000

                                              Purwokerto, 17 November 2026
Nomor    : 900/1234/BPKAD/2026
Sifat    : Penting
Lampiran : -
Hal      : Permohonan Konsultasi Dana Alokasi Umum

Yth. Direktur Jenderal Perimbangan Keuangan
Kementerian Keuangan
di Jakarta

Dengan hormat, kami bermaksud berkonsultasi pada hari Senin, 23 November 2026.
"""

Place = tuple[float, float, str]

# As a word processor draws it: the labels, then their values, then the block on the right.
TWO_COLUMNS: list[Place] = [
    (60, 790, "PEMERINTAH KABUPATEN CONTOH"),
    (60, 740, "Nomor"),
    (60, 726, "Sifat"),
    (60, 712, "Hal"),
    (120, 740, ": 005/77/Setda/2026"),
    (120, 726, ": Segera"),
    (120, 712, ": Permohonan Audiensi"),
    (127, 698, "Dana Bagi Hasil"),
    (360, 740, "Contoh, 5 Januari 2026"),
    (360, 712, "Kepada"),
    (360, 698, "Yth. Direktur Jenderal"),
    (383, 684, "Perimbangan Keuangan"),
    (360, 670, "di Jakarta"),
]


def pdf(text: str = LETTER, *, pages: int = 1) -> bytes:
    """A letter whose lines stand one under the other."""
    lines = enumerate(text.splitlines())
    return placed_pdf([(50, 800 - 14 * row, line) for row, line in lines if line], pages=pages)


def placed_pdf(words: Sequence[Place], *, pages: int = 1) -> bytes:
    """A letter whose words stand where they are put, as a word processor does."""
    document = empty_pdf()
    for _ in range(pages):
        add_page(document, words)
    return saved(document)


def empty_pdf() -> pikepdf.Pdf:
    """A PDF that has no page yet."""
    return pikepdf.new()


def add_page(document: pikepdf.Pdf, words: Sequence[Place]) -> None:
    """One more A4 page with these words."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    drawn = "".join(
        f"BT /F1 10 Tf {x} {y} Td {String(text).unparse().decode('latin-1')} Tj ET\n"
        for x, y, text in words
    )
    page = document.add_blank_page(page_size=(595, 842))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(font)))
    page.obj.Contents = document.make_stream(drawn.encode("latin-1"))


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    """The bytes of a document, the same at every run."""
    file = BytesIO()
    document.save(file, **{"deterministic_id": True, **how})  # type: ignore[arg-type]
    return file.getvalue()


def changed_pdf(change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    """A good letter into which something was put."""
    with pikepdf.open(BytesIO(pdf())) as document:
        change(document)
        return saved(document, **how)


def rooted(key: str, value: object, **how: object) -> bytes:
    """A good letter with one more entry in its catalogue."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root[key] = value

    return changed_pdf(change, **how)


def annotated(action: Dictionary, **more: object) -> bytes:
    """A good letter with a link that does something."""

    def change(document: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        for key, value in more.items():
            link[f"/{key}"] = value
        document.pages[0].obj.Annots = Array([document.make_indirect(link)])

    return changed_pdf(change)


def raw_pdf(root_entries: bytes, *objects: bytes) -> bytes:
    """A one-page PDF written by hand, for what no library would write."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + root_entries + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = len(bodies) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )


def locked(*, user: str, owner: str) -> bytes:
    """A good letter under a password."""
    with pikepdf.open(BytesIO(pdf())) as document:
        encryption = pikepdf.Encryption(user=user, owner=owner)
        return saved(document, deterministic_id=False, encryption=encryption)


def deep_nesting() -> bytes:
    """Lists within lists, to exhaust a reader that calls itself."""
    return raw_pdf(b"/Extra 4 0 R", b"[" * 200_000 + b"]" * 200_000)


def stuffed_object_stream() -> bytes:
    """Half a megabyte that unpacks to half a gigabyte of objects."""
    squeezer = compressobj(9)
    head = b"4 0 " + b"[" + b"1 " * 8
    packed = squeezer.compress(head)
    for _ in range(500):
        packed += squeezer.compress(b"1 " * 500_000)
    packed += squeezer.compress(b"]") + squeezer.flush()
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(
        packed
    )
    return streamed_pdf(stream + packed + b"\nendstream")


def streamed_pdf(object_stream: bytes) -> bytes:
    """A one-page PDF whose object 4 lies in the object stream 5, and a table that says so."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R /Extra 4 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    out, rows = b"%PDF-1.7\n", [(0, 0, 65535)]
    for number, body in [*enumerate(bodies, start=1), (5, object_stream)]:
        if number == 5:
            rows.append((2, 5, 0))
        rows.append((1, len(out), 0))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows.append((1, len(out), 0))
    table = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + more.to_bytes(2, "big")
        for kind, place, more in rows
    )
    start = len(out)
    return out + (
        b"6 0 obj\n<< /Type /XRef /Size 7 /Root 1 0 R /W [1 4 2] /Length %d >>\nstream\n%b\n"
        b"endstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(table), table, start)
    )


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (900, 1200), mode: str = "RGB", **how: object
) -> bytes:
    """A photograph of a page: white, with a black bar at the top."""
    image = Image.new(mode, size, "white" if mode in ("RGB", "L", "1") else None)
    if mode in ("RGB", "L", "1"):
        ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 10), fill="black")
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def picture_with_exif(orientation: int = 6) -> bytes:
    """A photograph that knows how the telephone was held and where it was."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "TELEPON CONTOH"
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 25.0, 0.0), 3: "E", 4: (109.0, 14.0, 0.0)})
    return picture(exif=exif.tobytes(), comment=b"RAHASIA")


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says it is huge; what follows does not matter."""
    small = bytearray(picture("PNG", (1, 1)))
    small[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    small[29:33] = _crc(bytes(small[12:29]))
    return bytes(small)


def _crc(chunk: bytes) -> bytes:
    return crc32(chunk).to_bytes(4, "big")


def zipped(name: str = "word/document.xml") -> bytes:
    """A ZIP, as a .docx is one."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, "<w:document/>")
    return file.getvalue()


def sent(*contents: bytes, name: str = "surat.pdf") -> list[UploadedFile]:
    """Uploaded files with these contents."""
    return [UploadedFile(name, content) for content in contents]
