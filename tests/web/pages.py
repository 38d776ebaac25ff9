"""What the page tests share: signing in as a role, requests to look at, and the form's token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.database import db, transaction
from booking.domain.delegation import Guest, role_of
from booking.domain.roles import Actor, Role
from booking.domain.sessions import Slot
from booking.domain.submission import Contact, Letter, Party, Submission
from booking.domain.words import VISIT
from booking.models.requests import LetterFile, Request
from booking.services import services
from booking.store import requests, staff
from booking.usecases.give_access import add_staff
from booking.usecases.submit import submit

PASSWORD = "kata-sandi-untuk-tes"
OFFICER = Actor("Rina Astuti", "staff:0", Role.OFFICER)
TWO_GUESTS = (("Sri Wahyuni", "Kepala BPKAD"), ("Agus Prasetyo", "Kepala Bidang Anggaran"))
WITH_MAYOR = (("Hendra Saputra", "Wali Kota"), *TWO_GUESTS, ("Mega Putri", "Analis Keuangan"))
NAMES = {
    Role.OFFICER: "Rina Astuti",
    Role.SUPERVISOR: "Bagus Wicaksono",
    Role.RECEPTION: "Dewi Lestari",
}


def csrf_of(html: str) -> str:
    """The token of the first form on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found, "a page without a form"
    return found[1]


def hidden(html: str, name: str) -> str:
    """A hidden value of the first form that has it."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"a page without {name}"
    return found[1]


def sign_in(client: FlaskClient, role: Role) -> None:
    """Sign in as somebody of this role, whose account is made when it is first needed."""
    email = f"{role}@djpk.example"
    if staff.by_email(email) is None:
        name = NAMES.get(role, f"Akun {role}")
        made = datetime.fromisoformat("2026-01-05T01:00:00+00:00")
        add_staff(
            email,
            name,
            role,
            PASSWORD,
            passwords=services().passwords,
            now=made,
            demo=True,
        )
    token = csrf_of(client.get("/masuk").text)
    sent = {"csrf_token": token, "email": email, "password": PASSWORD}
    assert client.post("/masuk", data=sent).status_code == 303


def send(client: FlaskClient, page: str, to: str, **values: object) -> TestResponse:
    """Fill in a form of a page and send it, with its token and the version it showed."""
    html = client.get(page).text
    sent = {"csrf_token": csrf_of(html), **values}
    for name in ("version", "nonce"):
        if f'name="{name}"' in html:
            sent.setdefault(name, hidden(html, name))
    return client.post(to, data=sent)


def make_request(
    *,
    now: datetime,
    name: str = "Kab. Banyumas",
    regions: Sequence[str] = ("33.02",),
    mode: str = VISIT,
    kind: str = "pemda",
    wishes: Sequence[tuple[date, str]] = (),
    guests: Sequence[tuple[str, str]] = TWO_GUESTS,
    number: str = "900/512/BPKAD/2026",
    addressee: str = "Direktur Jenderal Perimbangan Keuangan",
    received_on: date | None = None,
    file: bytes | None = None,
    question: str = "Penyaluran DAU tahun 2027.",
) -> str:
    """A request that the desk received by mail; gives its reference."""
    sent = Submission(
        mode=mode,
        parties=(Party(kind, name, tuple(regions)),),
        contact=Contact("Nurhayati", "Kasubbag Program", "nurhayati@daerah.example", "0811440000"),
        letters=(Letter(number, date(2026, 11, 9), "Permohonan konsultasi", addressee),),
        topics=("DAU",),
        question=question,
        wishes=tuple(Slot(on, start) for on, start in wishes),
        guests=tuple(Guest(who, post, role_of(post)) for who, post in guests)
        if mode == VISIT
        else (),
        channel="email",
    )
    made = submit(
        sent,
        letter_file_id=keep_file(file or f"%PDF-1.4 {number}".encode(), now=now),
        by=OFFICER,
        now=now,
        link_key=services().link_key,
        received_on=received_on,
        mailbox_known=True,
    )
    return made.reference


def keep_file(content: bytes, *, now: datetime) -> int:
    """A letter in the file store, as if it had been accepted."""
    key = services().files.put(content)
    with transaction():
        row = LetterFile(
            storage_key=key,
            original_name="surat.pdf",
            original_sha256=f"{hash(content) & (2**128 - 1):064x}",
            pdf_sha256="0" * 64,
            size=len(content),
            pages=1,
            created_at=now,
        )
        db.session.add(row)
        db.session.flush()
        return row.id


def stored(reference: str) -> Request:
    """The request as the database has it now."""
    db.session.rollback()
    return requests.by_reference(reference)
