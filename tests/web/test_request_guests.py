"""The delegation on the form: who may come, and how many (SE-2 E.3.c.6)."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.requesting import (
    last_request,
    only_problem,
    press,
    said,
)


def test_three_guests_without_a_head_are_refused_with_the_clause(client: FlaskClient) -> None:
    guests = {"guests__1__name": "A", "guests__1__position": "Sekretaris"}
    guests |= {"guests__2__name": "Joko", "guests__2__position": "Kepala Bidang"}

    response = press(client, **guests)

    at, words = only_problem(response)
    assert at == "guests"
    assert "Rombongan 3 orang" in words
    assert "(SE-2 E.3.c.6)" in words
    assert "video conference" in words
    assert 'value="Joko"' in response.text


def test_three_guests_are_fine_when_the_head_comes(client: FlaskClient) -> None:
    guests = {"guests__1__name": "A", "guests__1__position": "Pj. Bupati Banyumas"}
    guests |= {"guests__2__name": "B", "guests__2__position": "Kepala Bidang"}

    response = press(client, **guests)

    assert response.status_code == 303
    assert [guest.role for guest in last_request().guests] == ["other", "regional_head", "other"]


def test_a_conference_has_no_guest_cap(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 6)}
    guests |= {f"guests__{n}__position": "Staf" for n in range(1, 6)}

    response = press(client, mode="video_conference", **guests)

    assert response.status_code == 303
    assert len(last_request().guests) == 6


def test_a_fifth_guest_is_refused_when_the_row_is_asked_for(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 4)}
    guests |= {f"guests__{n}__position": "Ketua DPRD Banyumas" for n in range(1, 4)}

    response = press(client, until="tamu", button="tamu", **guests)

    at, words = only_problem(response)
    assert at == "guests"
    assert "paling banyak 4 orang" in words
    assert "guests-4-name" not in response.text


def test_a_conference_gets_another_row(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 4)}
    guests |= {f"guests__{n}__position": "Staf" for n in range(1, 4)}

    response = press(client, until="tamu", button="tamu", mode="video_conference", **guests)

    assert response.location == "/ajukan/tamu#tambah"
    assert "guests-4-name" in client.get("/ajukan/tamu").text


def test_a_list_that_is_too_long_becomes_a_conference_in_one_press(client: FlaskClient) -> None:
    guests = {f"guests__{n}__name": f"Tamu {n}" for n in range(1, 4)}
    guests |= {f"guests__{n}__position": "Staf" for n in range(1, 4)}
    refused = press(client, **guests)
    assert 'name="langkah" value="video"' in refused.text

    switched = press(client, until="tamu", button="video", files=(), **guests)

    assert switched.location == "/ajukan/periksa"
    page = said(client.get("/ajukan/periksa"))
    assert "Cara Video conference" in page
    assert "Peserta 4 Tamu 3, Staf" in page
    assert "900/1234/BPKAD/2026" in page


def test_a_guest_without_a_post_is_named_by_its_row(client: FlaskClient) -> None:
    at, words = only_problem(press(client, guests__1__name="Joko"))

    assert at == "guests-1-position"
    assert words == "Jabatan tamu ke-2 belum diisi."
