"""When consultations are held: by weekday and session, as far as the session is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from booking.domain.report import ReportRow

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WORKING_DAYS = 5
LEVELS = 4


@dataclass(frozen=True)
class HourStrip:
    """A weekday a row, a session a column."""

    starts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def most(self) -> int:
        """The number of the fullest field."""
        return max((max(counts) for _, counts in self.rows), default=0)

    def level(self, count: int) -> int:
        """How dark a field is, from 0 to 4, against the fullest one."""
        return -(-count * LEVELS // self.most) if self.most else 0


def hour_strip(rows: Sequence[ReportRow]) -> HourStrip | None:
    """The strip; None where no row knows its session. A weekend shows only if it was used."""
    counts = Counter((row.date.weekday(), row.session) for row in rows if row.session)
    if not counts:
        return None
    starts = tuple(sorted({start for _, start in counts if start}))
    used = {weekday for weekday, _ in counts}
    shown = [day for day in range(len(DAYS)) if day < WORKING_DAYS or day in used]
    return HourStrip(
        starts,
        tuple((DAYS[day], tuple(counts[day, start] for start in starts)) for day in shown),
    )
