"""What a visitor does with the request form: fill it in, attach the letter, press a button."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from booking.database import db
from booking.domain.links import CONFIRM, TRACKING, link_token
from booking.models.requests import Request
from booking.settings import Settings
from tests.letters import pdf

FILLED = {
    "mode": "tatap_muka",
    "letter_number": "900/1234/BPKAD/2026",
    "letter_date": "18 November 2026",
    "letter_subject": "Permohonan Konsultasi DAU",
    "letter_addressee": "Direktur Jenderal Perimbangan Keuangan",
    "kind": "pemda",
    "regions-0": "Kab. Banyumas",
    "institution_name": "BPKAD Kab. Banyumas",
    "contact_name": "Sri Wahyuni",
    "contact_position": "Kepala Bidang Anggaran",
    "contact_email": "sri.wahyuni@banyumaskab.example",
    "contact_phone": "0812-0000-7890",
    "topics": "DAU",
    "question": "Bagaimana perhitungan DAU tahun depan?",
    "pilihan_1": "2026-11-26T09:00",
    "guests-0-name": "Sri Wahyuni",
    "guests-0-position": "Kepala Bidang Anggaran",
}


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return unescape(found[1])


def said(response: TestResponse) -> str:
    """What a page says, without tags, with plain spaces."""
    body = re.sub(r"<(?:option|script|style)\b[^>]*>.*?(?:</\w+>)?", " ", response.text)
    words = unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").replace("\u2060", "")
    return re.sub(r" ([.,;])", r"\1", " ".join(words.split()))


def problems(response: TestResponse) -> list[tuple[str, str]]:
    """The summary of a refused form: where each link leads and what it says."""
    summary = response.text.partition('class="error-summary"')[2].partition("</div>")[0]
    return [
        (at, unescape(words).replace("\u00a0", " ").replace("\u2060", ""))
        for at, words in re.findall(r'<a href="#([^"]+)">(.*?)</a>', summary)
    ]


def press(
    client: FlaskClient,
    *,
    page: str = "",
    button: str = "kirim",
    files: tuple[tuple[str, bytes], ...] = (("surat.pdf", pdf()),),
    **changes: Any,
) -> TestResponse:
    """Send the form as the page stands, filled in; keywords change single fields."""
    page = page or client.get("/ajukan").text
    fields: MultiDict[str, Any] = MultiDict(FILLED | {"langkah": button})
    for name in ("csrf_token", "form_key", "letter_seal"):
        fields[name] = hidden(page, name)
    for name, value in changes.items():
        fields[name.replace("__", "-")] = value
    for name, content in files:
        fields.add("letter", FileStorage(BytesIO(content), filename=name))
    boundary, body = encode_multipart(fields)
    return client.post(
        "/ajukan", data=body, content_type=f'multipart/form-data; boundary="{boundary}"'
    )


def last_request() -> Request:
    """The request that was opened last."""
    found = db.session.scalars(db.select(Request).order_by(Request.id.desc())).first()
    assert found is not None
    return found


def confirm_path(settings: Settings, request: Request) -> str:
    """The address in the mail that asks for confirmation."""
    token = link_token(settings.secret_key.encode(), CONFIRM, request.link_seed)
    return f"/konfirmasi/{token}"


def link_path(settings: Settings, request: Request) -> str:
    """The secret link of a request."""
    token = link_token(settings.secret_key.encode(), TRACKING, request.link_seed)
    return f"/l/{token}"


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Open a page and press its button."""
    page = client.get(path).text
    return client.post(path, data={"csrf_token": hidden(page, "csrf_token"), **fields})
