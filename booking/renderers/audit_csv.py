"""The audit chain as CSV: every column that its seal covers, and the seal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from booking.renderers.report_csv import safe_cell

COLUMNS = ("seq", "at", "actor", "role", "action", "subject", "fields", "prev", "mac")


class Act(Protocol):
    """A row of the chain as the store keeps it."""

    seq: Any
    at: Any
    actor: Any
    role: Any
    action: Any
    subject: Any
    fields: Any
    prev: Any
    mac: Any


def render(acts: Iterable[Act]) -> bytes:
    """The acts in the order given; times in UTC."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for act in acts:
        cells = (getattr(act, column) for column in COLUMNS)
        writer.writerow([safe_cell(_written(cell)) for cell in cells])
    return text.getvalue().encode()


def _written(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat()
    if isinstance(cell, Mapping):
        return json.dumps(cell, ensure_ascii=False, sort_keys=True)
    return str(cell)
