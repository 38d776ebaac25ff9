"""The matrix of who may open what, written out for people to read and for the tests to walk."""

from __future__ import annotations

import re
from collections.abc import Mapping

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from werkzeug.routing import Rule

from booking.domain.roles import Role
from booking.web.access import PUBLIC, allowed, needs_link

EVERYBODY, EVERY_ACCOUNT, LINK_HOLDER, NOBODY = "semua", "setiap akun", "pemohon", "tidak ada"
CONVERTER = re.compile(r"<[a-z]+(\([^>]*\))?:")
NOT_SHOWN = {"HEAD", "OPTIONS"}
HEAD = """# Siapa membuka apa

Setiap alamat layanan ini dan siapa yang boleh membukanya (TRUST 1.2). Berkas ini ditulis oleh
`booking roles > docs/roles.md` dari pernyataan di samping setiap halaman; pengujian S1 menjalani
setiap baris dengan sembilan identitas: anonim, pemohon, dan tujuh peran petugas. Alamat yang tidak
ada di sini menggagalkan pengujian, dan alamat yang tidak dinyatakan ditolak untuk semua orang.

`semua`: tanpa masuk. `setiap akun`: ketujuh peran petugas. `pemohon`: hanya peramban yang membuka
tautan rahasia permohonan itu. `program`: hanya token API dengan cakupan itu. Surel pengembangan
tidak ada di production.

| Alamat | Cara | Siapa |
|---|---|---|
"""


def init_app(app: Flask, *, programs: Mapping[str, str]) -> None:
    """Add the command `booking roles`; `programs` are the scopes that API addresses ask for."""
    app.extensions["booking_programs"] = dict(programs)
    app.cli.add_command(roles)


def matrix(app: Flask) -> str:
    """The whole matrix as Markdown, by address."""
    rows = sorted(
        (address(rule), method, who(app, rule.endpoint))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - NOT_SHOWN
    )
    return HEAD + "".join(f"| `{where}` | {method} | {names} |\n" for where, method, names in rows)


def address(rule: Rule) -> str:
    """An address as people read it: `/petugas/permohonan/<reference>/<step>`."""
    return CONVERTER.sub("<", rule.rule)


def who(app: Flask, endpoint: str) -> str:
    """Who may open a page, in the words of the matrix."""
    scope = app.extensions["booking_programs"].get(endpoint)
    if scope is not None:
        return EVERYBODY if scope == PUBLIC else f"program {scope}"
    if needs_link(app, endpoint):
        return LINK_HOLDER
    roles = allowed(app, endpoint)
    if roles is None:
        return NOBODY
    if roles == frozenset(Role):
        return EVERY_ACCOUNT
    return EVERYBODY if PUBLIC in roles else ", ".join(role for role in Role if role in roles)


@click.command("roles")
@with_appcontext
def roles() -> None:
    """Tulis matriks peran: siapa boleh membuka alamat mana."""
    click.echo(matrix(current_app), nl=False)
