"""Everything that is kept of a request, for the person it is about (UU PDP, TRUST 1.6)."""

from __future__ import annotations

from typing import Any

from flask import Response, json, render_template
from flask.typing import ResponseReturnValue

from booking.domain.lifecycle import STATE_WORDS, State
from booking.domain.local_time import clock_words, date_words, long_date, moment_words, slot_words
from booking.domain.words import CHANNEL_WORDS, GUEST_ROLE_WORDS, KIND_WORDS, MODE_WORDS
from booking.sentences import quoted, say
from booking.store import mail, moves, requests
from booking.web.masking import masked_email, masked_phone
from booking.web.opened_request import link_over, may_open
from booking.web.tracking_words import timeline


def show(reference: str) -> ResponseReturnValue:
    """The data as a page that can be read and printed."""
    if not may_open(reference):
        return link_over(reference)
    found = requests.by_reference(reference)
    return render_template("public/own_data.html", permohonan=found, data=own_data(found))


def download(reference: str) -> ResponseReturnValue:
    """The same as a file for programs; contact fields masked, as on the page (TRUST 1.5)."""
    if not may_open(reference):
        return link_over(reference)
    found = requests.by_reference(reference)
    text = json.dumps(own_data(found), ensure_ascii=False, indent=2, sort_keys=False)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="permohonan-{found.reference}.json"'
    )
    return response


def own_data(found: Any) -> dict[str, Any]:
    """What is kept, under the names that a reader knows."""
    meeting = mail.appointment_of(found)
    return {
        say("Nomor permohonan"): found.reference,
        say("Keadaan"): STATE_WORDS[State(found.state)],
        say("Cara"): MODE_WORDS[found.mode],
        say("Saluran"): CHANNEL_WORDS[found.channel],
        say("Instansi"): [
            {say("Nama"): party.name, say("Jenis"): KIND_WORDS.get(party.kind, party.kind)}
            for party in found.parties
        ],
        say("Narahubung"): {
            say("Nama"): found.contact_name,
            say("Jabatan"): quoted(found.contact_position),
            say("Surel"): masked_email(found.contact_email),
            say("Telepon"): masked_phone(found.contact_phone),
        },
        say("Surat"): [_letter(letter) for letter in found.letters],
        say("Surat diterima"): long_date(found.received_on),
        say("Dijawab paling lambat"): long_date(found.answer_by),
        say("Topik"): [quoted(topic.name) for topic in found.topics],
        say("Pertanyaan"): quoted(found.question),
        say("Pilihan waktu"): [
            say(
                "{date}, mulai pukul {clock} WIB",
                date=long_date(wish.date),
                clock=clock_words(wish.session),
            )
            for wish in found.wishes
        ],
        say("Tamu atau peserta"): [
            {
                say("Nama"): guest.name,
                say("Jabatan"): quoted(guest.position),
                say("Peran"): GUEST_ROLE_WORDS[guest.role],
            }
            for guest in found.guests
        ],
        say("Jadwal"): slot_words(meeting.on, meeting.start, meeting.end) if meeting else None,
        say("Riwayat"): [
            {
                say("Waktu"): moment_words(step.at),
                say("Peristiwa"): step.words,
                say("Keterangan"): quoted(step.reason),
            }
            for step in timeline(found.created_at, moves.of_request(found.id))
        ],
    }


def _letter(letter: Any) -> dict[str, Any]:
    return {
        say("Nomor"): letter.number,
        say("Tanggal"): date_words(letter.date),
        say("Hal"): quoted(letter.subject),
        say("Tujuan"): quoted(letter.addressee),
        say("Berkas"): letter.file.original_name if letter.file else None,
        say("Sidik berkas (SHA-256)"): letter.file.pdf_sha256 if letter.file else None,
    }
