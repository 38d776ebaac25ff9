"""How high a row of a table becomes, for files whose programs do not work it out themselves."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

STEP = 0.1
REMEMBERED = 4096  # the same names, topics and notes come again and again


@lru_cache(maxsize=REMEMBERED)
def lines_needed(text: str, width: int) -> int:
    """On how many lines a text stands in a cell of so many characters."""
    if len(text) <= width:
        return 1
    return len(textwrap.wrap(text, max(width, 1)))


def even_pages(heights: Sequence[float], room: float) -> Sequence[tuple[int, int]]:
    """The first row of each page and the one after its last: few pages, evenly filled."""
    fewest = len(_filled(heights, room))
    even = sum(heights) / fewest
    while even < room and len(_filled(heights, even)) > fewest:
        even += STEP
    return _filled(heights, min(even, room))


def _filled(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    return list(pairwise([*_starts(heights, room), len(heights)]))


def _starts(heights: Sequence[float], room: float) -> Iterator[int]:
    """A row that is higher than the page has a page of its own."""
    used = 0.0
    for place, height in enumerate(heights):
        if place == 0 or used + height > room:
            yield place
            used = 0.0
        used += height
