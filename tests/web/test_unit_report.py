"""A unit reads its own report and neither another unit's nor that of the whole DJPK (TRUST 1.2)."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from booking.domain.roles import Role
from booking.domain.sessions import Slot
from tests.web.pages import sign_in
from tests.web.units_at_work import THURSDAY, asked, unit_signed_in


def test_a_unit_reads_of_its_own_consultations_and_of_no_other(
    client: FlaskClient, now: datetime
) -> None:
    asked(now, number="1", name="Kab. Sleman")
    asked(
        now, Slot(THURSDAY, "10:00"), unit="PDRD", number="2", name="Kab. Bantul", regions=["34.02"]
    )

    page = unit_signed_in(client).get("/unit/laporan").text

    assert "<h1>Direktorat Dana Transfer Umum</h1>" in page
    assert "Kab. Sleman" in page
    assert "Kab. Bantul" not in page
    assert "/petugas/permohonan/" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/laporan",
        "/laporan/2026-11",
        "/laporan/2026-11.xlsx",
        "/laporan/2026-11/daftar/kunjungan",
        "/laporan/tahun/2026",
        "/laporan/rentang.csv",
        "/laporan/daerah/33.02",
        "/laporan/unit",
        "/laporan/unit/DTU",
        "/laporan/unit/PDRD",
    ],
)
def test_a_unit_opens_no_report_that_tells_of_others(client: FlaskClient, path: str) -> None:
    assert unit_signed_in(client).get(path).status_code == 403


def test_the_masthead_leads_a_unit_to_its_own_report(client: FlaskClient) -> None:
    page = unit_signed_in(client).get("/unit").text

    masthead = page.partition('class="mast-nav"')[2].partition("</ul>")[0]
    assert '<a href="/unit/laporan">Laporan</a>' in masthead
    assert 'href="/laporan"' not in masthead


def test_the_ways_on_from_the_report_are_open_to_the_unit(client: FlaskClient) -> None:
    page = unit_signed_in(client).get("/unit/laporan").text

    assert '<a href="/unit">' in page.partition("<main")[2]
    assert "/laporan/unit" not in page


def test_an_account_without_a_unit_has_no_report(client: FlaskClient) -> None:
    sign_in(client, Role.UNIT)

    answer = client.get("/unit/laporan")

    assert answer.status_code == 404
    assert "belum dihubungkan dengan unit" in answer.text


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.UNIT}))
def test_the_report_of_a_unit_is_for_units_alone(client: FlaskClient, role: Role) -> None:
    sign_in(client, role)

    assert client.get("/unit/laporan").status_code == 403
