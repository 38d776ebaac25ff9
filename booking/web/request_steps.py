"""The steps of the request form, what is asked in each, and where a problem is mended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from booking.sentences import say

LETTER_WORDS = {
    "letter_number": say("nomor"),
    "letter_date": say("tanggal"),
    "letter_subject": say("hal"),
    "letter_addressee": say("tujuan"),
}
LONGEST_VALUE = 20_000  # more than any field may have, so that the refusal still shows it


@dataclass(frozen=True)
class Step:
    """One page of the form: its address, its heading, and the names of its fields."""

    slug: str
    title: str
    names: str  # of the fields, as a pattern
    place: str  # of problems, as a pattern

    def takes(self, name: str) -> bool:
        """True for a field that this page may change."""
        return re.fullmatch(self.names, name) is not None


STEPS = (
    Step("surat", say("Surat permintaan"), r"letter_\w+|mode", r"letter.*"),
    Step(
        "instansi",
        say("Cara dan instansi"),
        r"mode|kind|regions-\d|institution_name",
        r"mode|institution.*",
    ),
    Step("narahubung", say("Narahubung"), r"contact_\w+", r"contact.*"),
    Step("topik", say("Topik dan pertanyaan"), r"topics|question", r"topics|question"),
    Step("jadwal", say("Pilihan waktu"), r"pilihan_[123]", r"preferred"),
    Step("tamu", say("Tamu yang hadir"), r"guests-\d\d?-(name|position|role)", r"guests.*"),
    Step("periksa", say("Periksa dan kirim"), r"", r""),
)
SLUGS = tuple(step.slug for step in STEPS)
LAST = len(STEPS) - 1
LETTER, INSTITUTION, CONTACT, TOPICS, TIME, GUESTS, CHECK = range(len(STEPS))


def step_of(place: str) -> int:
    """The number of the step on which a problem at this place is mended."""
    return next(
        (number for number, step in enumerate(STEPS[:LAST]) if re.fullmatch(step.place, place)),
        LAST,
    )


def typed(step: Step, form: MultiDict[str, str]) -> dict[str, list[str]]:
    """What this page sent, of the fields that are its own; no topic ticked is an answer, too."""
    found = {
        name: [value.replace("\0", "")[:LONGEST_VALUE] for value in form.getlist(name)]
        for name in form
        if step.takes(name)
    }
    if step.slug == "topik":
        found.setdefault("topics", [])
    return found
