"""The mails: what they say, to whom, and where the words of other people stand."""

from __future__ import annotations

import json
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from icalendar import Calendar

from booking.domain.mail_facts import Links, MailFacts, MailKind, MailReason
from booking.domain.words import CONFERENCE
from booking.renderers.email import MailRenderer
from booking.renderers.email_texts import letter
from booking.renderers.mail_blocks import WORD_JOINER
from tests.mails import APPOINTED, DECIDED_AT, ENDED, LINKS, PAYLOADS, SENDER, facts_of, owed

TYPED = "Klik https://evil.example/masuk sekarang\r\nBcc: penyusup@evil.example <script>alert(1)"
QUOTA = MailReason(
    "monthly_quota",
    "E.3.c.5",
    "Kuota kunjungan Kota Makassar bulan November 2026 sudah terpakai 2 dari 2 (SE-2 E.3.c.5). "
    "Ajukan video conference.",
)
EXPECTED_HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
}


class Reader(HTMLParser):
    """What a mail program sees: tags, link targets, and the text outside quoted blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.targets: list[str] = []
        self.outside = ""
        self._is_quoting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.targets += [value or "" for name, value in attrs if name in ("href", "src")]
        self._is_quoting = self._is_quoting or tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        self._is_quoting = self._is_quoting and tag != "blockquote"

    def handle_data(self, data: str) -> None:
        if not self._is_quoting:
            self.outside += data


def rendered(facts: MailFacts) -> EmailMessage:
    """The mail after it went over the wire."""
    sent = MailRenderer(SENDER, lambda mail: LINKS)(owed(facts)).as_bytes()
    return message_from_bytes(sent, policy=policy.default)


def text_of(facts: MailFacts) -> str:
    return letter(facts, LINKS).text


def typed_over(kind: MailKind, text: str) -> MailFacts:
    """Facts in which everything that people type is this text."""
    return facts_of(
        kind,
        institution=text,
        contact_name=text,
        contact_position=text,
        topics=(text,),
        reason=text,
        problems=(MailReason("guest_cap", "E.3.c.6", text),),
    )


@pytest.mark.parametrize("kind", MailKind)
def test_the_subject_is_a_state_and_the_reference(kind: MailKind) -> None:
    subject = letter(typed_over(kind, TYPED), LINKS).subject

    assert re.fullmatch(r"[A-Z][A-Za-z, ]+: (permohonan|kunjungan) K7M2-4QXD", subject)


def test_no_two_mails_share_a_subject() -> None:
    subjects = [letter(facts_of(kind), LINKS).subject for kind in MailKind]

    assert len(set(subjects)) == len(MailKind)


@pytest.mark.parametrize("kind", MailKind)
def test_every_mail_says_that_it_is_free_and_whom_to_ask(kind: MailKind) -> None:
    text = text_of(facts_of(kind))

    assert "tidak dipungut biaya (SE-2/PK.1/2024 huruf E angka 4)" in text
    assert "150420" in text
    assert "WhatsApp 0811-150420-7" in text
    assert "callcenter.djpk@kemenkeu.go.id" in text
    assert "nomor permohonan K7M2-4QXD" in text


@pytest.mark.parametrize("kind", MailKind)
def test_text_and_html_say_the_same(kind: MailKind) -> None:
    written = letter(facts_of(kind, reason="Ruang dipakai rapat."), LINKS)
    reader = Reader()

    reader.feed(written.html)

    for sentence in re.findall(r"[A-Z][^.\n:>]{15,}\.", written.text):
        assert sentence in written.html
    assert not {"table", "img", "script", "form"} & reader.tags
    assert set(reader.targets) <= {LINKS.tracking, LINKS.confirm}
    assert '<html lang="id">' in written.html


def test_a_request_that_came_in_is_said_to_be_not_booked() -> None:
    text = text_of(facts_of(MailKind.RECEIVED))

    assert "BELUM TERJADWAL" in text
    assert "Mohon belum berangkat" in text
    assert "Kami menjawab paling lambat: Rabu, 25 November 2026" in text
    assert "Jadwal paling cepat: Kamis, 26 November 2026" in text
    assert "(SE-2/PK.1/2024 huruf E angka 3 huruf c angka 2)" in text


def test_a_conference_cites_its_own_clauses() -> None:
    text = text_of(facts_of(MailKind.RECEIVED, mode=CONFERENCE))

    assert "huruf b angka 2" in text
    assert "huruf c" not in text


@pytest.mark.parametrize("kind", APPOINTED)
def test_an_appointment_names_day_hour_place_and_duties(kind: MailKind) -> None:
    text = text_of(facts_of(kind))

    assert "Gedung Radius Prawiro, Jalan Dr. Wahidin Raya Nomor 1, Jakarta Pusat 10710" in text
    assert "Ruang Video Conference DJPK, lantai 3 (ber-CCTV)" in text
    assert "resepsionis" in text
    assert "paling banyak 2 orang (SE-2/PK.1/2024 huruf E angka 3 huruf c angka 6)" in text
    assert "SPPD" in text
    assert "Kamis, 26 November 2026" in text


def test_the_hour_is_wib_with_the_local_clock_beside_it() -> None:
    east = facts_of(MailKind.SCHEDULED, zones=("Asia/Makassar", "Asia/Jayapura", "Asia/Makassar"))

    text = text_of(east)

    assert "pukul 09.00–10.00 WIB (10.00–11.00 WITA, 11.00–12.00 WIT)" in text


def test_a_region_in_the_west_reads_one_clock() -> None:
    text = text_of(facts_of(MailKind.SCHEDULED, zones=("Asia/Jakarta",)))

    assert "Waktu: pukul 09.00–10.00 WIB\n" in text


def test_a_move_names_the_session_that_ended() -> None:
    text = text_of(facts_of(MailKind.RESCHEDULED))

    assert "Kamis, 26 November 2026, pukul 09.00–10.00 WIB" in text
    assert "Hari dan tanggal: Senin, 30 November 2026" in text
    assert "tidak diperlukan surat baru" in text


@pytest.mark.parametrize("kind", ENDED)
def test_what_ended_names_its_session(kind: MailKind) -> None:
    text = text_of(facts_of(kind))

    assert "Kamis, 26 November 2026, pukul 09.00–10.00 WIB (10.00–11.00 WITA)" in text


@pytest.mark.parametrize("kind", [MailKind.CANCELLED_BY_REQUESTER, MailKind.MISSED])
def test_a_visit_given_up_needs_a_new_letter(kind: MailKind) -> None:
    text = text_of(facts_of(kind))

    assert "menyampaikan kembali Surat Permintaan Konsultasi/Audiensi" in text
    assert "huruf E angka 3 huruf c angka 9" in text


def test_a_conference_given_up_keeps_its_letter() -> None:
    text = text_of(facts_of(MailKind.CANCELLED_BY_REQUESTER, mode=CONFERENCE))

    assert "Surat Saudara tetap berlaku" in text
    assert "huruf c angka 9" not in text


def test_a_policy_may_spend_the_letter_of_a_conference() -> None:
    facts = facts_of(MailKind.CANCELLED_BY_REQUESTER, mode=CONFERENCE, letter_spent=True)

    assert "menyampaikan kembali" in text_of(facts)


@pytest.mark.parametrize("kind", [MailKind.CANCELLED_BY_DJPK, MailKind.MISSED_WITH_NOTICE])
def test_a_letter_stays_good_when_the_guest_is_not_to_blame(kind: MailKind) -> None:
    assert "Surat Saudara tetap berlaku; tidak diperlukan surat baru." in text_of(facts_of(kind))


def test_a_rejection_gives_reason_clause_and_way_on() -> None:
    text = text_of(facts_of(MailKind.REJECTED, problems=(QUOTA,)))

    assert "sudah terpakai 2 dari 2 (SE-2/PK.1/2024 huruf E angka 3 huruf c angka 5)" in text
    assert "SE-2 E.3.c.5" not in text
    assert "Ajukan video conference." in text
    assert "Surat Saudara tetap berlaku" in text


def test_a_spent_letter_is_not_called_good_in_a_rejection() -> None:
    spent = MailReason("letter_spent", "E.3.c.9", "Surat nomor 1 sudah terpakai")

    text = text_of(facts_of(MailKind.REJECTED, problems=(spent,)))

    assert "Surat Saudara tetap berlaku" not in text
    assert "sudah terpakai (SE-2/PK.1/2024 huruf E angka 3 huruf c angka 9)." in text


def test_a_mailbox_nobody_proved_gets_nothing_that_was_typed() -> None:
    written = letter(typed_over(MailKind.CONFIRM_MAILBOX, "Hadiah menanti"), LINKS)

    assert "Hadiah" not in written.text + written.html
    assert "tekan tombol konfirmasi" in written.text


def test_a_mail_that_asks_for_confirmation_needs_its_link() -> None:
    with pytest.raises(ValueError, match="link"):
        letter(facts_of(MailKind.CONFIRM_MAILBOX), Links("https://konsultasi.example/l/x"))


@pytest.mark.parametrize("kind", MailKind)
def test_typed_words_stand_in_quoted_blocks_only(kind: MailKind) -> None:
    written = letter(typed_over(kind, TYPED), LINKS)
    reader = Reader()
    reader.feed(written.html)

    ours = "\n".join(line for line in written.text.splitlines() if not line.startswith("> "))

    assert "Klik" not in ours + reader.outside
    assert "penyusup" not in ours + reader.outside
    assert "script" not in reader.tags


@pytest.mark.parametrize("kind", MailKind)
def test_a_typed_address_does_not_turn_into_a_link(kind: MailKind) -> None:
    written = letter(typed_over(kind, TYPED), LINKS)

    assert "evil.example" not in written.text + written.html
    assert "https://evil" not in written.text + written.html


def test_ordinary_words_are_not_touched() -> None:
    text = text_of(facts_of(MailKind.RECEIVED, institution="Kab. Kep. Siau, nomor 900.1/2026"))

    assert WORD_JOINER not in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_adds_a_header_or_an_attendee(payload: str) -> None:
    message = rendered(typed_over(MailKind.SCHEDULED, payload))

    assert set(message.keys()) == EXPECTED_HEADERS
    assert [a.addr_spec for a in message["To"].addresses] == ["bapenda@makassar.example"]
    content = calendar_part(message).get_payload(decode=True)
    assert isinstance(content, bytes)
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [event["ATTENDEE"] for event in events] == ["mailto:bapenda@makassar.example"]


@pytest.mark.parametrize(
    "recipient",
    [f"a@b.example{payload}" for payload in PAYLOADS]
    + ["a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "tanpa-domain", ""],
)
def test_an_address_that_is_not_one_mailbox_is_refused(recipient: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        rendered(facts_of(MailKind.RECEIVED, recipient=recipient))


def calendar_part(message: EmailMessage) -> EmailMessage:
    parts: Any = message.walk()
    return next(part for part in parts if part.get_content_type() == "text/calendar")


def test_the_invitation_is_the_last_alternative_and_a_file() -> None:
    message = rendered(facts_of(MailKind.SCHEDULED))

    shapes = [part.get_content_type() for part in message.walk()]
    calendar = calendar_part(message)
    assert shapes == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar["Content-Disposition"] is None
    attached = next(iter(message.iter_attachments()))
    assert attached.get_filename() == "undangan.ics"
    assert attached.get_payload(decode=True) == calendar.get_payload(decode=True)


def test_a_cancellation_says_so_in_header_and_calendar() -> None:
    message = rendered(facts_of(MailKind.CANCELLED_BY_DJPK))

    calendar = calendar_part(message)

    assert calendar["Content-Type"].params["method"] == "CANCEL"
    assert b"METHOD:CANCEL" in (calendar.get_payload(decode=True) or b"")


def test_sender_and_organizer_are_the_same_mailbox() -> None:
    message = rendered(facts_of(MailKind.SCHEDULED))

    sender = message["From"].addresses[0]

    assert (sender.display_name, sender.addr_spec) == ("Konsultasi DJPK", SENDER)
    assert b"ORGANIZER:mailto:layanan@djpk.example" in (
        calendar_part(message).get_payload(decode=True) or b""
    )


def test_a_repeat_has_the_same_identity() -> None:
    first, again = (rendered(facts_of(MailKind.SCHEDULED)) for _ in range(2))

    assert again["Message-ID"] == first["Message-ID"]
    assert again["Date"].datetime == first["Date"].datetime == DECIDED_AT
    assert calendar_part(again).get_payload() == calendar_part(first).get_payload()


@pytest.mark.parametrize("kind", MailKind)
def test_facts_survive_the_database(kind: MailKind) -> None:
    facts = facts_of(kind, problems=(QUOTA,), meeting_link="https://rapat.example/1")

    kept = json.loads(json.dumps(facts.to_json()))

    assert MailFacts.from_json(kept) == facts
    assert "token" not in json.dumps(kept)
