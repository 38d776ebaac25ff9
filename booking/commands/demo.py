"""A believable demonstration: three months of requests, lived through the real use cases."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from itertools import count

import click

from booking import clock
from booking.commands import demo_people as people
from booking.commands.database import with_database
from booking.commands.demo_answers import write_answers
from booking.commands.demo_story import Story
from booking.commands.demo_unit import UNIT_ANSWERS
from booking.domain.local_time import JAKARTA, jakarta_date
from booking.domain.mail_facts import OwedMail
from booking.domain.regions import Region
from booking.domain.roles import Actor, Role
from booking.errors import BookingError, SettingsRefused
from booking.services import services
from booking.store import calendar, regions, requests, staff, units
from booking.usecases import close_day, deliver_outbox, give_access, set_unit_mailbox

PASSWORD = "konsultasi-djpk"  # noqa: S105  public on purpose; production refuses these accounts
ACCOUNTS = (
    (Role.OFFICER, "Rina Astuti", "petugas"),
    (Role.SUPERVISOR, "Bagus Wicaksono", "penyelia"),
    (Role.RECEPTION, "Dewi Lestari", "resepsionis"),
    (Role.UNIT, "Tim DTU", "unit"),
    (Role.MANAGEMENT, "Herman Suryadi", "pimpinan"),
    (Role.ADMIN, "Admin Sistem", "admin"),
    (Role.AUDITOR, "Auditor Internal", "auditor"),
)
RECENT_DAYS = 5
WRITERS = 60  # regions, so few that some write twice a month
KINDS = ("pemda", "pemda", "pemda", "pemda", "dprd")
_ADMIN = Actor("Admin Sistem", "demo:admin", Role.ADMIN)
Event = Callable[[datetime], None]


def holds_data() -> bool:
    """True when somebody works with this database already."""
    return requests.is_any() or staff.is_any()


def fill_with_demo() -> None:
    """Accounts of every role, and requests of this month and the two before in every state."""
    now = services().clock()
    for role, name, mailbox in ACCOUNTS:
        give_access.add_staff(
            f"{mailbox}@demo.djpk.example",
            name,
            role,
            PASSWORD,
            passwords=services().passwords,
            now=clock.real_now(),
            demo=True,
            unit_id=units.by_code("DTU").id if role is Role.UNIT else None,
        )
    for unit in units.active_units():
        mailbox = f"{unit.code.lower()}@demo.djpk.example"
        set_unit_mailbox.set_unit_mailbox(unit.code, mailbox, by=_ADMIN, now=now)
    write_answers(now=now)
    _live_through(now)


def _live_through(now: datetime) -> None:
    """Let things happen in order of time, and stop at the present."""
    chance = random.Random(jakarta_date(now).isoformat())  # noqa: S311  no secret
    numbers, agenda = count(), list[tuple[datetime, int, Event]]()
    known = [region for region in regions.official_regions().values() if region.pemda]
    writers = chance.sample(known, WRITERS)

    newcomers = [region for region in known if region not in writers]  # their quota is untouched

    def asker(among: Sequence[Region] = writers) -> people.Asker:
        region = chance.choice(among)
        return people.Asker(region.code, region.label, chance.choice(KINDS))

    def later(moment: datetime, event: Event) -> None:
        heapq.heappush(agenda, (moment, next(numbers), event))

    desk = {row.role: staff.account_of(row).actor for row in staff.demo_accounts()}
    today = jakarta_date(now)
    first = date(today.year, today.month, 1)
    for _ in range(2):
        first = (first - timedelta(days=1)).replace(day=1)
    day, serial = first, count(1)
    while day <= today:
        if calendar.work_calendar().is_working_day(day):
            for _ in range(chance.choice((1, 2, 2, 3, 3))):
                is_recent = (today - day).days < RECENT_DAYS
                story = Story(asker(), next(serial), chance, desk, later, is_recent=is_recent)
                moment = datetime.combine(day, time(8 + chance.randrange(7), 11), JAKARTA)
                later(moment, story.begin)
            later(datetime.combine(day, time(16, 30), JAKARTA), _end_day)
        day += timedelta(days=1)
    for moment, fate, visit_on in _present(now):
        story = Story(
            asker(newcomers),
            next(serial),
            chance,
            desk,
            later,
            is_recent=True,
            fate=fate,
            visit_on=visit_on,
        )
        later(moment, story.begin)
    while agenda and agenda[0][0] <= now:
        moment, _, event = heapq.heappop(agenda)
        try:
            event(moment)
        except BookingError:
            continue  # a full day or quota happens in the demonstration as in life


def _present(now: datetime) -> Iterator[tuple[datetime, str, date | None]]:
    """What no demonstration may lack: a request in each open state, and visitors on the day."""
    days, today = calendar.work_calendar(), jakarta_date(now)
    for hours, fate in ((2, "silent"), (3, "fresh"), (5, "fresh")):
        yield now - timedelta(hours=hours), fate, None
    for fate in ("late", "unit", *UNIT_ANSWERS, "return"):
        yield now - timedelta(days=2), fate, None
    meeting = today if days.is_working_day(today) else days.working_day_after(today, 1)
    written = datetime.combine(days.working_day_before(meeting, 5), time(9), JAKARTA)
    for minutes in range(3):
        yield written + timedelta(minutes=minutes), "visit", meeting


def _end_day(at: datetime) -> None:
    close_day.close_day(now=at)
    while deliver_outbox.deliver_outbox(_unwritten, _Nowhere(), now=at).sent:
        pass  # mails of past days are not sent, only those of today


class _Nowhere:
    """A mail server for days that are over."""

    def send(self, message: EmailMessage) -> None:
        """Forget it."""


def _unwritten(owed: OwedMail) -> EmailMessage:
    return EmailMessage()


@click.command("demo")
@with_database
def demo() -> None:
    """Isi basis data kosong dengan data contoh; tampilkan akun."""
    if services().settings.is_production:
        raise SettingsRefused("Data contoh tidak dibuat di lingkungan production.")
    if holds_data():
        raise SettingsRefused("Basis data ini sudah berisi data. Data contoh tidak dibuat.")
    fill_with_demo()
    click.echo(f"Akun demo (kata sandi: {PASSWORD}):")
    for account in staff.demo_accounts():
        click.echo(f"  {account.role:<12} {account.email}")
