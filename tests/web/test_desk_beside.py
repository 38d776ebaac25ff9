"""What stands beside a request: doubles, past, rivals, proposals, previews, dispensations."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from html import unescape
from re import search, sub

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.database import db
from booking.domain.mail_facts import Links, MailFacts
from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.domain.words import CONFERENCE
from booking.models.desk import DispensationRow
from booking.models.messages import OutboxMessage
from booking.renderers.email_texts import letter
from booking.store import issued_letters
from booking.usecases.close_day import close_day
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, csrf_of, hidden, make_request, send, sign_in, stored

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
WEDNESDAY = date(2026, 11, 25)
WHY = "Arahan pimpinan, ND-12/PK/2026."


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """An officer at the desk."""
    sign_in(client, Role.OFFICER)
    return client


def address(reference: str, step: str = "") -> str:
    return f"/petugas/permohonan/{reference}{'/' + step if step else ''}"


def verified(now: datetime, **kept: object) -> str:
    reference = make_request(now=now, **kept)  # type: ignore[arg-type]
    verify_letter(reference, by=OFFICER, now=now)
    return reference


def given(reference: str, slot: Slot, now: datetime) -> str:
    schedule(reference, slot, consulted="Sdr. Budi, DTU", by=OFFICER, now=now)
    return reference


def words_of(html: str) -> str:
    """The text of a page as a person reads it."""
    plain = unescape(sub(r"<[^>]+>", " ", html)).replace("\u2060", "").replace("\xa0", " ")
    return " ".join(plain.split())


def sent_to(reference: str) -> str:
    """The text of the last mail that the request is owed."""
    db.session.rollback()
    row = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.request_id == stored(reference).id)
        .order_by(OutboxMessage.id.desc())
    ).first()
    assert row is not None
    facts = MailFacts.from_json(row.facts)
    return " ".join(letter(facts, Links("[tautan rahasia pemohon]")).text.split())


def test_the_same_letter_number_in_another_writing_is_shown(
    desk: FlaskClient, now: datetime
) -> None:
    first = make_request(now=now, name="Kab. Cilacap", regions=["33.01"], number="900/512")
    second = make_request(now=now, number="900 / 512.")

    page = words_of(desk.get(address(second)).text)

    assert f"Nomor surat sama: Kab. Cilacap, {first}" in page


def test_missed_visits_of_the_region_are_dated_facts(desk: FlaskClient, now: datetime) -> None:
    earlier = now - timedelta(days=14)
    missed = given(
        verified(earlier, number="1", received_on=earlier.date()),
        Slot(date(2026, 11, 12), "09:00"),
        earlier,
    )
    close_day(now=now)

    page = words_of(desk.get(address(make_request(now=now))).text)

    assert f"12 November 2026 Tidak hadir tanpa keterangan Kab. Banyumas, {missed}" in page


def test_rivals_for_the_same_session_stand_in_order_of_receipt(
    desk: FlaskClient, now: datetime
) -> None:
    wish = [(THURSDAY, "09:00")]
    later = make_request(now=now, name="Kab. Bantul", regions=["34.02"], wishes=wish, number="2")
    make_request(
        now=now - timedelta(hours=1),
        name="Kab. Sleman",
        regions=["34.04"],
        wishes=wish,
        number="1",
    )

    page = words_of(desk.get(address(later)).text)

    told = page[page.index("Menginginkan sesi yang sama") :]
    assert told.index("Kab. Sleman") < told.index("Permohonan ini")


def test_a_full_day_is_proposed_on_the_next_working_day(desk: FlaskClient, now: datetime) -> None:
    for number, start in enumerate(("09:00", "10:00", "13:00", "14:00")):
        other = verified(now, name="Kab. Bantul", regions=[f"34.0{number + 1}"], number=start)
        given(other, Slot(THURSDAY, start), now)
    reference = verified(now, wishes=[])

    page = words_of(desk.get(address(reference)).text)

    assert "Usul jadwal Jumat, 27 November 2026, pukul 09.00–10.00 WIB" in page
    assert "Kamis, 26 November 2026 Sesi sudah terisi" in page


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("tolak", {"codes": "outside_authority", "reason": "Silakan ke Kemendagri."}),
        ("perbaikan", {"codes": "letter_unsigned"}),
        ("jadwal", {"slot": f"{THURSDAY} 09:00", "consulted": "Sdr. Budi, DTU"}),
        ("batal", {"who": "requester", "reason": "Ditarik pemohon."}),
    ],
)
def test_the_preview_is_the_very_mail_and_sends_nothing(
    desk: FlaskClient, now: datetime, step: str, form: dict[str, str]
) -> None:
    reference = verified(now)
    before = stored(reference).state

    shown = send(desk, address(reference), address(reference, step), pratinjau="1", **form)
    unsent = stored(reference).state
    send(desk, address(reference), address(reference, step), **form)

    assert (shown.status_code, unsent) == (200, before)
    preview = search(r'<section class="mail.*?</section>', shown.text, flags=16)
    assert preview is not None
    body = words_of(preview[0])
    mail = sent_to(reference)
    assert body[body.index("Yth. Bapak/Ibu") :] == mail[mail.index("Yth. Bapak/Ibu") :]


def test_a_preview_keeps_what_was_typed_and_offers_other_channels(
    desk: FlaskClient, now: datetime
) -> None:
    reference = verified(now)

    page = send(
        desk,
        address(reference),
        address(reference, "tolak"),
        pratinjau="1",
        codes="outside_authority",
        reason="Silakan ke Kemendagri.",
    ).text

    assert "Silakan ke Kemendagri.</textarea>" in page
    assert "Surel ini belum dikirim." in page
    assert "TIDAK DAPAT DIJADWALKAN" in page


@pytest.mark.parametrize("step", ["tolak", "perbaikan"])
@pytest.mark.parametrize("form", [{}, {"codes": "tidak-ada"}, {"reason": " "}])
def test_neither_refusal_nor_correction_goes_out_without_a_known_reason(
    desk: FlaskClient, now: datetime, step: str, form: dict[str, str]
) -> None:
    reference = verified(now)

    for extra in ({}, {"pratinjau": "1"}):
        answer = send(desk, address(reference), address(reference, step), **form, **extra)
        assert answer.status_code == 422
        assert "Ada yang perlu diperbaiki" in answer.text

    assert stored(reference).state == "verified"


def test_a_correction_by_codes_sends_their_formal_wording(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)

    send(
        desk,
        address(reference),
        address(reference, "perbaikan"),
        codes=["letter_unsigned", "guests_unclear"],
    )

    mail = sent_to(reference)
    assert "belum ditandatangani oleh pejabat yang berwenang" in mail
    assert "SE-2/PK.1/2024 huruf E angka 3 huruf c angka 1" in mail
    assert "Mohon melengkapi nama dan jabatan setiap tamu" in mail


def test_a_conference_is_refused_by_its_own_clause(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now, mode=CONFERENCE)

    send(desk, address(reference), address(reference, "perbaikan"), codes="letter_unsigned")

    assert "huruf E angka 3 huruf b angka 1" in sent_to(reference)


def test_one_guest_is_refused_and_the_request_stays(desk: FlaskClient, now: datetime) -> None:
    reference = verified(now)
    guest = stored(reference).guests[1]
    told = f"{guest.name}, {guest.position}: Bukan pegawai"

    answer = send(
        desk,
        address(reference),
        address(reference, "tamu"),
        guest=guest.id,
        reason="Bukan pegawai.",
    )

    assert answer.status_code == 303
    assert len(stored(reference).guests) == 1
    assert told in sent_to(reference)


def test_colleagues_see_who_works_on_it_and_may_take_over(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)

    send(desk, address(reference), address(reference, "kerjakan"))
    mine = desk.get("/petugas").text
    sign_in(other := desk.application.test_client(), Role.SUPERVISOR)
    theirs = other.get("/petugas").text

    assert "dikerjakan Saudara" in mine
    assert "dikerjakan Saudara" not in theirs
    assert "dikerjakan" in theirs
    assert "Ambil alih" in other.get(address(reference)).text


def propose(desk: FlaskClient, reference: str, **changes: str) -> int:
    form = {"rule": "lead_time", "on": WEDNESDAY.isoformat(), "reason": WHY, **changes}
    answer = send(desk, address(reference), address(reference, "dispensasi"), **form)
    return answer.status_code


def dispensation() -> DispensationRow:
    db.session.rollback()
    return db.session.scalars(select(DispensationRow)).one()


def test_an_officer_proposes_a_supervisor_agrees_and_the_session_is_given(
    desk: FlaskClient, now: datetime
) -> None:
    reference = verified(now, wishes=[(FRIDAY, "09:00")])

    proposed = propose(desk, reference)
    sign_in(other := desk.application.test_client(), Role.SUPERVISOR)
    queue = other.get("/petugas").text
    send(
        other,
        address(reference),
        address(reference, "dispensasi-setuju"),
        dispensation=dispensation().id,
    )
    send(
        desk,
        address(reference),
        address(reference, "jadwal"),
        slot="lain",
        date=WEDNESDAY.isoformat(),
        session="09:00",
        consulted="Sdr. Budi, DTU",
    )

    assert proposed == 303
    assert "1 usul dispensasi menunggu keputusan penyelia" in queue
    assert (dispensation().state, stored(reference).appointment_on) == ("used", WEDNESDAY)
    assert "Didispensasi" in desk.get(address(reference)).text


def test_an_officer_sees_no_button_to_agree_and_is_refused(
    desk: FlaskClient, now: datetime
) -> None:
    reference = verified(now)
    propose(desk, reference)

    page = desk.get(address(reference)).text
    answer = send(
        desk,
        address(reference),
        address(reference, "dispensasi-setuju"),
        dispensation=dispensation().id,
    )

    assert "Setujui dispensasi" not in page
    assert answer.status_code == 403
    assert dispensation().state == "proposed"


def test_a_supervisor_does_not_agree_to_an_own_proposal(client: FlaskClient, now: datetime) -> None:
    sign_in(client, Role.SUPERVISOR)
    reference = verified(now)
    propose(client, reference)

    page = client.get(address(reference)).text
    answer = send(
        client,
        address(reference),
        address(reference, "dispensasi-setuju"),
        dispensation=dispensation().id,
    )

    assert "penyelia lain yang memutuskan" in page
    assert answer.status_code == 403
    assert "pengusulnya sendiri" in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rule": ""}, "Pilih ketentuan"),
        ({"rule": "session_taken"}, "hanya dapat diberikan untuk"),
        ({"on": ""}, "Isi tanggal kunjungan"),
        ({"on": "9999-12-31"}, "Isi tanggal kunjungan"),
        ({"on": "2026-11-01"}, "Isi tanggal kunjungan"),
        ({"reason": ""}, "Tuliskan alasan"),
        ({"rule": "guest_cap"}, "tidak memerlukan dispensasi"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_with_a_sentence(
    desk: FlaskClient, now: datetime, changes: dict[str, str], sentence: str
) -> None:
    reference = verified(now)
    form = {"rule": "lead_time", "on": WEDNESDAY.isoformat(), "reason": WHY, **changes}

    answer = send(desk, address(reference), address(reference, "dispensasi"), **form)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_stale_decision_says_who_decided_and_when(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)
    html = desk.get(address(reference)).text
    verify_letter(reference, by=OFFICER, now=now)
    form = {"csrf_token": csrf_of(html), "version": hidden(html, "version")}

    answer = desk.post(address(reference, "tolak"), data=form | {"reason": "Keliru."})

    assert answer.status_code == 409
    assert "sudah diputuskan oleh" in answer.text
    assert "pukul 09.12" in words_of(answer.text)


def test_the_last_answer_is_ready_as_letter_and_whatsapp_text(
    desk: FlaskClient, now: datetime
) -> None:
    reference = verified(now)
    before = desk.get(address(reference, "naskah")).text
    given(reference, Slot(THURSDAY, "09:00"), now)

    page = desk.get(address(reference, "naskah")).text

    assert "Belum ada jawaban." in before
    assert "Yth. Pimpinan Kab. Banyumas" in page
    assert "*TERJADWAL*" in page
    assert 'data-salin="naskah-wa" hidden' in page
    assert "Nurhayati" not in page


@pytest.mark.parametrize("asked", ["Banyumas", "kab. banyumas", "900 / 512", "bpkad"])
def test_the_queue_is_searched_by_region_number_and_institution(
    desk: FlaskClient, now: datetime, asked: str
) -> None:
    make_request(now=now, name="BPKAD", number="900/512")
    make_request(now=now, name="Kab. Bantul", regions=["34.02"], number="800/1")

    page = desk.get("/petugas", query_string={"q": asked}).text

    assert page.count("row-link") == 1
    assert "BPKAD" in page


def test_the_queue_finds_a_request_by_the_code_of_its_letter(
    desk: FlaskClient, now: datetime
) -> None:
    reference = given(verified(now), Slot(THURSDAY, "09:00"), now)
    make_request(now=now, number="2")
    issued = issued_letters.current_of(stored(reference).id)
    assert issued is not None
    code = issued_letters.code_of(issued).lower()

    page = desk.get("/petugas", query_string={"q": code, "tab": "semua"}).text

    assert page.count("row-link") == 1
    assert reference in page


def test_the_filters_stand_in_the_address(desk: FlaskClient, now: datetime) -> None:
    make_request(now=now, number="1")
    make_request(now=now, number="2", mode=CONFERENCE)

    pages = [
        desk.get("/petugas", query_string=asked).text.count("row-link")
        for asked in (
            {"cara": "video_conference"},
            {"unit": "DTU"},
            {"unit": "PDRD"},
            {"lewat": "email"},
            {"lewat": "whatsapp"},
            {"lewat": "entah", "unit": "'\x00"},
        )
    ]

    assert pages == [1, 2, 0, 2, 0, 0]


def test_the_queue_says_how_much_time_is_left(desk: FlaskClient, now: datetime) -> None:
    make_request(now=now, number="1")
    make_request(now=now, number="2", received_on=date(2026, 11, 18))

    page = words_of(desk.get("/petugas").text)

    assert "sisa 2 hari kerja" in page
    assert "lewat 1 hari kerja" in page
