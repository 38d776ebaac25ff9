"""What cannot be taken as it is: one sentence a field, in the order of the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.delegation import Guest
from booking.domain.sessions import Slot
from booking.domain.submission import (
    Contact,
    Letter,
    Party,
    Submission,
    clean,
    clean_text,
    problems,
)
from booking.domain.words import CONFERENCE, REGIONAL_HEAD, VISIT

TODAY = date(2026, 11, 23)
LETTER = Letter("900/123/BPKAD/2026", TODAY, "Permintaan konsultasi", "Dirjen PK")
CONTACT = Contact("Rina Lestari", "Kepala Subbagian", "rina@banyumaskab.go.id", "0812-3456-7890")
GOOD = Submission(
    mode=VISIT,
    parties=(Party("pemda", "Kab. Banyumas", ("33.02",)),),
    contact=CONTACT,
    letters=(LETTER,),
    topics=("DAU",),
    question="Bagaimana penyaluran DAU tahun 2027?",
    wishes=(Slot(date(2026, 11, 26), "09:00"),),
    guests=(Guest("Budi Santoso", "Kepala BPKAD"),),
    channel="web",
)


def found(**changes: Any) -> list[tuple[str, str]]:
    """Codes and fields of what is wrong with a good submission that was changed like this."""
    sent = replace(GOOD, **changes)
    regions, topics = {"33.02", "32.18", "32.07"}, {"DAU", "DBH"}
    return [
        (problem.code, problem.field)
        for problem in problems(sent, regions=regions, topics=topics, today=TODAY)
    ]


def test_a_good_submission_has_no_problem() -> None:
    assert found() == []


def test_a_submission_without_a_letter_is_left_to_the_clause() -> None:
    assert found(letters=()) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"mode": "telepon"}, ("mode_unknown", "mode")),
        ({"channel": "fax"}, ("channel_unknown", "channel")),
        ({"parties": ()}, ("institution_missing", "institution")),
        ({"parties": (Party("pemda", " ", ("33.02",)),)}, ("empty", "institution.name")),
        ({"parties": (Party("desa", "x", ()),)}, ("kind_unknown", "institution.kind")),
        ({"parties": (Party("pemda", "Banyumas"),)}, ("region_missing", "institution.regions")),
        ({"parties": (Party("dprd", "DPRD"),)}, ("region_missing", "institution.regions")),
        (
            {"parties": (Party("pemda", "Kab. X", ("99.99",)),)},
            ("region_unknown", "institution.regions"),
        ),
        ({"topics": ()}, ("topic_missing", "topics")),
        ({"topics": ("DAU", "Ramalan")}, ("topic_unknown", "topics")),
        ({"question": ""}, ("empty", "question")),
        ({"question": "x" * 4001}, ("too_long", "question")),
        ({"guests": ()}, ("guests_missing", "guests")),
        ({"guests": (Guest("", "Kepala"),)}, ("empty", "guests")),
        ({"guests": (Guest("Budi", ""),)}, ("empty", "guests")),
        ({"guests": (Guest("Budi", "Bupati", "raja"),)}, ("role_unknown", "guests")),
        ({"guests": (Guest("Budi", "Staf"),) * 61}, ("too_many_guests", "guests")),
        ({"letters": (replace(LETTER, number=""),)}, ("empty", "letter.number")),
        ({"letters": (replace(LETTER, number=". /-"),)}, ("letter_number", "letter.number")),
        ({"letters": (replace(LETTER, number="1" * 121),)}, ("too_long", "letter.number")),
        ({"letters": (replace(LETTER, subject=""),)}, ("empty", "letter.subject")),
        ({"letters": (replace(LETTER, addressee=" "),)}, ("empty", "letter.addressee")),
        ({"letters": (LETTER, LETTER)}, ("letter_twice", "letter.number")),
        (
            {"letters": (replace(LETTER, date=TODAY + timedelta(1)),)},
            ("letter_date_future", "letter.date"),
        ),
        (
            {"letters": (replace(LETTER, date=TODAY - timedelta(367)),)},
            ("letter_date_old", "letter.date"),
        ),
    ],
)
def test_each_thing_that_is_wrong_is_named_at_its_field(
    changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert found(**changes) == [problem]


def test_a_letter_in_another_writing_is_still_the_same_letter() -> None:
    again = replace(LETTER, number="900 / 123 / bpkad / 2026.")

    assert found(letters=(LETTER, again)) == [("letter_twice", "letter.number")]


def test_a_number_that_grows_when_it_is_compared_must_fit_too() -> None:
    ligatures = "ﬃ" * 60  # three letters each once they are compared

    assert found(letters=(replace(LETTER, number=ligatures),)) == [("too_long", "letter.number")]


def test_a_letter_of_today_and_one_of_a_year_ago_are_taken() -> None:
    for written in (TODAY, TODAY - timedelta(366)):
        assert found(letters=(replace(LETTER, date=written),)) == []


@pytest.mark.parametrize("email", ["rina", "rina@", "rina@kab", "a b@c.id", "rina@@kab.go.id"])
def test_an_address_that_is_none_is_refused(email: str) -> None:
    assert found(contact=replace(CONTACT, email=email)) == [("email_invalid", "contact.email")]


@pytest.mark.parametrize("phone", ["12345", "telepon kantor", "0812x34567890", "(((())))"])
def test_a_phone_number_that_is_none_is_refused(phone: str) -> None:
    assert found(contact=replace(CONTACT, phone=phone)) == [("phone_invalid", "contact.phone")]


def test_an_address_and_a_number_left_open_are_missing_rather_than_wrong() -> None:
    missing = found(contact=replace(CONTACT, email="", phone=""))

    assert missing == [("empty", "contact.email"), ("empty", "contact.phone")]


@pytest.mark.parametrize("phone", ["081234567890", "+62 812 3456 7890", "(0281) 636-005"])
def test_a_phone_number_is_taken_as_people_write_it(phone: str) -> None:
    assert found(contact=replace(CONTACT, phone=phone)) == []


def test_three_wishes_are_taken_and_a_fourth_is_not() -> None:
    wishes = tuple(Slot(date(2026, 11, 26), start) for start in ("09:00", "10:00", "13:00"))

    assert found(wishes=wishes) == []
    assert found(wishes=()) == []
    assert found(wishes=(*wishes, Slot(date(2026, 11, 26), "14:00"))) == [
        ("too_many_wishes", "preferred")
    ]
    assert found(wishes=(wishes[0], wishes[0])) == [("wish_twice", "preferred")]


def test_a_conference_needs_no_list_of_guests() -> None:
    assert found(mode=CONFERENCE, guests=()) == []


def test_a_bank_needs_no_region() -> None:
    assert found(parties=(Party("bank", "Bank BJB"),)) == []


def test_thirteen_institutions_are_too_many() -> None:
    assert found(parties=(Party("bank", "Bank"),) * 13) == [("too_many_parties", "institution")]


def test_names_that_do_not_fit_together_are_refused_before_the_database_does() -> None:
    long_names = tuple(Party("bank", f"{n}" * 180) for n in (1, 2))

    assert found(parties=long_names) == [("too_long", "institution")]


def test_every_problem_is_told_at_once() -> None:
    told = found(mode="x", question="", contact=replace(CONTACT, email="x", phone="x"))

    assert [field for _, field in told] == ["mode", "contact.email", "contact.phone", "question"]


def test_a_joint_visit_is_read_aloud() -> None:
    parties = tuple(Party("pemda", name) for name in ("Kab. Pangandaran", "Kab. Ciamis"))

    sent = replace(GOOD, parties=(*parties, Party("bank", "Bank BJB")))

    assert sent.institution == "Kab. Pangandaran, Kab. Ciamis dan Bank BJB"
    assert GOOD.institution == "Kab. Banyumas"


def test_a_line_is_cleaned_of_what_nobody_sees() -> None:
    assert clean("  Kab.\u200b  Banyumas\x00\n\u202e ") == "Kab. Banyumas"
    assert clean("e\u0301") == "é"


def test_lines_stay_lines_and_empty_ones_are_few() -> None:
    assert clean_text("satu\r\n\r\n\r\n\r\ndua \t tiga\r") == "satu\n\ndua tiga"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\x00" not in clean_text(text)


@given(st.text(max_size=10), st.text(max_size=10), st.text(max_size=10), st.text(max_size=200))
def test_whatever_is_sent_is_answered_with_sentences(a: str, b: str, c: str, d: str) -> None:
    sent = replace(
        GOOD,
        contact=Contact(a, b, c, d),
        letters=(Letter(d, TODAY, a, b),),
        guests=(Guest(a, b, REGIONAL_HEAD),),
        question=d,
    )

    for problem in problems(sent, regions={"33.02"}, topics={"DAU"}, today=TODAY):
        assert problem.detail.endswith(".")
        assert problem.field
