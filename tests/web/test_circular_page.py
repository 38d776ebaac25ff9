"""The circulars by page: what holds, the preview of differences, saving, taking back."""

from __future__ import annotations

import html
import re
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.store import policies
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, make_request, send, sign_in

HOME = "/petugas/ketentuan"
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def keeper(client: FlaskClient) -> FlaskClient:
    """A supervisor, who keeps the circulars."""
    sign_in(client, Role.SUPERVISOR)
    return client


def filled(client: FlaskClient, **typed: object) -> dict[str, object]:
    """The form as a browser would send it, with what was typed over it."""
    page = client.get(f"{HOME}/baru").text.partition("<main")[2]
    sent: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]+>", page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if not name or ("checkbox" in tag and "checked" not in tag):
            continue
        text = html.unescape(value[1]) if value else ""
        if "checkbox" in tag:
            sent.setdefault(name[1], []).append(text)  # type: ignore[attr-defined]
        else:
            sent[name[1]] = text
    sent.pop("csrf_token")
    usual = {"nama": "SE-9", "dasar": "SE-9/PK.1/2027", "berlaku": "2027-01-01"}
    return {**sent, **usual, **typed}


def plain(page: str) -> str:
    """What a person reads: without markup, in ordinary spaces."""
    text = re.sub(r"<[^>]+>", " ", page.replace("\u00a0", " ").replace("\u2060", ""))
    return re.sub(r"\s+", " ", html.unescape(text))


def test_the_numbers_in_force_are_shown_with_their_clause(keeper: FlaskClient) -> None:
    page = plain(keeper.get(HOME).text)

    assert "Yang berlaku sekarang: SE-2/PK.1/2024" in page
    assert "Kunjungan setiap daerah dalam sebulan E.3.c.5 2" in page
    assert "Senin, Selasa, Rabu, Kamis, Jumat: 09.00–10.00, 10.00–11.00" in page


def test_the_preview_tells_the_differences_and_saves_nothing(keeper: FlaskClient) -> None:
    sent = filled(keeper, visits_per_month="3")

    page = plain(send(keeper, f"{HOME}/baru", f"{HOME}/pratinjau", **sent).text)

    assert "Kunjungan setiap daerah dalam sebulan E.3.c.5 2 3" in page
    assert "Tamu paling banyak" not in page
    assert len(policies.policies()) == 1


def test_a_circular_is_saved_listed_and_taken_back(keeper: FlaskClient) -> None:
    sent = filled(keeper, visits_per_month="3", catatan="Rapat pimpinan.")

    saved = send(keeper, f"{HOME}/baru", f"{HOME}/simpan", **sent)
    page = keeper.get(HOME).text
    number = policies.rows()[0].id
    back = send(keeper, HOME, f"{HOME}/{number}/batal")

    assert (saved.status_code, back.status_code) == (303, 303)
    assert "Kunjungan setiap daerah dalam sebulan: 2 menjadi 3" in plain(page)
    assert "Akan berlaku" in page
    assert len(policies.policies()) == 1
    assert send(keeper, HOME, f"{HOME}/{number}/batal").status_code == 404


def test_a_plan_that_cuts_a_session_names_it_and_keeps_what_was_typed(
    keeper: FlaskClient, now: datetime
) -> None:
    reference = make_request(now=now)
    verify_letter(reference, by=OFFICER, now=now)
    schedule(reference, Slot(THURSDAY, "10:00"), consulted="Ya.", by=OFFICER, now=now)
    sent = filled(keeper, berlaku="2026-11-26")
    last = max(key for key in sent if key.startswith("jam-"))

    for step in ("pratinjau", "simpan"):
        answer = send(keeper, f"{HOME}/baru", f"{HOME}/{step}", **{**sent, last: "09.00–10.00"})

        assert answer.status_code == 409
        assert f"{reference}: Kamis, 26 November 2026, pukul 10.00 WIB" in plain(answer.text)
        assert 'value="09.00–10.00"' in answer.text
    assert len(policies.policies()) == 1


def test_what_cannot_be_taken_is_named_and_kept(keeper: FlaskClient) -> None:
    sent = filled(keeper, guest_cap="banyak", nama="")

    answer = send(keeper, f"{HOME}/baru", f"{HOME}/pratinjau", **sent)

    assert answer.status_code == 422
    assert "isi angka 1 sampai 50" in answer.text
    assert 'value="banyak"' in answer.text
    assert "Kesalahan:" in answer.text


def test_an_empty_form_never_breaks(keeper: FlaskClient) -> None:
    for step in ("pratinjau", "simpan"):
        assert send(keeper, f"{HOME}/baru", f"{HOME}/{step}").status_code == 422


def test_from_the_preview_the_way_back_keeps_what_was_typed(keeper: FlaskClient) -> None:
    sent = filled(keeper, visits_per_month="5")

    page = send(keeper, f"{HOME}/baru", f"{HOME}/simpan", **sent, ubah="1")

    assert page.status_code == 200
    assert 'value="5"' in page.text
    assert len(policies.policies()) == 1


@pytest.mark.parametrize(("role", "status"), [(Role.ADMIN, 200), (Role.OFFICER, 403)])
def test_an_admin_reads_and_decides_nothing(client: FlaskClient, role: Role, status: int) -> None:
    sign_in(client, role)

    assert client.get(HOME).status_code == status
    assert client.get(f"{HOME}/baru").status_code == 403
