"""What a stranger may not learn or change, and how a breach of it is found (TRUST 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from time import perf_counter

from sqlalchemy import inspect, text

from booking.database import db

UNGUESSABLE = re.compile(r"[A-Za-z0-9_-]{22,}")
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
COUNTED = "tries"  # the table of the limits, which may count a look at a code, too


def faulty_tokens(tokens: Iterable[str]) -> list[str]:
    """Tokens that could be guessed, and tokens that were given out twice (S3)."""
    drawn, seen = list(tokens), set[str]()
    short = [token for token in drawn if not UNGUESSABLE.fullmatch(token)]
    for token in drawn:
        if token in seen:
            short.append(token)
        seen.add(token)
    return short


def leaked(secrets: Iterable[str], *texts: str) -> list[str]:
    """Secrets that stand in what is kept or logged (S3)."""
    return [secret for secret in secrets if any(secret in each for each in texts)]


def dump() -> str:
    """Everything that the database holds, as one text."""
    return "\n".join(f"{name}: {row}" for name, rows in _tables() for row in rows)


def stand() -> dict[str, object]:
    """How many rows each table has, and the head of the audit chain (S4)."""
    tables = dict(_tables())
    counted: dict[str, object] = {
        name: len(rows) for name, rows in tables.items() if name != COUNTED
    }
    return counted | {"audit_head": tables["audit_head"]}


def gap(one: Callable[[], object], other: Callable[[], object], rounds: int) -> float:
    """By how many seconds the medians of two acts, done in turn, differ (S11)."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for act, times in zip((one, other), spent, strict=True):
            begun = perf_counter()
            act()
            times.append(perf_counter() - begun)
    return abs(median(spent[0]) - median(spent[1]))


def foreign_links(words: str, base_url: str) -> list[str]:
    """Addresses that lead elsewhere than to the configured base (S13)."""
    return [found for found in ADDRESS.findall(words) if not found.startswith(f"{base_url}/")]


def _tables() -> Iterator[tuple[str, list[str]]]:
    db.session.rollback()
    for name in sorted(inspect(db.engine).get_table_names()):
        rows = db.session.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608  our own names
        yield name, [repr(tuple(row)) for row in rows]
    db.session.rollback()
