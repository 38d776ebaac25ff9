"""The topic memory kept right: each office changes, publishes and withdraws its own answers."""

from __future__ import annotations

import pytest
from flask import Flask

from booking.errors import AlreadyDecided, InputRefused, NotAllowed, NotFound
from booking.store import topic_answers
from booking.usecases.add_topic_answer import add_topic_answer
from booking.usecases.edit_topic_answer import (
    edit_topic_answer,
    publish_topic_answer,
    withdraw_topic_answer,
)
from tests.usecases.builders import NOW, OFFICER, RECEPTION, SUPERVISOR, UNIT

WRITTEN = ("DAU", "Bagaimana DAU dihitung?", "Dari celah fiskal.", "UU 1/2022")
BETTER = ("DAU", "Bagaimana DAU dihitung?", "Dari celah fiskal daerah.", "UU 1/2022")


def written(*, unit: str = "", published: bool = False) -> int:
    """An answer of the contact centre, or of a unit."""
    by = UNIT if unit else OFFICER
    return add_topic_answer(*WRITTEN, published=published, by=by, now=NOW, unit=unit)


def test_an_answer_is_seen_from_its_publication_to_its_withdrawal(app: Flask) -> None:
    answer = written()

    publish_topic_answer(answer, by=OFFICER, now=NOW)
    seen = [row.id for row in topic_answers.published(["DAU"])]
    withdraw_topic_answer(answer, by=SUPERVISOR, now=NOW)

    assert seen == [answer]
    assert topic_answers.published(["DAU"]) == []
    assert [row.id for row in topic_answers.listed("DAU")] == [answer]


def test_a_change_is_kept_with_who_made_it(app: Flask) -> None:
    answer = written(published=True)

    edit_topic_answer(answer, *BETTER, by=SUPERVISOR, now=NOW)

    row = topic_answers.by_id(answer)
    assert (row.answer, row.changed_by) == (BETTER[2], SUPERVISOR.name)


def test_an_old_page_is_told_who_changed_the_answer(app: Flask) -> None:
    answer = written()
    edit_topic_answer(answer, *BETTER, by=SUPERVISOR, now=NOW, version=1)

    with pytest.raises(AlreadyDecided, match="Hendra Wijaya"):
        edit_topic_answer(answer, *WRITTEN, by=OFFICER, now=NOW, version=1)


def test_a_unit_writes_for_its_own_topics_only(app: Flask) -> None:
    own = written(unit="DTU")

    with pytest.raises(InputRefused):
        add_topic_answer("PDRD", *WRITTEN[1:], published=True, by=UNIT, now=NOW, unit="DTU")

    unit = topic_answers.by_id(own).unit
    assert unit is not None
    assert unit.code == "DTU"


@pytest.mark.parametrize(("owner", "unit"), [("", "DTU"), ("DTU", ""), ("DTU", "PDRD")])
def test_nobody_changes_what_another_office_wrote(app: Flask, owner: str, unit: str) -> None:
    answer = written(unit=owner)
    by = UNIT if unit else OFFICER

    with pytest.raises(NotAllowed):
        edit_topic_answer(answer, *BETTER, by=by, now=NOW, unit=unit)
    with pytest.raises(NotAllowed):
        publish_topic_answer(answer, by=by, now=NOW, unit=unit)
    with pytest.raises(NotAllowed):
        withdraw_topic_answer(answer, by=by, now=NOW, unit=unit)


def test_others_than_desk_and_units_change_nothing(app: Flask) -> None:
    answer = written()

    with pytest.raises(NotAllowed):
        withdraw_topic_answer(answer, by=RECEPTION, now=NOW)
    with pytest.raises(NotAllowed):
        publish_topic_answer(answer, by=UNIT, now=NOW)  # of no unit


def test_a_change_that_empties_a_field_is_refused(app: Flask) -> None:
    with pytest.raises(InputRefused):
        edit_topic_answer(written(), "DAU", "", "x", "y", by=OFFICER, now=NOW)


def test_an_unknown_answer_is_not_found(app: Flask) -> None:
    with pytest.raises(NotFound):
        publish_topic_answer(99, by=OFFICER, now=NOW)
