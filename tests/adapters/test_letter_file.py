"""A letter is taken when it is readable and harmless, else refused with its own cause (E.3.c.1)."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from flask import Flask
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String
from PIL import Image

from booking.adapters import letter_check, letter_file
from booking.adapters.letter_file import SENTENCES, accept_letter
from booking.database import InsideTransaction, transaction
from booking.domain.letter import read_letter
from booking.domain.letter_addressee import is_addressed_to_director_general
from booking.errors import FileRefused
from booking.usecases.ports import UploadedFile
from tests import letters
from tests.letters import annotated, changed_pdf, raw_pdf, rooted, sent

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
IN_STREAMS = {"object_stream_mode": ObjectStreamMode.generate}


def embed(document: pikepdf.Pdf) -> None:
    document.attachments["harga.txt"] = b"x"


def orphan(document: pikepdf.Pdf) -> None:
    deep = Dictionary(A=Array([Dictionary(B=Array([1, Dictionary(C=SCRIPT)]))]))
    document.Root.PieceInfo = document.make_indirect(deep)


def external(document: pikepdf.Pdf) -> None:
    document.Root.PieceInfo = document.make_stream(b"", F=String("http://contoh.invalid/isi"))


def attachment_mark(document: pikepdf.Pdf) -> None:
    mark = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    document.pages[0].obj.Annots = Array([mark])


def do(kind: str, **more: pikepdf.Object) -> Callable[[], bytes]:
    return lambda: annotated(
        Dictionary({"/S": Name(f"/{kind}")} | {f"/{key}": more[key] for key in more})
    )


def in_root(key: str, value: object, **how: object) -> Callable[[], bytes]:
    return lambda: rooted(key, value, **how)


def photo(**how: object) -> Callable[[], bytes]:
    return lambda: letters.picture(**how)  # type: ignore[arg-type]


def only_image(document: pikepdf.Pdf) -> pikepdf.PdfImage:
    (image,) = document.pages[0].get_images().values()
    assert isinstance(image, pikepdf.Stream)
    return pikepdf.PdfImage(image)


# a fork, unlike the server of forks, knows what a test has patched
FORK = multiprocessing.get_context("fork")

ACTIVE: dict[str, Callable[[], bytes]] = {
    "a script when it opens": in_root("/OpenAction", SCRIPT),
    "a script inside an object stream": in_root("/OpenAction", SCRIPT, **IN_STREAMS),
    "a script deep inside nested objects": lambda: changed_pdf(orphan),
    "a script deep inside an object stream": lambda: changed_pdf(orphan, **IN_STREAMS),
    "a script under a misspelt name": lambda: raw_pdf(
        b"/OpenAction 4 0 R", b"<< /S /J#61vaScr#69pt /J#53 (app.alert(1)) >>"
    ),
    "a script whose kind stands elsewhere": lambda: raw_pdf(
        b"/Extra << /S 4 0 R >>", b"/JavaScript"
    ),
    "a script among the names": in_root("/Names", Dictionary(JavaScript=Dictionary(Names=Array()))),
    "a script on a link": do("JavaScript", JS=String("app.alert(1)")),
    "a script after a harmless jump": do("GoTo", D=Array([0, Name.Fit]), Next=SCRIPT),
    "a program that a link starts": do("Launch", F=String("cmd.exe")),
    "a form that sends itself": do("SubmitForm", F=String("http://contoh.invalid/")),
    "a form that fetches data": do("ImportData", F=String("data.fdf")),
    "a link into another file": do("GoToR", F=String("lain.pdf"), D=Array([0, Name.Fit])),
    "a link into an embedded file": do("GoToE", D=Array([0, Name.Fit])),
    "a film": do("Rendition"),
    "a web address that opens by itself": in_root(
        "/OpenAction", Dictionary(S=Name.URI, URI=String("http://contoh.invalid/"))
    ),
    "a chain that begins with a jump": in_root(
        "/OpenAction",
        Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Dictionary(S=Name.Named)),
    ),
    "something to do on every page": in_root("/AA", Dictionary(WC=Dictionary(S=Name.Named))),
    "an embedded file": lambda: changed_pdf(embed),
    "a file pinned to a page": lambda: changed_pdf(attachment_mark),
    "a portfolio": in_root("/Collection", Dictionary(View=Name.D)),
    "a form of the old dynamic kind": in_root("/AcroForm", Dictionary(XFA=String("<xdp/>"))),
    "rich media": in_root("/Extra", Dictionary(Subtype=Name.RichMedia)),
    "content that lies outside": lambda: changed_pdf(external),
}

OTHER: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing inside": ("file_empty", lambda: b""),
    "no page": ("file_empty", lambda: letters.saved(letters.empty_pdf())),
    "a web page in front of a PDF": ("file_type", lambda: b"<html></html>\n" + letters.pdf()),
    "a space in front of a PDF": ("file_type", lambda: b" " + letters.pdf()),
    "a PDF that is a ZIP too": ("file_type", lambda: letters.pdf() + letters.zipped()),
    "a Word document renamed": ("file_type", letters.zipped),
    "an archive": ("file_type", lambda: letters.zipped("surat.pdf")),
    "an old Word document": (
        "file_type",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ),
    "a program": ("file_type", lambda: b"MZ\x90\x00" + b"\0" * 600),
    "a drawing with a script": ("file_type", lambda: b"<svg><script>alert(1)</script></svg>"),
    "a GIF": ("file_type", photo(kind="GIF")),
    "a TIFF": ("file_type", photo(kind="TIFF")),
    "words": ("file_type", lambda: letters.LETTER.encode()),
    "a PDF over 5 MB": ("file_too_large", lambda: letters.pdf() + b"\n" * (5 * 1024**2)),
    "31 pages": ("file_too_many_pages", lambda: letters.pdf(pages=31)),
    "a password to open": ("file_encrypted", lambda: letters.locked(user="a", owner="b")),
    "a password to change": ("file_encrypted", lambda: letters.locked(user="", owner="b")),
    "a PDF cut in the middle": ("file_broken", lambda: letters.pdf()[:700]),
    "a PDF without its last line": ("file_broken", lambda: letters.pdf()[:-8]),
    "a first line and no more": ("file_broken", lambda: b"%PDF-1.7\n%%EOF\n"),
    "a web page behind a PDF": ("file_broken", lambda: letters.pdf() + b"<script>1</script>"),
    "a table of objects that lies": (
        "file_broken",
        lambda: re.sub(rb"startxref\n\d+", b"startxref\n77", letters.pdf()),
    ),
    "a root that is no root": (
        "file_broken",
        lambda: raw_pdf(b"").replace(b"/Root 1 0 R", b"/Root 9 0 R"),
    ),
    "pages that contain themselves": (
        "file_broken",
        lambda: raw_pdf(b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    ),
    "the same key twice": ("file_broken", lambda: raw_pdf(b"/Lang (id) /Lang (en)")),
    "lists within lists without end": ("file_broken", letters.deep_nesting),
    "objects that unpack to gigabytes": ("file_broken", letters.stuffed_object_stream),
    "a photograph cut in the middle": ("image_broken", lambda: letters.picture()[:2000]),
    "a PNG cut in the middle": ("image_broken", lambda: letters.picture("PNG")[:200]),
    "the first bytes of a JPEG": ("image_broken", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 300),
    "the first bytes of a PNG and a web page": (
        "image_broken",
        lambda: b"\x89PNG\r\n\x1a\n<html></html>",
    ),
    "a PNG of ten thousand megapixels": (
        "image_too_large",
        lambda: letters.huge_png(100_000, 100_000),
    ),
    "a PNG of 100 megapixels": ("image_too_large", lambda: letters.huge_png(10_000, 10_000)),
    "a JPEG of 52 megapixels": ("image_too_large", photo(mode="L", size=(8000, 6500))),
}

HOSTILE = {name: ("file_active_content", make) for name, make in ACTIVE.items()} | OTHER


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_cause_and_a_way_on(name: str) -> None:
    code, make = HOSTILE[name]
    content = make()

    with pytest.raises(FileRefused) as refused:
        accept_letter(sent(content))

    (problem,) = refused.value.problems
    assert problem.code == code
    assert (problem.field, problem.clause) == ("letter", "E.3.c.1")
    assert problem.detail == refused.value.detail == SENTENCES[code]


def test_every_cause_has_a_sentence_of_its_own_that_says_a_way_on() -> None:
    ways = re.compile(r"\b(Lampirkan|unggah|Unggah)\b")

    sentences = list(SENTENCES.values())

    assert len(sentences) == len(set(sentences)) == 11
    assert all(ways.search(sentence) and sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([], "file_missing"),
        ([UploadedFile("", b"")], "file_missing"),
        (sent(letters.pdf(), letters.picture()), "file_mixed"),
        (sent(letters.pdf(), letters.pdf()), "file_mixed"),
        (sent(letters.picture(), b""), "file_empty"),
        (sent(letters.picture(), letters.zipped()), "file_type"),
        (sent(letters.picture(), letters.picture()[:2000]), "image_broken"),
        (sent(*[letters.picture(size=(9, 9))] * 31), "file_too_many_pages"),
        (sent(*[letters.picture() + b"\0" * (4 * 1024**2)] * 5), "file_too_large"),
    ],
)
def test_what_does_not_go_together_is_refused(files: list[UploadedFile], code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        accept_letter(files)

    assert refused.value.problems[0].code == code


def test_a_look_at_the_top_level_alone_would_let_a_nested_script_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nested = ACTIVE["a script deep inside nested objects"]()
    monkeypatch.setattr(letter_file, "OWN_PROCESS", FORK)
    monkeypatch.setattr(letter_check, "_every_object", lambda pdf: iter([pdf.Root, *pdf.objects]))

    accepted = accept_letter(sent(nested))

    assert accepted.pages == 1  # the planted fault is seen only by the test of nested scripts


def test_a_search_of_the_bytes_alone_would_let_a_script_in_an_object_stream_pass() -> None:
    hidden = ACTIVE["a script inside an object stream"]()

    assert b"JavaScript" not in hidden
    assert b"/JS" not in hidden


HARMLESS: dict[str, Callable[[], bytes]] = {
    "opens at its first page": in_root("/OpenAction", Array([0, Name.XYZ, 0, 842, 0])),
    "opens by a jump": in_root(
        "/OpenAction", Dictionary(S=Name.GoTo, D=Array([0, Name.FitH, 842]))
    ),
    "carries a link to a mailbox": do("URI", URI=String("mailto:bpkad@contoh.invalid")),
    "carries a signature field": in_root(
        "/AcroForm", Dictionary(SigFlags=3, Fields=Array([Dictionary(FT=Name.Sig)]))
    ),
    "was printed by a Mac": in_root("/Extra", Dictionary({"/AAPL:AA": True})),
    "keeps its objects in streams": lambda: changed_pdf(lambda _: None, **IN_STREAMS),
    "ends with blank lines": lambda: letters.pdf() + b"\r\n\r\n\0",
    "has 30 pages": lambda: letters.pdf(pages=30),
    "was written by hand": lambda: raw_pdf(b""),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_word_processors_and_scanners_write_is_taken_byte_for_byte(name: str) -> None:
    content = HARMLESS[name]()

    accepted = accept_letter(sent(content))

    assert accepted.pdf == content
    assert accepted.pdf_sha256 == accepted.original_sha256 == sha256(content).hexdigest()


def test_number_date_subject_and_addressee_are_found_in_the_text_of_a_pdf() -> None:
    accepted = accept_letter(sent(letters.pdf()))

    reading = read_letter(accepted.text)
    assert reading.number == "900/1234/BPKAD/2026"
    assert reading.date == date(2026, 11, 17)
    assert reading.subject == "Permohonan Konsultasi Dana Alokasi Umum"
    assert reading.addressee is not None
    assert is_addressed_to_director_general(reading.addressee)


def test_a_letterhead_in_two_columns_is_read_column_by_column() -> None:
    content = letters.placed_pdf(letters.TWO_COLUMNS)

    reading = read_letter(accept_letter(sent(content)).text)

    assert reading.number == "005/77/Setda/2026"
    assert reading.date == date(2026, 1, 5)
    assert reading.subject == "Permohonan Audiensi Dana Bagi Hasil"
    assert reading.addressee == "Direktur Jenderal Perimbangan Keuangan"


def test_a_scanned_letter_has_no_text_and_is_taken() -> None:
    scan = BytesIO()
    Image.new("RGB", (600, 800), "white").save(scan, "PDF")

    accepted = accept_letter(sent(scan.getvalue()))

    assert accepted.pages == 1
    assert read_letter(accepted.text).number is None


def test_photographs_become_one_pdf_in_their_order() -> None:
    wide, tall = letters.picture(size=(1200, 900)), letters.picture("PNG", size=(900, 1200))

    accepted = accept_letter([UploadedFile("1.jpg", wide), UploadedFile("2.png", tall)])

    with pikepdf.open(BytesIO(accepted.pdf)) as document:
        boxes = [page.mediabox for page in document.pages]
    assert accepted.pages == 2
    assert [box[2] > box[3] for box in boxes] == [True, False]
    assert accepted.original_name == "1.jpg, 2.png"


def test_a_photograph_loses_its_place_camera_and_comment_and_stands_upright() -> None:
    content = letters.picture_with_exif(orientation=6)
    assert all(word in content for word in (b"TELEPON CONTOH", b"RAHASIA"))

    accepted = accept_letter(sent(content))

    with pikepdf.open(BytesIO(accepted.pdf)) as document:
        image = only_image(document)
        assert (image.width, image.height) == (1200, 900)
        assert "/Metadata" not in document.Root
        assert not document.trailer.get("/Info", {})
        assert not image.as_pil_image().getexif()
    assert all(word not in accepted.pdf for word in (b"TELEPON CONTOH", b"RAHASIA", b"Exif"))


def test_the_same_photographs_give_the_same_hashes_and_another_order_others() -> None:
    one, two = letters.picture(size=(90, 120)), letters.picture(size=(80, 120))

    first, again, turned = (
        accept_letter(sent(*photos)) for photos in ((one, two), (one, two), (two, one))
    )

    assert first == again
    assert first.original_sha256 != turned.original_sha256


def test_thirty_photographs_of_a_telephone_are_taken() -> None:
    photos = [letters.picture(size=(4000, 3000))] * 30

    accepted = accept_letter(sent(*photos))

    assert accepted.pages == 30


@pytest.mark.parametrize(
    "content",
    [
        letters.picture("PNG", mode="1"),
        letters.picture("PNG", mode="P"),
        letters.picture("PNG", mode="RGBA"),
        letters.picture("PNG", mode="LA"),
        letters.picture("PNG", mode="I;16"),
        letters.picture(mode="CMYK"),
        letters.picture(mode="L"),
        letters.picture(size=(6000, 8000), progressive=True),
        letters.picture("MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))]),
    ],
)
def test_every_kind_of_jpeg_and_png_is_drawn_anew_at_a_size_that_can_be_read(
    content: bytes,
) -> None:
    accepted = accept_letter(sent(content))

    with pikepdf.open(BytesIO(accepted.pdf)) as document:
        image = only_image(document)
    assert (image.mode, max(image.width, image.height)) in {("RGB", 1200), ("RGB", 2000)}


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/surat.pdf", "surat.pdf"),
        ("C:\\Users\\a\\surat.pdf", "surat.pdf"),
        ("surat\r\nSet-Cookie: a\0.pdf", "surat Set-Cookie: a.pdf"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("..", "surat"),
        ("", "surat"),
        ("a" * 300, "a" * 100),
    ],
)
def test_a_name_keeps_nothing_that_steers_a_file_system_or_an_eye(name: str, clean: str) -> None:
    accepted = accept_letter(sent(letters.pdf(), name=name))

    assert accepted.original_name == clean


def test_text_has_no_control_characters_and_an_end() -> None:
    content = letters.pdf("Nomor\x01 : 9\x00" + "x" * 60_000)

    text = accept_letter(sent(content)).text

    assert "\x00" not in text
    assert "\x01" not in text
    assert len(text) <= 20_000


def test_a_reader_of_text_that_never_ends_costs_the_text_and_not_the_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(_: object) -> object:
        while True:
            pass

    monkeypatch.setattr(letter_check, "MOST_CPU_SECONDS", 1)
    monkeypatch.setattr(letter_file, "OWN_PROCESS", FORK)
    monkeypatch.setattr(letter_check, "PdfReader", never)

    accepted = accept_letter(sent(letters.pdf()))

    assert (accepted.pages, accepted.text) == (1, "")


def test_a_reader_of_text_that_stumbles_costs_the_text_and_not_the_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(_: object) -> object:
        raise RecursionError

    monkeypatch.setattr(letter_file, "OWN_PROCESS", FORK)
    monkeypatch.setattr(letter_check, "PdfReader", stumble)

    accepted = accept_letter(sent(letters.pdf()))

    assert (accepted.pages, accepted.text) == (1, "")


@pytest.mark.sqlite_only
def test_a_letter_is_not_checked_while_the_database_is_held(app: Flask) -> None:
    with app.app_context(), transaction(), pytest.raises(InsideTransaction):
        accept_letter(sent(letters.pdf()))
