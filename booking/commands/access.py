"""Giving access from the terminal, and checking the audit chain."""

from __future__ import annotations

import sys

import click

from booking import clock
from booking.commands.database import echo, with_database
from booking.domain.password_rules import PROFILES
from booking.domain.roles import Role
from booking.services import services
from booking.store import audit, closings, units
from booking.usecases import give_access


@click.command("add-staff")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--unit", default="", help="kode unit teknis, untuk peran unit")
@click.option("--password", prompt="Kata sandi", hide_input=True, confirmation_prompt=True)
@with_database
def add_staff(email: str, name: str, role: str, unit: str, password: str) -> None:
    """Tambah akun petugas; autentikator didaftarkan saat pertama kali masuk."""
    give_access.add_staff(
        email,
        name,
        role,
        password,
        passwords=services().passwords,
        now=clock.real_now(),
        unit_id=units.by_code(unit).id if unit else None,
        profile=PROFILES[services().settings.password_profile],
    )
    echo(f"Akun {email} ({role}) sudah dibuat.")


@click.command("add-token")
@click.argument("name")
@click.option("--scope", required=True, help="intake,read,schedule,reception,report")
@with_database
def add_token(name: str, scope: str) -> None:
    """Buat token API; ditampilkan satu kali."""
    scopes = [part.strip() for part in scope.split(",") if part.strip()]
    click.echo(give_access.add_token(name, scopes, now=clock.real_now()))


@click.command("verify-audit")
@click.option("--anchor", "anchors", multiple=True, metavar="SEQ:MAC", help="catatan dari surel")
@with_database
def verify_audit(anchors: tuple[str, ...]) -> None:
    """Periksa rantai audit, juga terhadap catatan harian yang disimpan auditor."""
    ends = [audit.read_end(anchor) for anchor in anchors]
    broken = [*audit.broken_links(ends), *closings.broken()]
    for sentence in broken:
        echo(sentence)
    if broken:
        sys.exit(1)
    echo("Rantai audit utuh.")
