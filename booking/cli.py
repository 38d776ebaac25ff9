"""The console script `booking`: the contracts of DESIGN 6.1 beside Flask's own commands."""

from __future__ import annotations

import sys

import click
from flask.cli import FlaskGroup

from booking.app import create_app
from booking.commands import access, demo, history, rules, serving
from booking.errors import BookingError


@click.group(cls=FlaskGroup, create_app=create_app)
def commands() -> None:
    """Layanan konsultasi DJPK."""


for command in (
    access.add_staff,
    access.add_token,
    access.verify_audit,
    demo.demo,
    history.import_history,
    history.import_totals,
    history.report,
    rules.match_region,
    rules.working_day,
    serving.run_jobs,
    serving.serve,
):
    commands.add_command(command)


def main() -> None:
    """Run a command: 0 done, 1 refused with one sentence on stderr, 2 wrong usage."""
    try:
        commands()
    except BookingError as refusal:
        click.echo(refusal.detail, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
