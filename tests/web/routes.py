"""Addresses of the application with their gaps filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from booking.web.role_matrix import NOT_SHOWN, address

USUAL = {
    "token": "x" * 32,
    "month": "2026-11",
    "version": "0",
    "name": "gaya.css",
    "slug": "surat",
    "day": "2026-11-26",
}


def routes(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Every address as the matrix writes it, each method, and the rule behind it."""
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - NOT_SHOWN:
            yield address(rule), method, rule


def filled_in(app: Flask, rule: Rule, values: Mapping[str, str]) -> str:
    """The path of a rule; what is not given gets a value of its kind."""
    found = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            found[name] = values.get(name, sorted(converter.items)[0])
        elif isinstance(converter, IntegerConverter):
            found[name] = int(values.get(name, "999"))  # type: ignore[assignment]
        else:
            found[name] = values.get(name, USUAL.get(name, "1"))
    return app.url_map.bind("localhost").build(rule.endpoint, found)
