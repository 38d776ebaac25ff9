"""Numbers in addresses: none is larger than a key of a table can be, so none reaches the database.

Without it a number of forty digits is an error of SQLite or PostgreSQL instead of "not found" (S2).
"""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1


class RowNumber(IntegerConverter):
    """The `int` of every address of ours."""

    def __init__(self, map: Map) -> None:  # noqa: A002  werkzeug's own name
        super().__init__(map, max=LARGEST_KEY)


def init_app(app: Flask) -> None:
    """Read every `<int:…>` so; before the pages are attached."""
    app.url_map.converters["int"] = RowNumber
