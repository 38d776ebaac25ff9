"""Addresses by which somebody leads a browser away, or lets the service stumble."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from booking.domain.roles import Role
from booking.web.local_address import local_address
from tests.web.pages import PASSWORD, csrf_of, sign_in

ELSEWHERE = ("//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example")
ALSO_ELSEWHERE = (
    "/\r\n/evil.example",
    "/\\\t/evil.example",
    "https://evil.example",
    "\t//evil.example",
)


@pytest.mark.parametrize("address", ELSEWHERE + ALSO_ELSEWHERE)
def test_no_spelling_of_another_site_counts_as_a_path_of_ours(address: str) -> None:
    assert local_address(address) is None


@pytest.mark.parametrize("address", ["/petugas?tab=unit&q=a%20b", "/laporan/2026-10#jumlah", "/"])
def test_a_path_of_ours_stays_as_it_is(address: str) -> None:
    assert local_address(address) == address


@pytest.mark.sqlite_only
@pytest.mark.parametrize("address", ELSEWHERE + ALSO_ELSEWHERE)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, address: str) -> None:
    sign_in(client, Role.AUDITOR)
    client.post("/keluar", data={"csrf_token": csrf_of(client.get("/akun").text)})
    sent = {"email": "auditor@djpk.example", "password": PASSWORD}
    sent["csrf_token"] = csrf_of(client.get("/masuk").text)

    answer = client.post(f"/masuk?lanjut={quote(address)}", data=sent)

    assert (answer.status_code, answer.location) == (303, "/beranda")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9999-W52"])
def test_a_session_at_the_end_of_time_is_not_found(client: FlaskClient, day: str) -> None:
    sign_in(client, Role.SUPERVISOR)

    assert client.get(f"/petugas/papan/{day}/09.00").status_code == 404


@pytest.mark.parametrize("before", ["9" * 40, "2147483648", "-1", "0"])
def test_an_audit_trail_before_any_number_opens(client: FlaskClient, before: str) -> None:
    sign_in(client, Role.AUDITOR)

    assert client.get(f"/audit?sebelum={before}").status_code == 200


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.SUPERVISOR, "/petugas/papan/2026-11-25/%00"),
        (Role.SUPERVISOR, "/laporan/unit/%00"),
        (Role.UNIT, "/unit/permohonan/%00"),
        (Role.UNIT, "/unit/permohonan/%00/surat"),
    ],
)
def test_a_character_that_no_database_keeps_finds_nothing(
    client: FlaskClient, role: Role, page: str
) -> None:
    sign_in(client, role)

    assert client.get(page).status_code == 404
