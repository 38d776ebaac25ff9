"""What a visitor does with the request form: attach the letter, fill in page after page, send."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from booking.database import db, transaction
from booking.domain.links import CONFIRM, TRACKING, link_token
from booking.models.drafts import Draft
from booking.models.requests import Request
from booking.settings import Settings
from booking.web.request_steps import STEPS
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
        for at, words in re.findall(r'<a href="[^"#]*#([^"]+)">(.*?)</a>', summary)
    ]


SLUGS = ("surat", "instansi", "narahubung", "topik", "jadwal", "tamu", "periksa")


def start(client: FlaskClient) -> dict[str, str]:
    """Open the form where it stands; what every page of it carries on."""
    response = client.get("/ajukan")
    page = (client.get(response.location) if response.status_code == 303 else response).text
    carried = {"csrf_token": hidden(page, "csrf_token")}
    return carried | ({"baru": "1"} if 'name="baru"' in page else {})


def attach(client: FlaskClient, *files: tuple[str, bytes], **fields: str) -> TestResponse:
    """Upload the files of a letter on the first page."""
    sent: MultiDict[str, Any] = MultiDict(start(client) | fields)
    for name, content in files:
        sent.add("letter", FileStorage(BytesIO(content), filename=name))
    boundary, body = encode_multipart(sent)
    return client.post(
        "/ajukan/surat", data=body, content_type=f'multipart/form-data; boundary="{boundary}"'
    )


def grown(client: FlaskClient) -> None:
    """Let a minute pass over every draft: nobody fills in the form in no time."""
    del client
    with transaction():
        for draft in db.session.scalars(db.select(Draft)):
            draft.created_at -= timedelta(minutes=1)


def press(
    client: FlaskClient,
    *,
    until: str = "periksa",
    button: str = "",
    files: tuple[tuple[str, bytes], ...] = (("surat.pdf", pdf()),),
    **changes: Any,
) -> TestResponse:
    """Go through the form, filled in, to a page and press its button; a refusal ends the way.

    Keywords change single fields, with `__` for a hyphen.
    """
    wanted = FILLED | {name.replace("__", "-"): value for name, value in changes.items()}
    if files:
        uploaded = attach(client, *files)
        if uploaded.status_code != 303:
            return uploaded
    carried = start(client)
    for step in STEPS[: SLUGS.index(until) + 1]:
        own = {name: value for name, value in wanted.items() if step.takes(name)}
        if step.slug == "surat":
            own.pop("mode", None)
        is_last = step.slug == until
        if step.slug == "periksa":
            grown(client)
        pressed = {"langkah": button} if is_last and button else {}
        response = client.post(f"/ajukan/{step.slug}", data=carried | own | pressed)
        carried.pop("baru", None)
        if response.status_code != 303 or is_last:
            return response
    raise AssertionError(f"no page {until}")


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
    """Open a page and press its button, with the version that it showed."""
    page = client.get(path).text
    carried = {"csrf_token": hidden(page, "csrf_token")}
    if 'name="version"' in page:
        carried["version"] = hidden(page, "version")
    return client.post(path, data=carried | fields)


def only_problem(response: TestResponse) -> tuple[str, str]:
    """The only sentence above a refused form, and where it leads."""
    [problem] = problems(response)
    return problem


def count(model: type) -> int:
    """How many rows there are of a kind."""
    return db.session.scalar(db.select(func.count()).select_from(model)) or 0
