"""What reception sends: who stands at the desk, and guests who came without a schedule."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Form, IntegerField, StringField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length

from booking.domain.delegation import Arrival, role_of
from booking.domain.submission import clean
from booking.errors import InputRefused, Problem
from booking.store import regions
from booking.usecases.register_walk_in import REASONS
from booking.web.stored import RequestRow

EXTRA_ROWS = 4
LONGEST = 120

Sent = MultiDict[str, str]


@dataclass(frozen=True)
class ExtraGuest:
    """A person who is not on the list, as it was typed."""

    name: str
    position: str
    identity_seen: bool


@dataclass(frozen=True)
class Stand:
    """Who stands at the desk: ticked guests, extra names, and a number without names."""

    ticked: frozenset[str]
    identified: frozenset[str]
    extra: tuple[ExtraGuest, ...]
    extra_count: str

    @property
    def has_extra(self) -> bool:
        """True when somebody came who is not on the list."""
        return any(g.name or g.position for g in self.extra) or self.extra_count not in ("", "0")


def read_stand(sent: Sent) -> Stand:
    """What was ticked and typed, nothing judged yet."""
    return Stand(
        ticked=frozenset(sent.getlist("hadir")),
        identified=frozenset(sent.getlist("identitas")),
        extra=tuple(
            ExtraGuest(
                clean(sent.get(f"tamu-{number}-nama", "")),
                clean(sent.get(f"tamu-{number}-jabatan", "")),
                bool(sent.get(f"tamu-{number}-identitas")),
            )
            for number in range(EXTRA_ROWS)
        ),
        extra_count=clean(sent.get("tambahan", "")),
    )


def arrivals_of(request: RequestRow, stand: Stand) -> tuple[list[Arrival], int]:
    """The people and the number without names. Raises `InputRefused`."""
    listed = [
        Arrival(guest.name, guest.position, guest.role, str(guest.id) in stand.identified)
        for guest in request.guests
        if str(guest.id) in stand.ticked
    ]
    others = [
        Arrival(g.name, g.position, role_of(g.position), g.identity_seen, listed=False)
        for g in stand.extra
        if g.name or g.position
    ]
    found = [*_named(others), *_counted(stand.extra_count)]
    if not listed and not others:
        found.append(Problem("arrived_missing", "Centang sedikitnya satu tamu.", "arrived"))
    if found:
        raise InputRefused.of(*found)
    return [*listed, *others], int(stand.extra_count or 0)


def _named(others: list[Arrival]) -> list[Problem]:
    if any(not g.name or not g.position for g in others):
        return [Problem("arrival_unreadable", "Isi nama dan jabatan tamu tambahan.", "tamu-0-nama")]
    if any(len(g.name) > LONGEST or len(g.position) > LONGEST for g in others):
        words = f"Nama dan jabatan paling banyak {LONGEST} karakter."
        return [Problem("too_long", words, "tamu-0-nama")]
    return []


def _counted(text: str) -> list[Problem]:
    if not text or (text.isascii() and text.isdigit() and len(text) <= 3):
        return []
    return [Problem("extra_count", "Jumlah tamu tanpa nama ditulis dengan angka.", "tambahan")]


def _one_line(text: str | None) -> str:
    return clean(text or "")


class WalkInForm(Form):
    """Guests who were turned away."""

    institution = StringField(
        filters=[_one_line],
        validators=[
            DataRequired("Isi instansi tamu."),
            Length(max=200, message="Nama instansi paling banyak %(max)d karakter."),
        ],
    )
    region = StringField(filters=[_one_line])
    count = IntegerField(validators=[InputRequired("Isi jumlah tamu dengan angka.")])
    reason = StringField(validators=[AnyOf(tuple(REASONS), "Pilih keadaan tamu.")])

    def codes(self) -> tuple[str, ...]:
        """The regions: as typed, or those that the institution's name surely means.

        Raises `InputRefused` for a typed region that is not certain.
        """
        names = regions.region_names()
        typed = self.region.data
        if not typed:
            return names.match(self.institution.data or "").codes
        found = names.match(typed)
        if found.needs_review or not found.codes:
            raise InputRefused.of(
                Problem("region_unknown", "Pilih daerah dari daftar, atau kosongkan.", "region")
            )
        return found.codes


def problems_of(form: WalkInForm) -> list[Problem]:
    """A problem for each field that cannot be read."""
    words = {"count": "Isi jumlah tamu dengan angka."}
    return [
        Problem("form", words.get(field.name, str(field.errors[0])), field.name)
        for field in form
        if field.errors
    ]
