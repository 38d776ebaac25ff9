"""Questions that a program may ask of the rules: a region's name, a working day."""

from __future__ import annotations

import json
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from booking.commands.database import with_database
from booking.store import calendar, regions


@click.command("match-region")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@with_appcontext
def match_region(names: tuple[str, ...]) -> None:
    """Cocokkan nama daerah; satu baris JSON untuk setiap NAME."""
    matcher = regions.region_names()
    for name in names:
        found = matcher.match(name)
        click.echo(
            json.dumps(
                {
                    "name": found.name,
                    "institution_kind": found.institution_kind,
                    "codes": list(found.codes),
                    "needs_review": found.needs_review,
                    "candidates": [
                        {"code": c.code, "label": c.label, "score": c.score}
                        for c in found.candidates
                    ],
                },
                ensure_ascii=False,
            )
        )


@click.command("working-day")
@click.argument("day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--add", "count", type=click.IntRange(0, 1000), default=0, show_default=True)
@with_database
def working_day(day: datetime, count: int) -> None:
    """Apakah DATE hari kerja, dan hari kerja ke-N sesudahnya."""
    on: date = day.date()
    days = calendar.work_calendar()
    reason = days.reason_off(on)
    click.echo(
        json.dumps(
            {
                "date": on.isoformat(),
                "working_day": not reason,
                "reason": reason,
                "result": days.working_day_after(on, count).isoformat(),
            },
            ensure_ascii=False,
        )
    )
