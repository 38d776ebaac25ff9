"""What people do in the journey, as they would: by the words they read on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from flask import Flask
from icalendar import Calendar, Event
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from booking.clock import real_now
from booking.commands.serving import table_of_jobs
from booking.domain.roles import Role
from booking.services import services
from booking.usecases.give_access import add_staff
from booking.web.request_steps import SLUGS
from tests.letters import pdf

PASSWORD = "sandi-untuk-pengujian"
LETTER = FilePayload(name="surat-banyumas.pdf", mimeType="application/pdf", buffer=pdf())
DELEGATION = (
    ("Rara Contoh", "Bupati Banyumas"),
    ("Damar Contoh", "Kepala BPKAD"),
    ("Ningsih Contoh", "Kepala Bidang Anggaran"),
)
PATIENCE = 10_000  # milliseconds; a page that is slower is broken
Look = Callable[[Page, str], None]
NewContext = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Asking:
    """What a requester types, by the labels of the form, and what is chosen."""

    conference: bool = False
    first_choice: str = "Kamis, 26 November 2026, pukul 09.00"
    second_choice: str = "Jumat, 27 November 2026, pukul 13.00"
    guests: Sequence[tuple[str, str]] = DELEGATION[1:]
    letter: dict[str, str] = field(
        default_factory=lambda: {
            "Nomor surat": "900/1234/BPKAD/2026",
            "Tanggal surat": "17 November 2026",
            "Hal": "Permohonan Konsultasi Dana Alokasi Umum",
            "Ditujukan kepada (Yth.)": "Direktur Jenderal Perimbangan Keuangan",
        }
    )
    words: dict[str, str] = field(
        default_factory=lambda: {
            "Daerah 1": "Kab. Banyumas",
            "Nama instansi": "BPKAD Kab. Banyumas",
            "Alamat surel": "damar@banyumas.example",
            "Nomor telepon atau WhatsApp": "0812-0000-7890",
            "Pertanyaan": "Bagaimana alokasi DAU tahun depan dihitung?",
        }
    )


def plain(text: str) -> str:
    """The words without what only keeps them on one line."""
    return " ".join(text.replace("\u2060", "").split())


def said(page: Page) -> str:
    """What the page says, as one line."""
    return plain(page.locator("main").inner_text())


def box(page: Page, label: str) -> Locator:
    """The field that this label, and nothing else, names."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(.*\))?\s*$"))


