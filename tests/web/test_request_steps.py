"""The way through the form: seven pages, each kept, none lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.clock import real_now
from booking.database import db, transaction
from booking.domain.roles import Actor, Role
from booking.models.drafts import Draft
from booking.models.requests import LetterFile
from booking.services import services
from booking.usecases.add_topic_answer import add_topic_answer
from booking.usecases.keep_draft import drop_old_drafts
from booking.usecases.keep_letter import drop_unused_letters
from tests.conftest import NOW
from tests.web.requesting import (
    FILLED,
    count,
    post,
    press,
    said,
    start,
)

OFFICER = Actor("Rina Contoh", "staff:1", Role.OFFICER)


def test_opening_the_form_writes_nothing(client: FlaskClient) -> None:
    client.get("/ajukan")
    client.get("/ajukan/tamu")

    assert count(Draft) == 0


def test_every_page_says_which_step_it_is(client: FlaskClient) -> None:
    press(client, until="tamu")

    for number, slug in enumerate(
        ("surat", "instansi", "narahubung", "topik", "jadwal", "tamu", "periksa"), 1
    ):
        page = client.get(f"/ajukan/{slug}")
        assert f"<title>Langkah {number} dari 7: " in page.text
        assert f"Langkah {number} dari 7" in said(page)


def test_a_form_left_alone_goes_on_where_it_stopped(client: FlaskClient) -> None:
    press(client, until="narahubung")

    response = client.get("/ajukan")

    assert response.location == "/ajukan/topik"
    assert 'value="Sri Wahyuni"' in client.get("/ajukan/narahubung").text


def test_a_page_that_was_not_reached_leads_to_the_one_that_was(client: FlaskClient) -> None:
    press(client, until="surat")

    assert client.get("/ajukan/periksa").location == "/ajukan/instansi"


def test_a_refused_page_is_kept_all_the_same(client: FlaskClient) -> None:
    refused = press(client, until="narahubung", contact_phone="salah", contact_name="Budi")

    assert 'value="Budi"' in refused.text
    again = client.get("/ajukan/narahubung").text
    assert 'value="Budi"' in again
    assert 'value="salah"' in again


def test_another_browser_sees_nothing_of_a_draft(app: Flask, client: FlaskClient) -> None:
    press(client, until="topik")

    other = app.test_client()

    assert other.get("/ajukan/narahubung").location == "/ajukan"
    assert "Sri Wahyuni" not in other.get("/ajukan").text


def test_the_database_holds_no_id_that_opens_a_draft(client: FlaskClient) -> None:
    press(client, until="surat")

    with client.session_transaction() as session:
        token = session["draf"]
    stored = db.session.scalars(db.select(Draft)).one()
    assert token not in (stored.hash, str(stored.data))


def test_beginning_anew_forgets_everything(client: FlaskClient) -> None:
    press(client, until="narahubung")
    carried = start(client)

    client.post("/ajukan/mulai-dari-awal", data=carried)

    assert count(Draft) == 0
    assert "Sri Wahyuni" not in client.get("/ajukan").text


def test_a_draft_and_its_letter_are_dropped_after_a_day(app: Flask, client: FlaskClient) -> None:
    press(client, until="narahubung")
    files = services().files
    later = NOW + timedelta(hours=25)
    assert drop_unused_letters(files=files, now=later) == 0

    drop_old_drafts(now=real_now() + timedelta(hours=23))
    assert count(Draft) == 1
    drop_old_drafts(now=real_now() + timedelta(hours=25))

    assert count(Draft) == 0
    assert drop_unused_letters(files=files, now=later) == 1
    assert count(LetterFile) == 0


def test_a_page_sent_after_a_day_says_why_it_begins_again(client: FlaskClient) -> None:
    press(client, until="narahubung")
    carried = start(client)
    with transaction():
        db.session.scalars(db.select(Draft)).one().updated_at -= timedelta(hours=25)

    response = client.post("/ajukan/topik", data=carried | {"question": "Tetap ada"})
    page = client.get("/ajukan")

    assert response.status_code == 303
    assert "lebih dari 24 jam" in said(client.get(page.location) if page.location else page)


def test_the_check_page_shows_every_field_and_a_way_back_to_it(client: FlaskClient) -> None:
    press(client, until="tamu", letter_addressee="Dirjen Perimbangan Keuangan")

    page = client.get("/ajukan/periksa")

    words = said(page)
    shown = [
        value for name, value in FILLED.items() if not name.startswith(("pilihan", "letter_a"))
    ]
    for value in shown:
        expected = {"tatap_muka": "Tatap muka", "pemda": "Pemerintah daerah"}.get(value, value)
        assert ("Dana Alokasi Umum" if value == "DAU" else expected) in words
    assert "Dirjen Perimbangan Keuangan" in words
    assert "Kamis, 26 November 2026, pukul 09.00–10.00 WIB" in words
    assert "surat.pdf" in words
    ways = re.findall(r'href="/ajukan/(\w+)">Ubah', page.text)
    assert ways == ["surat", "instansi", "narahubung", "topik", "jadwal", "tamu"]
    assert "Kirim permohonan" in words


def test_a_change_leads_back_to_the_check_page(client: FlaskClient) -> None:
    press(client, until="tamu")
    carried = start(client)

    response = client.post("/ajukan/topik", data=carried | {"topics": "DBH", "question": "Lain"})

    assert response.location == "/ajukan/periksa"
    assert "Dana Bagi Hasil" in said(client.get("/ajukan/periksa"))
    assert "Sri Wahyuni" in said(client.get("/ajukan/periksa"))


def test_a_published_answer_is_offered_before_going_on(app: Flask, client: FlaskClient) -> None:
    for published in (True, False):
        add_topic_answer(
            "DAU",
            f"Bagaimana DAU dihitung? {published}",
            "Dari celah fiskal.",
            "UU 1/2022",
            published=published,
            by=OFFICER,
            now=NOW,
        )

    shown = press(client, until="topik")
    page = client.get("/ajukan/topik")
    on = press(client, until="topik", files=())

    assert shown.location == "/ajukan/topik#sudah-dijawab"
    assert "Sudah dijawab" in said(page)
    assert "Bagaimana DAU dihitung? True" in said(page)
    assert "Bagaimana DAU dihitung? False" not in said(page)
    assert on.location == "/ajukan/jadwal"


def test_other_topics_have_no_answer_in_the_way(app: Flask, client: FlaskClient) -> None:
    add_topic_answer("DBH", "Apa?", "Itu.", "UU", published=True, by=OFFICER, now=NOW)

    assert press(client, until="topik").location == "/ajukan/jadwal"


@pytest.mark.parametrize("mode", ["tatap_muka", "video_conference"])
def test_the_mode_that_was_looked_at_is_taken_along(client: FlaskClient, mode: str) -> None:
    page = client.get(f"/ajukan?mode={mode}").text

    assert f'<input type="hidden" name="mode" value="{mode}">' in page


def test_an_unknown_page_of_the_form_is_not_found(client: FlaskClient) -> None:
    assert client.get("/ajukan/entah").status_code == 404


def test_a_character_that_no_database_takes_is_left_out(client: FlaskClient) -> None:
    refused = press(client, until="narahubung", contact_name="Bu\0di", contact_phone="x\0")
    asked = post(client, "/cek-status", reference="K7M2\0", email="a\0@b.example")

    assert refused.status_code == 422
    assert 'value="Budi"' in refused.text
    assert asked.status_code == 200
