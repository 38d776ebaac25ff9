"""A request is sent once, at a human pace, and can be mended afterwards."""

from __future__ import annotations

import re
from threading import Barrier, Thread
from urllib.parse import unquote

from flask import Flask
from flask.testing import FlaskClient

from booking.clock import real_now
from booking.database import db, transaction
from booking.domain.roles import Actor, Role
from booking.models.drafts import Draft
from booking.models.messages import OutboxMessage
from booking.models.requests import Request
from tests.web.requesting import (
    attach,
    count,
    grown,
    last_request,
    post,
    press,
    problems,
    said,
    start,
)

OFFICER = Actor("Rina Contoh", "staff:1", Role.OFFICER)


def test_a_double_click_lands_on_one_request(client: FlaskClient) -> None:
    press(client, until="tamu")
    carried = start(client)
    grown(client)

    first = client.post("/ajukan/periksa", data=carried)
    second = client.post("/ajukan/periksa", data=carried)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location == "/ajukan/terkirim"
    assert count(Request) == 1
    assert last_request().reference in said(client.get(second.location))


def test_two_clicks_at_the_same_moment_open_one_request(app: Flask, client: FlaskClient) -> None:
    press(client, until="tamu")
    carried = start(client)
    grown(client)
    cookie = client.get_cookie("booking")
    assert cookie is not None
    together = Barrier(2)
    answers: list[int] = []

    def click() -> None:
        with app.app_context():
            own = app.test_client()
            own.set_cookie("booking", cookie.value)
            together.wait()
            answers.append(own.post("/ajukan/periksa", data=carried).status_code)

    clicks = [Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert answers == [303, 303]
    assert count(Request) == 1


def test_after_sending_the_form_begins_empty(client: FlaskClient) -> None:
    press(client)

    assert client.get("/ajukan/narahubung").location == "/ajukan/terkirim"
    assert "Sri Wahyuni" not in client.get("/ajukan").text
    attach(client, ("surat.pdf", b"x"))
    assert "Sri Wahyuni" not in client.get("/ajukan").text


def test_a_wrong_address_is_mended_on_a_copy_and_sent_once_more(client: FlaskClient) -> None:
    press(client, contact_email="salah@example.org")

    response = post_from_sent(client, "perbaiki")
    assert response == "/ajukan/narahubung"
    press(client, files=(), contact_email="benar@example.org")

    assert last_request().contact_email == "benar@example.org"
    assert count(Request) == 2


def test_the_confirmation_is_sent_again_at_most_three_times_an_hour(client: FlaskClient) -> None:
    press(client)
    before = count(OutboxMessage)

    for _ in range(3):
        assert post_from_sent(client, "kirim-ulang") == "/ajukan/terkirim"
    refused = client.post("/ajukan/terkirim/kirim-ulang", data=start(client))

    assert count(OutboxMessage) == before + 3
    assert refused.status_code == 429
    assert "Terlalu banyak percobaan. Silakan coba kembali dalam" in said(refused)


def test_the_words_to_pass_on_carry_the_number_and_no_secret(client: FlaskClient) -> None:
    press(client)
    page = client.get("/ajukan/terkirim").text

    (shared,) = re.findall(r'href="https://wa\.me/\?text=([^"]+)"', page)

    words = unquote(shared)
    assert last_request().reference in words
    assert "Belum terjadwal" in words
    assert "/l/" not in words
    assert "/konfirmasi/" not in words


def post_from_sent(client: FlaskClient, way: str) -> str | None:
    return client.post(f"/ajukan/terkirim/{way}", data=start(client)).location


def test_a_filled_trap_loses_nothing(client: FlaskClient) -> None:
    press(client, until="instansi")
    carried = start(client)

    refused = client.post(
        "/ajukan/narahubung", data=carried | {"website": "x", "contact_name": "Budi"}
    )

    assert refused.status_code == 422
    assert 'value="Budi"' in refused.text
    assert press(client, files=()).status_code == 303


def test_a_form_filled_faster_than_hands_can_is_asked_to_wait(client: FlaskClient) -> None:
    press(client, until="tamu")
    with transaction():
        db.session.scalars(db.select(Draft)).one().created_at = real_now()

    refused = client.post("/ajukan/periksa", data=start(client))
    grown(client)
    sent = client.post("/ajukan/periksa", data=start(client))

    assert refused.status_code == 422
    assert "lebih cepat daripada orang mengetik" in problems_or_words(refused)
    assert sent.status_code == 303


def problems_or_words(response: object) -> str:
    return said(response)  # type: ignore[arg-type]


def test_the_sixth_request_of_a_mailbox_in_an_hour_waits_and_nothing_is_lost(
    client: FlaskClient,
) -> None:
    for number in range(5):
        assert press(client, letter_number=f"{number}/2026").status_code == 303

    refused = press(client, letter_number="9/2026")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Terlalu banyak percobaan" in said(refused)
    assert "9/2026" in said(client.get("/ajukan/periksa"))


def test_a_forged_address_of_the_sender_does_not_lift_the_limit(client: FlaskClient) -> None:
    for number in range(5):
        press(client, letter_number=f"{number}/2026")
    press(client, until="tamu", letter_number="9/2026")
    carried = start(client)
    grown(client)

    refused = client.post(
        "/ajukan/periksa", data=carried, headers={"X-Forwarded-For": "198.51.100.7"}
    )

    assert refused.status_code == 429


def test_the_link_again_for_a_request_nobody_confirmed_is_the_confirmation(
    client: FlaskClient,
) -> None:
    press(client)
    request = last_request()
    before = count(OutboxMessage)

    post(client, "/cek-status", reference=request.reference, email=request.contact_email)

    assert count(OutboxMessage) == before + 1
    assert problems(client.get("/cek-status")) == []
