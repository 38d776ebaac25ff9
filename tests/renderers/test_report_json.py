"""The report as JSON: the contract of other programs."""

from __future__ import annotations

import json

from booking.renderers.report_json import render
from tests.renderers.report_sample import sample


def test_the_keys_are_those_of_the_contract() -> None:
    data = json.loads(render(sample()))

    assert list(data)[:7] == [
        "month",
        "closed",
        "policy",
        "visits",
        "video",
        "violations",
        "narrative",
    ]
    assert data["visits"]["rows"] == [
        {
            "no": 1,
            "date": "2024-01-10",
            "institution": "Kab. Pangandaran, Kab. Ciamis dan BJB",
            "regions": ["32.18", "32.07"],
            "topics": ["DAU", "DBH"],
            "guests": 3,
            "guest_cap": 2,
            "violations": ["guest_cap_exceeded"],
        }
    ]
    assert data["visits"]["previous_month"] == {
        "month": "2023-12",
        "count": 30,
        "change_percent": -96.7,
        "direction": "turun",
    }
    assert data["visits"]["cumulative"] == {"since": "2023-01", "count": 225}
    assert data["visits"]["topics"] == [["DAU", 1], ["DBH", 1]]


def test_a_conference_has_no_guests() -> None:
    (row,) = json.loads(render(sample()))["video"]["rows"]

    assert set(row) == {"no", "date", "institution", "regions", "topics", "violations"}


def test_what_is_not_known_is_null() -> None:
    data = json.loads(render(sample(month="2023-11")))

    assert (data["policy"], data["violations"]) == (None, {})
    assert data["visits"]["rows"][0]["guest_cap"] is None
    assert data["visits"]["previous_month"]["count"] is None
    assert data["visits"]["cumulative"]["count"] is None
