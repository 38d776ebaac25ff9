"""The shapes of the request form, and how what was typed becomes a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wtforms import (
    Form,
    FormField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import FieldList

from booking.domain.delegation import Guest, role_of
from booking.domain.letter_dates import dates_in
from booking.domain.policy import Policy
from booking.domain.sessions import Slot
from booking.domain.submission import Contact, Letter, Party, Submission, clean, clean_text
from booking.domain.words import GUEST_ROLE_WORDS, KIND_WORDS, KINDS_OF_A_REGION
from booking.errors import Problem
from booking.sentences import either, say
from booking.store import regions

ROWS_SHOWN = 4
MOST_ROWS = 61  # one more than a delegation may name, so that the refusal is the domain's
MOST_REGIONS = 3
RESEMBLING = 78
WISHES = ("pilihan_1", "pilihan_2", "pilihan_3")
ROLE_CHOICES = {"": say("sesuai jabatan")} | GUEST_ROLE_WORDS


class GuestRow(Form):
    """One guest: name, post, and whether the post opens four places (E.3.c.6)."""

    name = StringField(say("Nama"))
    position = StringField(say("Jabatan"))
    role = StringField(say("Peran"))


class RequestForm(Form):
    """Everything that is asked of a requester, step by step; ids are the fields of problems."""

    mode = StringField(say("Cara"))
    letter_number = StringField(say("Nomor surat"), id="letter-number")
    letter_date = StringField(say("Tanggal surat"), id="letter-date")
    letter_subject = StringField(say("Hal"), id="letter-subject")
    letter_addressee = StringField(say("Ditujukan kepada (Yth.)"), id="letter-addressee")
    kind = StringField(say("Jenis instansi"))
    regions = FieldList(StringField(), min_entries=MOST_REGIONS, max_entries=MOST_REGIONS)
    institution_name = StringField(say("Nama instansi"), id="institution-name")
    contact_name = StringField(say("Nama"), id="contact-name")
    contact_position = StringField(say("Jabatan"), id="contact-position")
    contact_email = StringField(say("Alamat surel"), id="contact-email")
    contact_phone = StringField(say("Nomor telepon atau WhatsApp"), id="contact-phone")
    topics = SelectMultipleField(say("Topik"), validate_choice=False)
    question = TextAreaField(say("Pertanyaan"), id="question")
    pilihan_1 = StringField()
    pilihan_2 = StringField()
    pilihan_3 = StringField()
    guests = FieldList(FormField(GuestRow), min_entries=ROWS_SHOWN, max_entries=MOST_ROWS)

    def wish(self, rank: int) -> str:
        """What was chosen at this rank, or an empty text."""
        return str(self[WISHES[rank - 1]].data or "")

    def guest_rows(self) -> Iterator[tuple[int, str, str, str]]:
        """The rows in which something stands: number, name, post, role."""
        for number, row in enumerate(self.guests.entries):
            name, position = clean(row.form.name.data or ""), clean(row.form.position.data or "")
            if name or position:
                yield number, name, position, row.form.role.data or ""


@dataclass(frozen=True)
class Reading:
    """A request as far as it could be read, and what could not."""

    sent: Submission
    ranks: tuple[int, ...]
    problems: tuple[Problem, ...]


def read(form: RequestForm, *, policy: Policy, today: date) -> Reading:
    """The request that was typed; what cannot be read is named, and stands in for nothing."""
    found: list[Problem] = []
    kind = form.kind.data or ""
    if kind not in KIND_WORDS:
        found.append(Problem("kind_unknown", say("Pilih jenis instansi."), "institution.kind"))
    codes = _regions(form, kind, found)
    ranked = ranked_in(form, found)
    sent = Submission(
        mode=form.mode.data or "",
        parties=(Party(kind, _name(form, kind, codes, found), codes),),
        contact=Contact(
            clean(form.contact_name.data or ""),
            clean(form.contact_position.data or ""),
            clean(form.contact_email.data or ""),
            clean(form.contact_phone.data or ""),
        ),
        letters=(
            Letter(
                clean(form.letter_number.data or ""),
                letter_date(form, found) or today,
                clean(form.letter_subject.data or ""),
                clean(form.letter_addressee.data or ""),
            ),
        ),
        topics=tuple(dict.fromkeys(form.topics.data or ())),
        question=clean_text(form.question.data or ""),
        wishes=tuple(slot for _, slot in ranked),
        guests=guests_in(form, policy, found),
        channel="web",
    )
    return Reading(sent, tuple(rank for rank, _ in ranked), tuple(found))


def written_date(text: str) -> date | None:
    """A date as people write it: 5 Januari 2026, 05-01-2026, 5/1/26 or 2026-01-05."""
    tidy = clean(text)
    try:
        return date.fromisoformat(tidy)
    except ValueError:
        found = list(dates_in(tidy, short_years=True))
        return found[0] if len(found) == 1 else None


def letter_date(form: RequestForm, found: list[Problem]) -> date | None:
    """The date of the letter; one that cannot be read is added to what was found."""
    typed = clean(form.letter_date.data or "")
    day = written_date(typed)
    if day is None:
        cause = (
            say("Tanggal “{typed}” tidak terbaca.", typed=typed[:40])
            if typed
            else say("Tanggal surat belum diisi.")
        )
        way_on = say("Tulis seperti 18 November 2026 atau 18-11-2026.")
        found.append(
            Problem(
                "letter_date", say("{cause} {way_on}", cause=cause, way_on=way_on), "letter.date"
            )
        )
    return day


def _regions(form: RequestForm, kind: str, found: list[Problem]) -> tuple[str, ...]:
    typed = [text for entry in form.regions.entries if (text := clean(entry.data or ""))]
    at = "institution.regions"
    if typed and kind in KIND_WORDS and kind not in KINDS_OF_A_REGION:
        sentence = say(
            "Daerah hanya diisi untuk pemerintah daerah dan DPRD, bukan {kind_words}. "
            "Kosongkan daerah, atau ubah jenis instansi.",
            kind_words=KIND_WORDS[kind],
        )
        found.append(Problem("region_not_asked", sentence, at))
        return ()
    codes: list[str] = []
    for text in typed:
        match = regions.region_names().match(text)
        codes += match.codes
        if not match.codes:
            near = [c.label for c in match.candidates if c.score >= RESEMBLING][:3]
            found.append(Problem("region_unknown", _unknown(text, near), at))
    if len(set(codes)) > MOST_REGIONS:
        sentence = say(
            "Satu permohonan paling banyak untuk {most_regions} daerah. Ajukan daerah "
            "lainnya dalam permohonan tersendiri.",
            most_regions=MOST_REGIONS,
        )
        found.append(Problem("too_many_regions", sentence, at))
    return tuple(dict.fromkeys(codes))[:MOST_REGIONS]


def _unknown(text: str, near: Sequence[str]) -> str:
    if len(near) == 1:
        return say(
            "Daerah “{text}” belum pasti. Tulis {near} bila itu yang dimaksud.",
            text=text[:60],
            near=near[0],
        )
    if near:
        return say(
            "Daerah “{text}” belum pasti. Tulis salah satu: {near}.",
            text=text[:60],
            near=either(near),
        )
    return say(
        "Daerah “{text}” tidak ada dalam daftar resmi. Tulis namanya beserta jenisnya, "
        "misalnya Kab. Banyumas atau Kota Bandung.",
        text=text[:60],
    )


def _name(form: RequestForm, kind: str, codes: Sequence[str], found: list[Problem]) -> str:
    """The institution as written; a region that writes no name of an office is named itself."""
    written = clean(form.institution_name.data or "")
    if written:
        return written
    if kind in KIND_WORDS and kind not in KINDS_OF_A_REGION:
        found.append(Problem("empty", say("Nama instansi belum diisi."), "institution.name"))
        return "-"
    labels = list(regions.labels(codes).values()) or ["-"]
    names = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} dan {labels[-1]}"
    return f"DPRD {names}" if kind == "dprd" else names


def ranked_in(form: RequestForm, found: list[Problem]) -> list[tuple[int, Slot]]:
    """The ranks and sessions that were chosen."""
    ranked = []
    for rank in range(1, len(WISHES) + 1):
        value = form.wish(rank)
        if not value:
            continue
        day, _, start = value.partition("T")
        try:
            ranked.append((rank, Slot(date.fromisoformat(day), start)))
        except ValueError:
            sentence = say(
                "Pilihan {rank} bukan sesi yang dikenal. Pilih salah satu sesi di bawah.", rank=rank
            )
            found.append(Problem("session_unknown", sentence, "preferred"))
    return ranked


def guests_in(form: RequestForm, policy: Policy, found: list[Problem]) -> tuple[Guest, ...]:
    """The delegation; a row that names half of a guest is added to what was found."""
    guests = []
    for number, name, position, role in form.guest_rows():
        if not name:
            sentence = say("Nama tamu ke-{number} belum diisi.", number=number + 1)
            found.append(Problem("empty", sentence, f"guests.{number}.name"))
        if not position:
            sentence = say("Jabatan tamu ke-{number} belum diisi.", number=number + 1)
            found.append(Problem("empty", sentence, f"guests.{number}.position"))
        known = role or role_of(position, acting_heads_count=policy.acting_heads_count)
        guests.append(Guest(name or "-", position or "-", known))
    return tuple(guests)
