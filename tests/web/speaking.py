"""What a page says in which language, and what is wrong with it: the check U10 for both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as lxml_html

SPOKEN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt")
SILENT = ("script", "style", "datalist", "textarea")

ENGLISH = frozenset(
    """
    about address after again and any appointment are ask available back before but can cancel
    change check choose city clock close closed code compare contact continue correct date day
    days delete error false find first for free from guest guests has have help here how in
    institution into is it its kind last later letter made make may meeting minutes mode month
    more must name new next no none not number of off on once only open or our page past phone
    please position press question read reason received region report request required save
    scheduled schedule search see send sent session sessions shown something state step submit
    subject taken than that the then there they this time to today tomorrow too topic topics
    true undefined until upload valid visit wait was we week what when which who why will with
    within working wrong yes yet you your monday tuesday wednesday thursday friday saturday
    sunday january february march may june july august october december
    """.split()  # noqa: SIM905  easier to read and to add to
)
INDONESIAN = frozenset(
    """
    ada agar akan alamat alasan anda antara apa atas atau bagi bahwa baru batal batas belum
    berapa berkas berlaku bila boleh bukan bulan cara cek coba dahulu dalam dan dapat dari
    dengan di dikirim dilayani diperiksa diterima diubah dua hadir hal halaman hanya harap hari
    hapus hubungi ini instansi isi isian itu jadwal jabatan jam jenis juga jumlah kami ke
    kembali kepada kode konfirmasi kosong kunjungan langkah lain lalu lanjut layanan lebih libur
    lihat masih melalui memberi menit menunggu minggu mohon mulai nama narahubung nomor oleh
    orang pada paling penuh periksa permohonan pertanyaan peserta petugas pilih pilihan pukul
    ruang sampai satu saudara sebelum sedang sejak semua sesi sesuai setelah setiap siapkan
    sudah surat surel tamu tanggal tanpa tatap tautan telah telepon terisi terjadwal tersimpan
    tetap tidak topik tunggu tutup ubah unggah unit untuk waktu yaitu yang senin selasa rabu
    kamis jumat sabtu januari februari maret mei juni juli agustus oktober desember
    """.split()  # noqa: SIM905  easier to read and to add to
)
FOREIGN = {"id": ENGLISH, "en": INDONESIAN}
# What bears the same name everywhere, or is a word of both languages.
BOTH = re.compile(
    r"Contact Center|contact centre|video conference|Live chat|Video Conference|"
    r"\S+@\S+|https?://\S+|\b[\w.-]+\.(?:pdf|json|go\.id|example)\b|\bunits?\b",
    re.IGNORECASE,
)
MONTHS = {
    "id": "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember|"
    "Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
}
WEEKDAYS = {
    "id": "Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu",
    "en": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
}
ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
WRONG_CLOCK = {
    "id": re.compile(r"\b[0-2]\d:[0-5]\d\b"),
    "en": re.compile(r"\b[0-2]\d\.[0-5]\d\b|\bpukul\b"),
}
A_DATE = {
    language: re.compile(rf"(?:{WEEKDAYS[language]}), (?!\d{{1,2}} (?:{MONTHS[language]})\b)\d")
    for language in MONTHS
}


def spoken(page: str, language: str) -> Iterator[str]:
    """The pieces of text that stand under this language, also those for screen readers."""
    root = lxml_html.fromstring(page)
    assert root.get("lang") == language
    yield from _of(root, language, language)


def _of(element: lxml_html.HtmlElement, inherited: str, language: str) -> Iterator[str]:
    here = element.get("lang", inherited)
    if here == language and element.tag not in SILENT:
        yield from filter(None, (element.get(name) for name in SPOKEN_ATTRIBUTES))
        yield from filter(None, [element.text])
    for child in element:
        if isinstance(child.tag, str) and element.tag not in SILENT:
            yield from _of(child, here, language)
        if here == language and element.tag not in SILENT and child.tail:
            yield child.tail


def faults(page: str, language: str) -> list[str]:
    """Every piece with a word of the other language, an ISO date, or a foreign date or time."""
    found = []
    for piece in spoken(page, language):
        text = " ".join(piece.replace("\u00a0", " ").replace("\u2060", "").split())
        words = re.findall(r"[a-z]+(?:-[a-z]+)*", BOTH.sub(" ", text).casefold())
        patterns = (ISO_DATE, WRONG_CLOCK[language], A_DATE[language])
        strange = [word for word in words if word in FOREIGN[language]]
        strange += [hit[0] for pattern in patterns for hit in pattern.finditer(text)]
        if strange:
            found.append(f"{strange} in “{text[:160]}”")
    return found
