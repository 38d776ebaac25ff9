"""What anybody sees of the sessions, and the month as JSON."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from booking.renderers import report_json
from booking.usecases.report_month import report_month
from tests.api.programs import Program, fields, refusal


def states(day: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["state"] for each in day["sessions"]]


def test_two_weeks_from_today_are_shown_to_anybody(stranger: Program) -> None:
    answer = stranger.get("/availability")

    days = {day["date"]: day for day in answer.json["days"]}
    assert answer.status_code == 200
    assert (min(days), max(days), len(days)) == ("2026-11-23", "2026-12-07", 15)
    assert days["2026-11-26"] == {
        "date": "2026-11-26",
        "working_day": True,
        "reason": None,
        "sessions": [
            {"start": "09:00", "end": "10:00", "state": "free"},
            {"start": "10:00", "end": "11:00", "state": "free"},
            {"start": "13:00", "end": "14:00", "state": "free"},
            {"start": "14:00", "end": "15:00", "state": "free"},
        ],
    }
    assert states(days["2026-11-25"]) == ["too_soon"] * 4
    assert days["2026-11-28"] == {
        "date": "2026-11-28",
        "working_day": False,
        "reason": "Akhir pekan",
        "sessions": [],
    }


def test_a_given_session_is_taken_for_its_mode_only(stranger: Program, program: Program) -> None:
    program.scheduled("10:00")
    day = {"from": "2026-11-26", "to": "2026-11-26"}

    visits = stranger.get("/availability", mode="tatap_muka", **day).json["days"]
    conferences = stranger.get("/availability", mode="video_conference", **day).json["days"]

    assert [states(each) for each in visits] == [["free", "taken", "free", "free"]]
    assert [states(each) for each in conferences] == [["free"] * 4]


@pytest.mark.sqlite_only
def test_empty_parameters_are_left_out_ones(stranger: Program) -> None:
    query = {"mode": "", "from": "", "to": "2026-11-24"}

    assert len(stranger.get("/availability", **query).json["days"]) == 2


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "besok"}, "from"),
        ({"to": "2026-02-30"}, "to"),
        ({"to": "9999-12-31"}, "to"),
        ({"from": "2026-12-01", "to": "2026-11-01"}, "to"),
        ({"from": "2026-01-01", "to": "2026-12-31"}, "to"),
        ({"mode": "telepon"}, "mode"),
    ],
)
def test_a_period_that_cannot_be_shown_is_refused(
    stranger: Program, query: dict[str, str], field: str
) -> None:
    answer = stranger.get("/availability", **query)

    assert refusal(answer)[0] == 422
    assert fields(answer) == [field]


def test_the_report_is_the_file_of_the_command_line(
    app: Flask, program: Program, now: object
) -> None:
    answer = program.get("/reports/2026-10")

    assert answer.status_code == 200
    file = report_json.render(report_month("2026-10", now=now))  # type: ignore[arg-type]
    assert answer.json == json.loads(file)
    assert answer.json["month"] == "2026-10"


@pytest.mark.sqlite_only
@pytest.mark.parametrize("month", ["2026-13", "2026", "kemarin", "2026-1%00"])
def test_a_month_is_written_with_year_and_number(program: Program, month: str) -> None:
    assert refusal(program.get(f"/reports/{month}"))[:2] == (422, "month")
