"""Who may open what beside the matrix: forms, the masthead, and pages of development."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient

from booking.adapters.mailer import FolderMailer
from booking.domain.roles import Role
from booking.services import services
from tests.conftest import Assemble, SettingsFor
from tests.web.pages import csrf_of, make_request, sign_in

pytestmark = pytest.mark.sqlite_only


def test_a_decision_needs_a_role_too(client: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)
    sign_in(client, Role.RECEPTION)
    token = csrf_of(client.get("/resepsionis").text)

    for path in (f"/petugas/permohonan/{reference}/periksa", "/resepsionis/tanpa-jadwal"):
        answer = client.post(path, data={"csrf_token": token})
        assert answer.status_code == (403 if "petugas" in path else 422)


def test_a_form_without_its_token_changes_nothing(client: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)
    sign_in(client, Role.OFFICER)

    answer = client.post(f"/petugas/permohonan/{reference}/periksa", data={})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("role", "path", "sections"),
    [
        (Role.OFFICER, "/petugas", ["Antrean", "Resepsionis", "Laporan"]),
        (Role.RECEPTION, "/resepsionis", ["Resepsionis"]),
        (Role.AUDITOR, "/laporan/2026-11", ["Laporan"]),
    ],
)
def test_the_masthead_offers_only_what_can_be_opened(
    client: FlaskClient, role: Role, path: str, sections: list[str]
) -> None:
    sign_in(client, role)

    page = client.get(path).text
    masthead = page.partition('class="mast-nav"')[2].partition("</ul>")[0]

    for words in ("Antrean", "Resepsionis", "Laporan"):
        assert (f">{words}<" in masthead) == (words in sections)


def test_development_mail_is_read_as_text_with_its_links(
    client: FlaskClient, now: datetime
) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = "nurhayati@daerah.example", "Permohonan diterima"
    message["Date"], message["Message-ID"] = now, "<1@djpk.example>"
    message.set_content("Buka permohonan:\nhttp://localhost/l/abc.\n\nTerima kasih.")
    message.add_alternative("<script>alert(1)</script>", subtype="html")
    FolderMailer(services().settings.instance / "mail").send(message)

    inbox = client.get("/surel-pengembangan").text
    name = inbox.partition("/surel-pengembangan/")[2].partition('"')[0]
    page = client.get(f"/surel-pengembangan/{name}").text

    assert "Permohonan diterima" in inbox
    assert 'href="http://localhost/l/abc"' in page
    assert "<script>" not in page
    assert client.get("/surel-pengembangan/..%2fsecret_key").status_code == 404


def test_development_mail_does_not_exist_in_production(
    settings_for: SettingsFor, assemble: Assemble
) -> None:
    production = assemble(settings_for("sqlite", environment="production", fixed_clock=None))

    assert "dev_mail" not in production.blueprints