def press(page: Page, button: str) -> None:
    """Click a button by its words; every button of ours sends a form and shows a page."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def follow(page: Page, link: str) -> None:
    """Click a link by its words."""
    with page.expect_navigation():
        page.get_by_role("link", name=link).first.click()


def attach(page: Page, file: FilePayload | Path) -> None:
    """Choose the file of the letter."""
    page.get_by_label(re.compile("berkas surat", re.IGNORECASE)).set_input_files(file)


def choice(page: Page, rank: int, session: str) -> Locator:
    """The mark of a session as first, second or third choice; `session` begins as it is read."""
    written = re.escape(session).replace(r"\ ", r"\s")
    return page.get_by_role("radio", name=re.compile(rf"^Pilihan {rank}: {written}"))


def guest_row(page: Page, number: int) -> Locator:
    """The fields of one guest."""
    return page.get_by_role("group", name=f"Tamu ke-{number}", exact=True)


def name_guests(page: Page, guests: Sequence[tuple[str, str]]) -> None:
    """Write down who will come; rows beyond the usual number are folded away at first."""
    for number, (name, position) in enumerate(guests, start=1):
        row = guest_row(page, number)
        if not row.is_visible():
            page.locator("summary").click()
        row.get_by_label("Nama").fill(name)
        row.get_by_label("Jabatan").fill(position)


def attach_and_read(page: Page, asking: Asking) -> None:
    """Open the form, upload the letter, and write over what was read of it."""
    page.goto("/ajukan")
    attach(page, LETTER)
    press(page, "Unggah dan baca surat")
    for label, words in asking.letter.items():
        box(page, label).fill(words)


def answer(page: Page, asking: Asking, slug: str) -> None:
    """Answer what one page of the form asks; the letter was attached before."""
    if slug == "instansi":
        page.get_by_label("Video conference" if asking.conference else "Tatap muka").check()
        page.get_by_label("Pemerintah daerah", exact=True).check()
        _write(page, asking, "Daerah 1", "Nama instansi")
    elif slug == "narahubung":
        box(page, "Nama").fill("Damar Contoh")
        box(page, "Jabatan").fill("Kepala BPKAD")
        _write(page, asking, "Alamat surel", "Nomor telepon atau WhatsApp")
    elif slug == "topik":
        page.get_by_label("Dana Alokasi Umum").check()
        _write(page, asking, "Pertanyaan")
    elif slug == "jadwal":
        choice(page, 1, asking.first_choice).check()
        choice(page, 2, asking.second_choice).check()
    elif slug == "tamu" and not asking.conference:
        name_guests(page, asking.guests)


def fill_in(page: Page, asking: Asking, until: str = "periksa") -> None:
    """Go on from the letter and answer every page up to this one."""
    for slug in SLUGS[1 : SLUGS.index(until) + 1]:
        press(page, "Lanjut")
        answer(page, asking, slug)


def fill_in_all(page: Page, asking: Asking, until: str = "periksa") -> None:
    """Open the form and answer everything with the letter attached, ready to be sent."""
    attach_and_read(page, asking)
    fill_in(page, asking, until)


def _write(page: Page, asking: Asking, *labels: str) -> None:
    for label in labels:
        box(page, label).fill(asking.words[label])


def ask(page: Page, asking: Asking) -> str:
    """Send a whole request; the reference that the page tells."""
    fill_in_all(page, asking)
    press(page, "Kirim permohonan")
    return reference_on(page)


def reference_on(page: Page) -> str:
    """The number of the request that was just sent."""
    expect(page.get_by_text("BELUM TERJADWAL")).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text().strip()


def confirm_mailbox(page: Page, address: str) -> None:
    """Open the link of the mail and press its button."""
    page.goto(address)
    press(page, "Konfirmasi alamat surel")
    expect(page.get_by_role("status").first).to_contain_text("Alamat surel sudah dikonfirmasi.")


def open_tracking(page: Page, address: str) -> None:
    """Open the secret link of a mail."""
    page.goto(address)
    press(page, "Buka permohonan saya")


def sign_in(page: Page, email: str) -> None:
    """Sign in at the desk."""
    page.goto("/masuk")
    page.get_by_label("Alamat surel").fill(email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")


def verify(page: Page) -> None:
    """Look at the letter and find it in order."""
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    press(page, "Catat surat sesuai")
    expect(page.get_by_role("status").first).to_contain_text("dicatat sesuai")


def schedule(page: Page, *, link: str = "") -> None:
    """Give the session that the requester wished first."""
    page.get_by_label("Dikoordinasikan dengan").fill("Kepala Seksi DAU")
    if link:
        page.get_by_label("Tautan rapat").fill(link)
    press(page, "Jadwalkan dan kirim undangan")


def employ(app: Flask, role: Role, name: str) -> str:
    """The address of a new account of this role."""
    email = f"{name.split()[0].lower()}@djpk.example"
    with app.app_context():
        add_staff(
            email,
            name,
            role,
            PASSWORD,
            passwords=services().passwords,
            now=real_now(),
            demo=True,
        )
    return email


def let_it_be(app: Flask, moment: str) -> None:
    """Move the clock of the rules, written as in BOOKING_CLOCK."""
    fixed = datetime.fromisoformat(moment)
    app.extensions["booking"] = replace(app.extensions["booking"], clock=lambda: fixed)


@dataclass
class Postbox:
    """The folder into which a development instance puts its mails."""

    app: Flask
    seen: set[str] = field(default_factory=set)

    def deliver(self) -> list[EmailMessage]:
        """Do the job that empties the outbox; the mails that came, as a mail program reads them."""
        with self.app.app_context():
            folder = services().settings.instance / "mail"
            next(j for j in table_of_jobs(services()) if j.name == "deliver_outbox").run()
        new = [path for path in sorted(folder.glob("*.eml")) if path.name not in self.seen]
        self.seen |= {path.name for path in new}
        return [message_from_bytes(path.read_bytes(), policy=default) for path in new]

    def deliver_one(self) -> EmailMessage:
        """The one mail that is owed."""
        (mail,) = self.deliver()
        return mail


def link_in(mail: EmailMessage, way: str) -> str:
    """The address in a mail whose path begins like this."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S+{re.escape(way)}\S+", str(body.get_content()))
    assert found, f"no link to {way} in {mail['Subject']}"
    return found[0].rstrip(".")


def invitation_in(mail: EmailMessage) -> tuple[str, Event]:
    """The method of a mail's invitation and its only event."""
    (part,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    method = str(calendar["METHOD"])
    assert part.get_param("method") == method, part["Content-Type"]
    return method, event


@contextmanager
def watched(new_context: NewContext, **how: Any) -> Iterator[Callable[[], Page]]:
    """Opens browsers of several people; anything that a console complains of fails the test."""
    complaints: list[str] = []

    def enter() -> Page:
        page = new_context(**how).new_page()
        page.set_default_timeout(PATIENCE)
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield enter
    assert not complaints, f"the console complains: {complaints}"


def at_both_widths(page: Page, *checks: Callable[[Page], None]) -> None:
    """Look at a page as a desk and as a telephone shows it; it stays as wide as it was."""
    usual = page.viewport_size
    for width, height in ((1280, 900), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        for check in checks:
            check(page)
    if usual:
        page.set_viewport_size(usual)
