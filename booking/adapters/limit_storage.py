"""Counters of tries in a database, so that several workers and a restart count together.

With SQLite they live in a file of their own, where they never wait for a booking (DECISIONS 3).
A counter is kept under the hash of its key: no address stands in the table, and whatever somebody
types as an address fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256

from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter, RateLimiter
from sqlalchemy import (
    Column,
    Connection,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    case,
    create_engine,
    delete,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from booking.database import WRITES
from booking.settings import Settings

COUNTERS = Table(
    "tries",
    MetaData(),
    Column("key", String(400), primary_key=True),
    Column("amount", Integer, nullable=False),
    Column("expires_at", Float, nullable=False),
)


class DatabaseStorage(Storage):
    """Fixed windows of the `limits` library, one row a key, raised by one statement."""

    STORAGE_SCHEME = None  # handed over as an object, never found by an address

    def __init__(self, url: str, seconds_now: Callable[[], float]) -> None:
        self._engine = create_engine(url, execution_options=WRITES, poolclass=NullPool)
        self._now = seconds_now
        self._insert = sqlite.insert if url.startswith("sqlite") else postgresql.insert
        super().__init__(url)
        self._is_made = False

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong underneath."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count a try and give how many there were in this window."""
        now = self._now()
        fresh = {"amount": amount, "expires_at": now + expiry}
        is_over = COUNTERS.c.expires_at <= now
        raised = {
            "amount": case((is_over, amount), else_=COUNTERS.c.amount + amount),
            "expires_at": case((is_over, now + expiry), else_=COUNTERS.c.expires_at),
        }
        statement = (
            self._insert(COUNTERS)
            .values(key=_hashed(key), **fresh)
            .on_conflict_do_update(index_elements=[COUNTERS.c.key], set_=raised)
            .returning(COUNTERS.c.amount)
        )
        with self._begin() as connection:
            return int(connection.execute(statement).scalar_one())

    def get(self, key: str) -> int:
        """How many tries this window has seen."""
        row = self._row(key)
        return row[0] if row else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the epoch."""
        row = self._row(key)
        return row[1] if row else self._now()

    def check(self) -> bool:
        """True when the database answers."""
        try:
            self._row("")
        except SQLAlchemyError:
            return False
        return True

    def reset(self) -> int:
        """Forget every counter; gives how many there were."""
        with self._begin() as connection:
            return connection.execute(delete(COUNTERS)).rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self._begin() as connection:
            connection.execute(delete(COUNTERS).where(COUNTERS.c.key == _hashed(key)))

    def forget_old(self) -> int:
        """Remove windows that are over; gives how many."""
        with self._begin() as connection:
            over = delete(COUNTERS).where(COUNTERS.c.expires_at <= self._now())
            return connection.execute(over).rowcount

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        if not self._is_made:  # on the first try, so that a start needs no database
            with suppress(IntegrityError, ProgrammingError):  # another worker was first
                COUNTERS.create(self._engine, checkfirst=True)
            self._is_made = True
        with self._engine.begin() as connection:
            yield connection

    def _row(self, key: str) -> tuple[int, float] | None:
        query = COUNTERS.select().where(
            COUNTERS.c.key == _hashed(key), COUNTERS.c.expires_at > self._now()
        )
        with self._begin() as connection:
            row = connection.execute(query).first()
        return (row.amount, row.expires_at) if row else None


def forget_old_tries(limiter: RateLimiter) -> int:
    """Remove the windows that are over, so that the table does not grow with every stranger."""
    storage = limiter.storage
    return storage.forget_old() if isinstance(storage, DatabaseStorage) else 0


def _hashed(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def limiter_for(settings: Settings, seconds_now: Callable[[], float]) -> FixedWindowRateLimiter:
    """The limiter of this application."""
    url = settings.database_url
    if url.startswith("sqlite"):
        url = f"sqlite:///{settings.instance / 'limits.db'}"
    return FixedWindowRateLimiter(DatabaseStorage(url, seconds_now))
