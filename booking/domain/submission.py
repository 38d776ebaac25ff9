"""What a requester sends, cleaned and checked field by field, before any rule is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from email_validator import EmailNotValidError, validate_email

from booking.domain.delegation import Guest
from booking.domain.letter import normalise_number
from booking.domain.sessions import Slot
from booking.domain.words import CHANNELS, GUEST_ROLES, KINDS, KINDS_OF_A_REGION, MODES
from booking.errors import Problem
from booking.sentences import say

MOST_WISHES = 3
MOST_GUESTS = 60
MOST_PARTIES = 12
LONGEST_INSTITUTION = 300
LONGEST_NUMBER = 120
OLDEST_LETTER_DAYS = 366
_PHONE = re.compile(r"^\+?[\d\s().-]{6,24}$")


@dataclass(frozen=True)
class Party:
    """An institution that takes part, as written, with its regions (none for a bank, say)."""

    kind: str
    name: str
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """The officer whom DJPK answers."""

    name: str
    position: str
    email: str
    phone: str


@dataclass(frozen=True)
class Letter:
    """What a letter says of itself."""

    number: str
    date: date
    subject: str
    addressee: str


@dataclass(frozen=True)
class Submission:
    """A request as it was sent; the first letter leads."""

    mode: str
    parties: tuple[Party, ...]
    contact: Contact
    letters: tuple[Letter, ...]
    topics: tuple[str, ...]
    question: str
    wishes: tuple[Slot, ...]
    guests: tuple[Guest, ...]
    channel: str

    @property
    def institution(self) -> str:
        """Who asks, read aloud: "Kab. Pangandaran, Kab. Ciamis dan Bank BJB"."""
        names = list(dict.fromkeys(party.name for party in self.parties))
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}"


def too_many_open(most: int) -> Problem:
    """A mailbox may have so many open requests and no more (DECISIONS 25)."""
    return Problem(
        "open_requests",
        say(
            "Alamat surel ini sudah memiliki {most} permohonan yang belum selesai. "
            "Selesaikan atau tarik salah satunya sebelum mengajukan yang baru.",
            most=most,
        ),
        "contact.email",
    )


def clean(text: str) -> str:
    """One line without control characters, in composed form."""
    composed = unicodedata.normalize("NFC", text)
    printable = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in composed
    )
    return " ".join(
        "".join(c for c in printable if unicodedata.category(c) not in ("Cf", "Co", "Cs")).split()
    )


def clean_text(text: str) -> str:
    """Several lines, each cleaned; no more than one empty line in a row."""
    lines = "\n".join(clean(line) for line in re.split(r"\r\n|\r|\n", text))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def problems(
    sent: Submission, *, regions: Collection[str], topics: Collection[str], today: date
) -> list[Problem]:
    """Everything that cannot be taken as it is, one sentence a field, in the order of the form."""
    return [
        *_mode_and_channel(sent),
        *_parties(sent, regions),
        *_contact(sent.contact),
        *_letters(sent, today),
        *_topics(sent, topics),
        *_wishes(sent),
        *_guests(sent),
    ]


def _mode_and_channel(sent: Submission) -> Iterator[Problem]:
    if sent.mode not in MODES:
        yield Problem("mode_unknown", say("Pilih tatap muka atau video conference."), "mode")
    if sent.channel not in CHANNELS:
        yield Problem(
            "channel_unknown", f"Saluran surat: salah satu dari {', '.join(CHANNELS)}.", "channel"
        )


def _parties(sent: Submission, regions: Collection[str]) -> Iterator[Problem]:
    if not sent.parties:
        yield Problem("institution_missing", say("Isi instansi yang mengajukan."), "institution")
    if len(sent.parties) > MOST_PARTIES:
        few = say("Paling banyak {most} instansi.", most=MOST_PARTIES)
        yield Problem("too_many_parties", few, "institution")
    elif len(sent.parties) > 1 and len(sent.institution) > LONGEST_INSTITUTION:
        short = say(
            "Nama semua instansi bersama paling banyak {n} karakter.", n=LONGEST_INSTITUTION
        )
        yield Problem("too_long", short, "institution")
    for party in sent.parties:
        yield from _text("institution.name", say("Nama instansi"), party.name, 200)
        if party.kind not in KINDS:
            yield Problem(
                "kind_unknown", f"Jenis instansi: {', '.join(KINDS)}.", "institution.kind"
            )
        if party.kind in KINDS_OF_A_REGION and not party.regions:
            yield Problem(
                "region_missing",
                say("Pilih daerah dari daftar resmi, misalnya Kab. Banyumas."),
                "institution.regions",
            )
        for code in party.regions:
            if code not in regions:
                yield Problem(
                    "region_unknown",
                    say(
                        "Daerah {code} tidak ada dalam daftar resmi. Pilih daerah dari daftar.",
                        code=code,
                    ),
                    "institution.regions",
                )


def _contact(contact: Contact) -> Iterator[Problem]:
    yield from _text("contact.name", say("Nama narahubung"), contact.name, 120)
    yield from _text("contact.position", say("Jabatan narahubung"), contact.position, 120)
    if not contact.email:
        yield from _text("contact.email", say("Alamat surel"), "", 1)
    elif not _is_address(contact.email):
        wrong = say("Alamat surel belum benar. Tulis seperti nama@banyumaskab.go.id.")
        yield Problem("email_invalid", wrong, "contact.email")
    if not contact.phone:
        yield from _text("contact.phone", say("Nomor telepon atau WhatsApp"), "", 1)
    elif not _PHONE.match(contact.phone) or sum(c.isdigit() for c in contact.phone) < 6:
        wrong = say("Nomor telepon belum benar. Tulis nomornya, misalnya 0812-3456-7890.")
        yield Problem("phone_invalid", wrong, "contact.phone")


def _is_address(email: str) -> bool:
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _letters(sent: Submission, today: date) -> Iterator[Problem]:
    numbers = [(normalise_number(letter.number), letter.date) for letter in sent.letters]
    if len(numbers) > MOST_PARTIES:
        yield Problem(
            "too_many_letters",
            say("Paling banyak {most} surat.", most=MOST_PARTIES),
            "letter",
        )
    if len(set(numbers)) < len(numbers):
        yield Problem(
            "letter_twice", say("Satu surat disebut dua kali. Sebut sekali."), "letter.number"
        )
    for letter in sent.letters:
        yield from letter_problems(letter, today)


def letter_problems(letter: Letter, today: date) -> list[Problem]:
    """What cannot be taken of one letter, one sentence a field."""
    return list(_letter(letter, today))


def _letter(letter: Letter, today: date) -> Iterator[Problem]:
    yield from _letter_number(letter.number)
    yield from _text("letter.subject", say("Hal surat"), letter.subject, 300)
    yield from _text("letter.addressee", say("Tujuan surat"), letter.addressee, 300)
    if letter.date > today:
        yield Problem(
            "letter_date_future",
            say("Tanggal surat belum tiba. Periksa kembali tanggal pada surat."),
            "letter.date",
        )
    elif (today - letter.date).days > OLDEST_LETTER_DAYS:
        yield Problem(
            "letter_date_old",
            say("Tanggal surat sudah lebih dari satu tahun. Ajukan dengan surat yang baru."),
            "letter.date",
        )


def _letter_number(number: str) -> Iterator[Problem]:
    compared = normalise_number(number)
    if number.strip() and not any(c.isalnum() for c in compared):
        yield Problem(
            "letter_number",
            say("Nomor surat belum terbaca. Tulis seperti pada surat."),
            "letter.number",
        )
    else:
        longer = max(number, compared, key=len)
        yield from _text("letter.number", say("Nomor surat"), longer, LONGEST_NUMBER)


def _topics(sent: Submission, topics: Collection[str]) -> Iterator[Problem]:
    if not sent.topics:
        yield Problem("topic_missing", say("Pilih sedikitnya satu topik konsultasi."), "topics")
    for topic in sent.topics:
        if topic not in topics:
            yield Problem(
                "topic_unknown",
                say("Topik {topic} tidak ada dalam daftar. Pilih dari daftar.", topic=topic),
                "topics",
            )
    yield from _text("question", say("Pertanyaan"), sent.question, 4000)


def _wishes(sent: Submission) -> Iterator[Problem]:
    if len(sent.wishes) > MOST_WISHES:
        yield Problem("too_many_wishes", say("Pilih paling banyak tiga sesi."), "preferred")
    if len(set(sent.wishes)) < len(sent.wishes):
        yield Problem(
            "wish_twice", say("Satu sesi terpilih dua kali. Pilih sesi yang berbeda."), "preferred"
        )


def _guests(sent: Submission) -> Iterator[Problem]:
    if sent.mode == MODES[0] and not sent.guests:
        yield Problem("guests_missing", say("Isi sedikitnya satu tamu yang akan hadir."), "guests")
    yield from guest_problems(sent.guests)


def guest_problems(guests: Sequence[Guest]) -> list[Problem]:
    """What cannot be taken of a delegation, whatever its size may be by the circular."""
    return list(_delegation(guests))


def _delegation(guests: Sequence[Guest]) -> Iterator[Problem]:
    if len(guests) > MOST_GUESTS:
        yield Problem(
            "too_many_guests",
            say("Paling banyak {most} nama.", most=MOST_GUESTS),
            "guests",
        )
    for guest in guests:
        yield from _text("guests", say("Nama tamu"), guest.name, 120)
        yield from _text("guests", say("Jabatan tamu"), guest.position, 120)
        if guest.role not in GUEST_ROLES:
            yield Problem("role_unknown", f"Peran tamu: {', '.join(GUEST_ROLES)}.", "guests")


def _text(at: str, words: str, value: str, longest: int) -> Iterator[Problem]:
    if not value.strip():
        yield Problem("empty", say("{words} belum diisi.", words=words), at)
    elif len(value) > longest:
        yield Problem(
            "too_long",
            say("{words} paling banyak {longest} karakter.", words=words, longest=longest),
            at,
        )
