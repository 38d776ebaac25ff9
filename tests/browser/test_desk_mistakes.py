"""What an officer gets wrong: who came second is told, and the words stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking.domain.roles import Role
from tests.browser import steps
from tests.browser.conftest import LiveServer
from tests.browser.steps import NewContext
from tests.usecases import builders

pytestmark = pytest.mark.browser


def test_the_officer_who_comes_second_reads_who_decided_and_keeps_the_words(
    live_server: LiveServer, page: Page, new_context: NewContext
) -> None:
    reference = _made(live_server.app, builders.verified)
    with steps.watched(new_context) as enter:
        quick, slow = enter(), page
        for officer, name in ((quick, "Rina Contoh"), (slow, "Bagus Contoh")):
            steps.sign_in(officer, steps.employ(live_server.app, Role.OFFICER, name))
            officer.goto(f"/petugas/permohonan/{reference}")
        slow.get_by_label("Dikoordinasikan dengan").fill("Kepala Seksi DAU")
        _pick(slow, "2026-11-27")
        _pick(quick, "2026-11-26")
        steps.schedule(quick)

        with slow.expect_navigation() as answer:
            slow.get_by_role("button", name="Jadwalkan dan kirim undangan").click()

    assert answer.value.status == 409
    alert = slow.get_by_role("alert")
    expect(alert).to_contain_text("Permohonan ini sudah diputuskan oleh Rina Contoh pada Senin")
    assert "Yang Saudara tulis Kepala Seksi DAU" in steps.said(slow)
    assert "Terjadwal Kamis, 26 November 2026" in steps.said(slow)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(
            "2026-11-20",
            "Pilih tanggal mulai hari ini, paling jauh satu tahun ke depan.",
            id="in the past",
        ),
        pytest.param(
            "2026-12-25",
            "Jumat, 25 Desember 2026 bukan hari kerja: Hari Raya Natal (SE-2 E.3.c.8). "
            "Hari kerja berikutnya Senin, 28 Desember 2026.",
            id="a holiday",
        ),
    ],
)
def test_a_day_that_cannot_be_given_is_named_and_the_words_stay(
    live_server: LiveServer, page: Page, day: str, said: str
) -> None:
    reference = _made(live_server.app, builders.verified)
    steps.sign_in(page, steps.employ(live_server.app, Role.OFFICER, "Rina Contoh"))
    page.goto(f"/petugas/permohonan/{reference}")

    _pick(page, day)
    steps.schedule(page)

    assert _summary(page) == [said]
    expect(page.get_by_label("Tanggal lain")).to_be_checked()
    expect(page.get_by_label("Tanggal", exact=True)).to_have_value(day)
    expect(page.get_by_label("Dikoordinasikan dengan")).to_have_value("Kepala Seksi DAU")
    assert _made(live_server.app, lambda: builders.state(reference)) == "verified"


def _made(app: Flask, make: Callable[[], str]) -> str:
    with app.app_context():
        return make()


def _pick(page: Page, day: str) -> None:
    page.get_by_label("Tanggal lain").check()
    page.get_by_label("Tanggal", exact=True).fill(day)


def _summary(page: Page) -> list[str]:
    """The sentences above a refused form."""
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    return [steps.plain(row) for row in alert.get_by_role("listitem").all_inner_texts()]
