"""Reception: the day, who may go in, and who is turned away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from booking.database import db
from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.domain.words import CONFERENCE
from booking.models.door import Violation, WalkIn
from booking.store import door
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, TWO_GUESTS, WITH_MAYOR, make_request, send, sign_in, stored

TODAY = date(2026, 11, 23)


@pytest.fixture
def reception(client: FlaskClient) -> FlaskClient:
    """Somebody at the reception desk."""
    sign_in(client, Role.RECEPTION)
    return client


def visit(
    now: datetime,
    on: date = TODAY,
    start: str = "09:00",
    guests: tuple[tuple[str, str], ...] = TWO_GUESTS,
    **kept: object,
) -> str:
    """A visit that was scheduled well before its day."""
    earlier = now - timedelta(days=12)
    reference = make_request(now=earlier, guests=guests, **kept)  # type: ignore[arg-type]
    verify_letter(reference, by=OFFICER, now=earlier)
    schedule(reference, Slot(on, start), consulted="Sdr. Budi", by=OFFICER, now=earlier)
    return reference


def page_of(reference: str) -> str:
    return f"/resepsionis/{reference}"


def ids(reference: str, *numbers: int) -> list[str]:
    """The form's values of the guests with these numbers on the list."""
    guests = stored(reference).guests
    return [str(guests[number].id) for number in numbers]


def test_the_day_shows_who_comes_and_counts(reception: FlaskClient, now: datetime) -> None:
    visit(now, name="Kab. Sleman", regions=["34.04"])
    visit(now, on=date(2026, 11, 24), name="Kab. Bantul", regions=["34.02"], number="2")

    page = reception.get("/resepsionis").text

    assert "<dt>dijadwalkan</dt><dd>1</dd>" in page
    assert "Kab. Sleman" in page
    assert "Kab. Bantul" not in page


def test_a_reference_leads_to_the_delegation_however_it_is_typed(
    reception: FlaskClient, now: datetime
) -> None:
    reference = visit(now)

    answer = reception.get(f"/resepsionis?kode={reference.lower().replace('-', '')}")

    assert answer.status_code == 303
    assert answer.location.endswith(page_of(reference))


def test_a_part_of_a_name_finds_visits_around_today_only(
    reception: FlaskClient, now: datetime
) -> None:
    visit(now, name="Kab. Sleman", regions=["34.04"])
    visit(now, on=date(2026, 11, 26), name="Kab. Bantul", regions=["34.02"], number="2")

    near, far = reception.get("/resepsionis?kode=slem"), reception.get("/resepsionis?kode=bantul")

    assert "Buka<span" in near.text
    assert "tidak ditemukan" in far.text


def test_two_guests_of_two_may_go_in(reception: FlaskClient, now: datetime) -> None:
    reference = visit(now)

    answer = send(
        reception, page_of(reference), page_of(reference), hadir=ids(reference, 0, 1), aksi="masuk"
    )
    result = reception.get(page_of(reference)).text

    assert answer.status_code == 303
    assert stored(reference).state == "checked_in"
    assert "Silakan masuk" in result
    assert "<dt>boleh masuk</dt><dd>2</dd>" in result
    assert "<dt>SPPD</dt><dd>2</dd>" in result


def test_without_the_mayor_four_become_two_and_it_is_recorded(
    reception: FlaskClient, now: datetime
) -> None:
    reference = visit(now, guests=WITH_MAYOR)

    send(
        reception,
        page_of(reference),
        page_of(reference),
        hadir=ids(reference, 1, 2, 3),
        aksi="masuk",
    )
    result = reception.get(page_of(reference)).text

    assert "2 tamu saja" in result
    assert "Wali Kota tidak hadir, sehingga batas turun dari 4 menjadi 2 tamu." in result
    assert "Menunggu di luar" in result
    assert "SE-2 E.3.c.6" in result
    codes = {violation.code for violation in door.violations_of(stored(reference).id)}
    assert codes == {"guest_cap_exceeded", "head_claim_invalid"}


@pytest.mark.parametrize(("seen", "admitted"), [(True, 4), (False, 2)])
def test_the_mayor_opens_four_places_when_the_identity_was_seen(
    reception: FlaskClient, now: datetime, seen: bool, admitted: int
) -> None:
    reference = visit(now, guests=WITH_MAYOR)
    identity = {"identitas": ids(reference, 0)} if seen else {}

    answer = send(
        reception,
        page_of(reference),
        page_of(reference),
        hadir=ids(reference, 0, 1, 2, 3),
        aksi="periksa",
        **identity,
    )

    assert answer.status_code == 200
    assert f"Catat masuk, {admitted} tamu" in answer.text


def test_trying_the_verdict_writes_nothing(reception: FlaskClient, now: datetime) -> None:
    reference = visit(now)

    answer = send(
        reception,
        page_of(reference),
        page_of(reference),
        hadir=ids(reference, 0),
        aksi="periksa",
        **{"tamu-0-nama": "Budi", "tamu-0-jabatan": "Ajudan", "tambahan": "3"},
    )

    assert "2 tamu saja" in answer.text
    assert 'value="Budi"' in answer.text
    assert stored(reference).state == "scheduled"
    assert db.session.query(Violation).count() == 0


