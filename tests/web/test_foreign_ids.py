"""S2: references, tokens and numbers of other people open nothing on any object route."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from booking.domain.links import CONFIRM, link_token, new_reference
from booking.domain.roles import Role
from booking.services import services
from booking.web.access import PUBLIC, allowed, needs_link
from tests.web.identities import REQUESTER, browser_of, form_token, tracking_token
from tests.web.pages import make_request, stored
from tests.web.routes import filled_in, routes

pytestmark = pytest.mark.sqlite_only
IDS_A_ROUND = 8  # 200 with --rounds=25
OBJECTS = {"reference", "token"}
BY_NUMBER = ("_id",)
NO_OBJECT = {"verification"}  # it answers about every code, also about none (TRUST 1.5)
BEYOND_ANY = ("2147483647", "2147483648", "9223372036854775808", "1" * 40)


def is_number(name: str) -> bool:
    return name.endswith(BY_NUMBER)


def object_routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Routes that name a request, a link or a row; programs have tokens of their own."""
    for _, method, rule in routes(app):
        section = rule.endpoint.rpartition(".")[0]
        names = rule.arguments
        if (names & OBJECTS or any(map(is_number, names))) and section not in {"api", *NO_OBJECT}:
            yield method, rule


def foreign_tokens(chance: random.Random, others: str) -> Iterator[str]:
    """Tokens that were never given, are cut or changed, or belong to another purpose."""
    known = tracking_token(others)
    yield from (known[:-1], known + "A", known.swapcase(), known[::-1])
    yield link_token(services().link_key, CONFIRM, stored(others).link_seed)[::-1]
    while True:
        yield secrets.token_urlsafe(chance.choice((8, 16, 24, 32)))


def foreign_values(rule: Rule, others: str, rounds: int) -> Iterator[dict[str, str]]:
    """What somebody could try in the gaps of a route."""
    chance = random.Random(rule.rule)  # noqa: S311  the same trials every time
    tokens = foreign_tokens(chance, others)
    beyond = iter(BEYOND_ANY)
    for number in range(IDS_A_ROUND * rounds):
        values = {}
        for name in rule.arguments:
            if name == "reference":
                values[name] = others if number == 0 else new_reference()
            elif name == "token":
                values[name] = next(tokens)
            elif is_number(name):
                values[name] = next(beyond, str(chance.randrange(500, 2**31)))
        yield values


def who_may(app: Flask, rule: Rule) -> str:
    """An identity that the matrix lets on this page, so that only the object can refuse it."""
    if needs_link(app, rule.endpoint):
        return REQUESTER
    roles = allowed(app, rule.endpoint) or frozenset({PUBLIC})
    return REQUESTER if PUBLIC in roles else next(role for role in Role if role in roles)


def address_of(app: Flask, rule: Rule, values: dict[str, str]) -> str:
    """The path, also with numbers that the route's own converter would not build."""
    numbers = {name: value for name, value in values.items() if is_number(name)}
    path = filled_in(app, rule, {**values, **dict.fromkeys(numbers, "77")})
    for value in numbers.values():
        path = path.replace("/77", f"/{value}")
    return path


def test_nothing_foreign_opens_on_any_object_route(app: Flask, now: datetime, rounds: int) -> None:
    own = make_request(now=now)
    others = make_request(now=now, number="900/77/BPKAD/2026")
    browsers: dict[str, tuple[FlaskClient, str]] = {}

    opened, asked = [], 0
    for method, rule in object_routes(app):
        identity = who_may(app, rule)
        if identity not in browsers:
            client = browser_of(app, identity, reference=own)
            browsers[identity] = client, form_token(client)
        client, token = browsers[identity]
        for values in foreign_values(rule, others, rounds):
            if identity != REQUESTER and values.get("reference") == others:
                continue  # the desk may see every request
            path = address_of(app, rule, values)
            data = {"csrf_token": token} if method != "GET" else None
            status = client.open(path, method=method, data=data).status_code
            asked += 1
            if status not in (403, 404):
                opened.append((method, path, status))

    assert asked >= IDS_A_ROUND * rounds * 20
    assert opened == []


def test_a_role_that_may_not_is_refused_whether_the_object_is_there_or_not(
    app: Flask, now: datetime
) -> None:
    reference = make_request(now=now)
    auditor = browser_of(app, Role.AUDITOR, reference=reference)

    answers = [auditor.get(f"/petugas/permohonan/{name}") for name in (reference, new_reference())]

    assert [answer.status_code for answer in answers] == [403, 403]
