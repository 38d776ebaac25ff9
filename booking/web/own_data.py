"""Everything that is kept of a request, for the person it is about (UU PDP, TRUST 1.6)."""

from __future__ import annotations

from typing import Any

from flask import Response, json, render_template
from flask.typing import ResponseReturnValue

from booking.domain.lifecycle import STATE_WORDS, State
from booking.domain.local_time import date_words, long_date, moment_words, slot_words
from booking.domain.words import CHANNEL_WORDS, GUEST_ROLE_WORDS, KIND_WORDS, MODE_WORDS
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
        "Nomor permohonan": found.reference,
        "Keadaan": STATE_WORDS[State(found.state)],
        "Cara": MODE_WORDS[found.mode],
        "Saluran": CHANNEL_WORDS[found.channel],
        "Instansi": [
            {"Nama": party.name, "Jenis": KIND_WORDS.get(party.kind, party.kind)}
            for party in found.parties
        ],
        "Narahubung": {
            "Nama": found.contact_name,
            "Jabatan": found.contact_position,
            "Surel": masked_email(found.contact_email),
            "Telepon": masked_phone(found.contact_phone),
        },
        "Surat": [_letter(letter) for letter in found.letters],
        "Surat diterima": long_date(found.received_on),
        "Dijawab paling lambat": long_date(found.answer_by),
        "Topik": [topic.name for topic in found.topics],
        "Pertanyaan": found.question,
        "Pilihan waktu": [
            f"{long_date(wish.date)}, mulai pukul {wish.session.replace(':', '.')} WIB"
            for wish in found.wishes
        ],
        "Tamu atau peserta": [
            {"Nama": guest.name, "Jabatan": guest.position, "Peran": GUEST_ROLE_WORDS[guest.role]}
            for guest in found.guests
        ],
        "Jadwal": slot_words(meeting.on, meeting.start, meeting.end) if meeting else None,
        "Riwayat": [
            {"Waktu": moment_words(step.at), "Peristiwa": step.words, "Keterangan": step.reason}
            for step in timeline(found.created_at, moves.of_request(found.id))
        ],
    }


def _letter(letter: Any) -> dict[str, Any]:
    return {
        "Nomor": letter.number,
        "Tanggal": date_words(letter.date),
        "Hal": letter.subject,
        "Tujuan": letter.addressee,
        "Berkas": letter.file.original_name if letter.file else None,
        "Sidik berkas (SHA-256)": letter.file.pdf_sha256 if letter.file else None,
    }