def test_a_form_sent_twice_checks_in_once(reception: FlaskClient, now: datetime) -> None:
    reference = visit(now)
    sent = {"hadir": ids(reference, 0, 1), "aksi": "masuk", "nonce": "the-same-nonce"}

    first = send(reception, page_of(reference), page_of(reference), **sent)
    second = send(reception, "/resepsionis/tanpa-jadwal", page_of(reference), **sent)
    other = send(
        reception, "/resepsionis/tanpa-jadwal", page_of(reference), **sent | {"nonce": "another"}
    )

    assert (first.status_code, second.status_code, other.status_code) == (303, 303, 409)
    assert "Silakan masuk" in other.text


def test_another_day_is_red_and_recorded_once(reception: FlaskClient, now: datetime) -> None:
    reference = visit(now, on=date(2026, 11, 26))

    shown = reception.get(page_of(reference)).text
    first = send(reception, page_of(reference), page_of(reference), aksi="luar")
    send(reception, "/resepsionis/tanpa-jadwal", page_of(reference), aksi="luar", nonce="n")

    assert "Jadwal hari Kamis tetap berlaku." in shown.replace("\u00a0", " ")
    assert "Sri Wahyuni" not in shown
    assert first.status_code == 422
    assert "sudah dicatat" in first.text
    recorded = [violation.code for violation in door.violations_of(stored(reference).id)]
    assert recorded == ["out_of_schedule"]


def test_a_request_without_a_schedule_is_not_received(
    reception: FlaskClient, now: datetime
) -> None:
    waiting = make_request(now=now)
    conference = make_request(now=now, number="2", mode=CONFERENCE)

    for reference in (waiting, conference):
        page = reception.get(page_of(reference)).text
        assert "Tidak dapat dilayani" in page
        assert "Nurhayati" not in page
    answer = send(
        reception,
        "/resepsionis/tanpa-jadwal",
        page_of(waiting),
        hadir=ids(waiting, 0),
        aksi="masuk",
        nonce="n",
    )
    assert answer.status_code == 422
    assert "Permohonan ini belum memiliki jadwal" in answer.text


def test_a_mistaken_check_in_is_taken_back_with_its_reason(
    reception: FlaskClient, now: datetime
) -> None:
    reference = visit(now)
    page = page_of(reference)
    send(reception, page, page, hadir=ids(reference, 0, 1), aksi="masuk")

    silent = send(reception, page, f"{page}/batalkan", reason=" ")
    told = send(reception, page, f"{page}/batalkan", reason="Salah rombongan.")

    assert (silent.status_code, told.status_code) == (422, 303)
    assert stored(reference).state == "scheduled"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"hadir": ["0", "x"]},
        {"tambahan": "banyak"},
        {"tambahan": "-1", "tamu-0-nama": "Budi", "tamu-0-jabatan": "Ajudan"},
        {"tambahan": "999", "tamu-0-nama": "Budi", "tamu-0-jabatan": "Ajudan"},
        {"tamu-0-nama": "Budi"},
        {"tamu-0-nama": "B" * 121, "tamu-0-jabatan": "Ajudan"},
        {"tamu-0-nama": "\x00", "tamu-0-jabatan": "\x00"},
        {"tamu-0-nama": "Budi", "tamu-0-jabatan": "Ajudan", "nonce": ""},
        {"tamu-0-nama": "Budi", "tamu-0-jabatan": "Ajudan", "nonce": "n" * 65},
        {"tamu-0-nama": "Budi", "tamu-0-jabatan": "Ajudan", "nonce": "\x00"},
    ],
)
def test_nothing_that_is_sent_at_the_door_breaks_the_page(
    reception: FlaskClient, now: datetime, sent: dict[str, object]
) -> None:
    reference = visit(now)

    answer = send(reception, page_of(reference), page_of(reference), aksi="masuk", **sent)

    assert answer.status_code == 422
    assert stored(reference).state == "scheduled"


def test_guests_without_a_schedule_are_recorded_with_their_region(
    reception: FlaskClient, now: datetime
) -> None:
    form = "/resepsionis/tanpa-jadwal"

    answer = send(reception, form, form, institution="Pemkab Dompu", count="3", reason="no_letter")

    assert answer.status_code == 303
    row = db.session.query(WalkIn).one()
    assert (row.institution, row.regions, row.count) == ("Pemkab Dompu", ["52.05"], 3)
    assert "Pemkab Dompu" in reception.get("/resepsionis").text


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"institution": ""}, "institution"),
        ({"institution": "x" * 201}, "institution"),
        ({"count": "tiga"}, "count"),
        ({"count": "0"}, "count"),
        ({"count": "99999999999999999999"}, "count"),
        ({"reason": "lain"}, "reason"),
        ({"region": "Negeri Dongeng"}, "region"),
    ],
)
def test_a_walk_in_that_cannot_be_read_is_refused_at_its_field(
    reception: FlaskClient, sent: dict[str, str], field: str
) -> None:
    good = {"institution": "AKVINDO", "count": "2", "reason": "no_letter", "region": ""}
    form = "/resepsionis/tanpa-jadwal"

    answer = send(reception, form, form, **good | sent)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert db.session.query(WalkIn).count() == 0
