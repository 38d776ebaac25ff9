"""The rows of each list behind a number; a list is narrowed by what the address chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from booking.domain.figures import Place, working_days_between
from booking.domain.local_time import ZONE_WORDS
from booking.domain.mail_facts import one_line
from booking.domain.month_events import EventKind, MonthEvent, of_kind
from booking.domain.months import words
from booking.domain.report import MonthlyReport, ReportRow
from booking.domain.words import CHANNEL_WORDS, CONFERENCE, MODE_WORDS, VISIT
from booking.domain.workdays import WorkCalendar
from booking.renderers.report_charts import GROUPS
from booking.renderers.report_shapes import Cell
from booking.renderers.report_words import refusal_words, violation_words

Chosen = Mapping[str, str]
Lines = list[tuple[tuple[Cell, ...], str]]


@dataclass(frozen=True)
class Around:
    """What the lists know beside the report: regions with their names and zones, working days."""

    places: Mapping[str, Place] = field(default_factory=dict)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


Fill = Callable[[MonthlyReport, Chosen, Around], Lines]


def visits(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """The visits as the table of the month lists them."""
    return [
        (
            (
                row.no,
                one_line(row.institution),
                row.date,
                _topics(row),
                row.guests,
                row.guest_cap,
                "; ".join(violation_words(code) for code in row.violations),
            ),
            row.reference,
        )
        for row in report.visits.rows
        if _fits(row, chosen, around)
    ]


def video(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """The conferences as the table of the month lists them."""
    return [
        ((row.no, one_line(row.institution), row.date, _topics(row)), row.reference)
        for row in report.video.rows
        if _fits(row, chosen, around)
    ]


def both(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """Visits and conferences together."""
    return [
        (
            (MODE_WORDS[mode], row.no, one_line(row.institution), row.date, _topics(row)),
            row.reference,
        )
        for mode, section in ((VISIT, report.visits), (CONFERENCE, report.video))
        for row in section.rows
        if _fits(row, chosen, around)
    ]


def violations(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """What was recorded at the door, and what the published rows broke."""
    code = chosen.get("kode")
    recorded: Lines = [
        ((violation_words(event.what[0]), one_line(event.institution), event.on), event.reference)
        for event in _events(report, EventKind.VIOLATION)
        if code in (None, event.what[0])
    ]
    published: Lines = [
        ((violation_words(broken), one_line(row.institution), row.date), row.reference)
        for row in report.visits.rows
        if row.session is None
        for broken in row.violations
        if code in (None, broken)
    ]
    return recorded + published


def received(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """The requests received in the month."""
    wanted = chosen.get("saluran")
    return [
        ((*_event(event), _channel(event)), event.reference)
        for event in _events(report, EventKind.RECEIVED)
        if wanted in (None, _channel(event))
    ]


def units(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """What was held, by the unit that received it."""
    wanted = chosen.get("unit")
    return [
        ((*_event(event), ", ".join(event.what)), event.reference)
        for event in _events(report, EventKind.HELD)
        if event.what and (wanted is None or wanted in event.what)
    ]


def refused(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """The requests that were refused."""
    wanted = chosen.get("alasan")
    return [
        ((*_event(event), "; ".join(map(refusal_words, codes))), event.reference)
        for event in _events(report, EventKind.REFUSED)
        for codes in (event.what or ("other",),)
        if wanted is None or wanted in codes
    ]


def spans(kind: EventKind) -> Fill:
    """From receipt to what this kind tells, in working days."""

    def fill(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
        return [
            (
                (
                    *_event(event),
                    event.since,
                    working_days_between((event.since, event.on), around.calendar),
                ),
                event.reference,
            )
            for event in _events(report, kind)
            if event.since
        ]

    return fill


def plain(kind: EventKind) -> Fill:
    """The lines of one kind."""

    def fill(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
        return [(_event(event), event.reference) for event in _events(report, kind)]

    return fill


def days(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """The days of the month with their visits; without the rows nobody knows them."""
    is_known = report.visits.count == len(report.visits.rows)
    return [
        (
            (
                day.on,
                "hari kerja" if day.is_working else "bukan hari kerja",
                day.visits if is_known else None,
            ),
            "",
        )
        for day in report.days
        if day.is_working or day.visits
    ]


def trend(report: MonthlyReport, chosen: Chosen, around: Around) -> Lines:
    """Thirteen months of both modes."""
    counts = dict(report.video.trend)
    return [((words(month), count, counts.get(month)), "") for month, count in report.visits.trend]


def _events(report: MonthlyReport, kind: EventKind) -> Sequence[MonthEvent]:
    flow = report.figures.flow
    return of_kind(flow.events, kind) if flow else ()


def _event(event: MonthEvent) -> tuple[Cell, ...]:
    mode = MODE_WORDS.get(event.mode, "")
    return event.reference, one_line(event.institution), event.on, mode


def _channel(event: MonthEvent) -> str:
    return CHANNEL_WORDS.get(event.what[0], event.what[0]) if event.what else ""


def _topics(row: ReportRow) -> str:
    return ", ".join(one_line(topic) for topic in row.topics)


def _fits(row: ReportRow, chosen: Chosen, around: Around) -> bool:
    found = [around.places[code] for code in row.regions if code in around.places]
    tests: Iterable[tuple[str, Callable[[str], bool]]] = (
        ("topik", lambda topic: topic in map(one_line, row.topics)),
        ("daerah", lambda label: label in row.regions or any(p.label == label for p in found)),
        ("zona", lambda zone: any(ZONE_WORDS[place.timezone] == zone for place in found)),
        ("kode", lambda code: code in row.violations),
        ("tamu", lambda group: row.guests is not None and _in_group(row.guests, group)),
        ("tanggal", lambda day: row.date.isoformat() == day),
    )
    return all(test(chosen[name]) for name, test in tests if name in chosen)


def _in_group(guests: int, words: str) -> bool:
    return any(
        label == words and least <= guests and (most is None or guests <= most)
        for least, most, label in GROUPS
    )
