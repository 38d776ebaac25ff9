"""Answers by topic on the screen: written, changed, published, withdrawn; one's own only."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from booking.domain.roles import Actor, Role
from booking.store import topic_answers
from booking.usecases.add_topic_answer import add_topic_answer
from tests.web.pages import OFFICER, send, sign_in

LIST, NEW = "/petugas/jawaban", "/petugas/jawaban/baru"
DTU = Actor("Tim DTU", "staff:9", Role.UNIT)
WRITTEN = {
    "topic": "DAU",
    "question": "Kapan DAU disalurkan?",
    "answer": "Setiap bulan.",
    "source": "UU 1/2022",
}


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    sign_in(client, Role.OFFICER)
    return client


def kept(now: datetime, *, unit: str = "", published: bool = False) -> int:
    by = DTU if unit else OFFICER
    return add_topic_answer(*WRITTEN.values(), published=published, by=by, now=now, unit=unit)


def test_an_answer_is_written_as_a_draft_and_published_by_a_button(desk: FlaskClient) -> None:
    made = send(desk, NEW, NEW, **WRITTEN, aksi="konsep")
    answer = topic_answers.listed()[0].id
    before = topic_answers.published(["DAU"])

    shown = send(desk, LIST, f"{LIST}/{answer}/terbit")

    assert (made.status_code, before, shown.status_code) == (303, [], 303)
    assert [row.id for row in topic_answers.published(["DAU"])] == [answer]
    assert "Terbit" in desk.get(LIST).text


@pytest.mark.parametrize("answer", [NEW, f"{LIST}/1"])
def test_asking_for_the_head_of_a_form_writes_nothing(
    desk: FlaskClient, now: datetime, answer: str
) -> None:
    kept(now)

    desk.head(
        answer, data={**WRITTEN, "answer": "Tidak pernah."}
    )  # no token of a form is asked for

    assert [row.answer for row in topic_answers.listed()] == ["Setiap bulan."]


def test_an_answer_can_be_published_at_once(desk: FlaskClient) -> None:
    send(desk, NEW, NEW, **WRITTEN, aksi="terbit")

    assert len(topic_answers.published(["DAU"])) == 1


def test_a_published_answer_is_withdrawn(desk: FlaskClient, now: datetime) -> None:
    answer = kept(now, published=True)

    send(desk, LIST, f"{LIST}/{answer}/tarik")

    assert topic_answers.published(["DAU"]) == []


def test_what_was_typed_stays_after_a_refusal(desk: FlaskClient) -> None:
    refused = send(desk, NEW, NEW, **{**WRITTEN, "source": ""}, aksi="terbit")

    assert refused.status_code == 422
    assert 'href="#source"' in refused.text
    assert "Setiap bulan." in refused.text
    assert topic_answers.listed() == []


def test_an_answer_is_changed_and_an_old_page_is_refused(desk: FlaskClient, now: datetime) -> None:
    page = f"{LIST}/{kept(now)}"

    changed = send(desk, page, page, **{**WRITTEN, "answer": "Setiap bulan, di awal."})
    stale = send(desk, page, page, **{**WRITTEN, "answer": "Lain."}, version="1")

    assert (changed.status_code, stale.status_code) == (303, 409)
    assert "sudah diubah oleh Rina Astuti" in stale.text
    assert "Lain." in stale.text
    assert topic_answers.listed()[0].answer == "Setiap bulan, di awal."


def test_the_answer_of_a_unit_is_read_but_not_changed_by_the_desk(
    desk: FlaskClient, now: datetime
) -> None:
    answer = kept(now, unit="DTU")

    page = desk.get(LIST).text

    assert "Hanya dapat diubah oleh DTU." in page
    assert desk.get(f"{LIST}/{answer}").status_code == 404
    assert send(desk, NEW, f"{LIST}/{answer}/terbit").status_code == 403
    assert topic_answers.published(["DAU"]) == []


def test_an_account_without_a_unit_writes_nothing(client: FlaskClient, now: datetime) -> None:
    answer = kept(now)
    sign_in(client, Role.UNIT)

    assert send(client, NEW, NEW, **WRITTEN, aksi="terbit").status_code == 403
    assert send(client, NEW, f"{LIST}/{answer}/terbit").status_code == 403
    assert len(topic_answers.listed()) == 1


def test_what_is_written_is_shown_as_text(desk: FlaskClient) -> None:
    send(desk, NEW, NEW, **{**WRITTEN, "question": "<script>alert(1)</script>"}, aksi="terbit")

    page = desk.get(f"{LIST}?topik=DAU").text

    assert "<script>" not in page
    assert "&lt;script&gt;" in page
