"""A date that cannot be read is told in the language of the desk, never in English."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from booking.web.day_field import UNREADABLE, DayField


class OneDay(Form):
    """A form that asks for a date."""

    on = DayField()


@pytest.mark.parametrize("typed", ["112026-02-07", "2026-02-30", "besok"])
def test_a_date_that_cannot_be_read_is_told_in_indonesian(typed: str) -> None:
    form = OneDay(MultiDict({"on": typed}))

    assert not form.validate()
    assert form.on.errors == [UNREADABLE]


def test_a_date_that_can_be_read_is_taken() -> None:
    form = OneDay(MultiDict({"on": "2026-11-27"}))

    assert form.validate()
    assert str(form.on.data) == "2026-11-27"
