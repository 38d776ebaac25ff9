"""An answer that comes after the same time whatever was found tells nothing by it (TRUST S11)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from booking import clock


@contextmanager
def lasting(seconds: float) -> Iterator[None]:
    """Do something that is over after this time and not before."""
    begun = clock.monotonic()
    yield
    time.sleep(max(0.0, begun + seconds - clock.monotonic()))
