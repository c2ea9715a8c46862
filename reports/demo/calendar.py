"""The days of the demo: counted from today, so that open calls are always open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from audit.database.clock import database_now, pretended_time
from callfile.dates.working_days import is_working_day
from grants.selectors.requests.legal_time import holidays_in
from jobs.actions.send_letters import keep_letter
from jobs.letters import write_letter
from jobs.models import Letter

# The town of the story lies in it.
COUNTRY = "SI"
# From July on, a municipality prepares the calls of the next year.
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True)
class Calendar:
    """`now` is the moment at which the demo is loaded; nothing of its past lies after it."""

    now: datetime

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()

    @property
    def year(self) -> int:
        """The year for which the calls of this season give money."""
        return (self.today + _HALF_A_YEAR).year

    def day(self, days: int) -> date:
        """A working day so many days from today: earlier in the past, later in the future."""
        found = self.today + timedelta(days=days)
        step = timedelta(days=1 if days > 0 else -1)
        while not is_working_day(found, holidays_in(COUNTRY)):
            found += step
        return found

    def at(self, days: int, clock: str, minutes: int = 0) -> datetime:
        moment = datetime.combine(self.day(days), time.fromisoformat(clock))
        return timezone.make_aware(moment) + timedelta(minutes=minutes)


@dataclass
class Course:
    """What happened and when; the ledger wants it in one order across all calls."""

    events: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)

    def add(self, moment: datetime, act: Callable[[], object]) -> None:
        self.events.append((moment, len(self.events), act))

    def run(self, tell: Callable[[int, int], None], began: datetime) -> None:
        ordered = sorted(self.events, key=lambda event: event[:2])
        for done, (moment, _place, act) in enumerate(ordered, start=1):
            post_letters(moment, began)
            with pretended_time(moment):
                act()
            tell(done, len(ordered))
        post_letters(began, began)


def stamp(rows: QuerySet[Any], *columns: str) -> None:
    """Columns that Django fills with the hour of the machine get the hour of the story; the acts
    have stamped everything else themselves.
    """
    rows.update(**dict.fromkeys(columns, database_now()))


def stamp_in_order(rows: QuerySet[Any], column: str) -> None:
    """As `stamp` does it, for what is listed by this column: each stays after the one before it."""
    rows.update(**{column: F(column) + (database_now() - timezone.now())})


def post_letters(moment: datetime, loading_since: datetime) -> None:
    """Letters that are due at this moment of the story have gone out: the outboxes are full, and
    nobody is told. What waits for no day of the story is due by the clock of the machine, on which
    the demo has been loading since then.
    """
    at_once = Q(due_at__range=(loading_since, timezone.now()))
    due = Letter.objects.filter(Q(due_at__lte=moment) | at_once)
    for letter in due.order_by("promised_at", "pk"):
        written = write_letter(letter)
        letter.delete()
        if written is not None:
            is_told_at_once = letter.due_at >= loading_since
            keep_letter(letter, written, letter.promised_at if is_told_at_once else letter.due_at)
