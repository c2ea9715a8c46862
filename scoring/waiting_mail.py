"""What waits for a member of a committee: the statement, the sheets, the meeting, its minutes.

A letter is about a seat. What it asks for may be done when it is written: then it is not sent.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.actions._act import Done
from grants.core import call_stages
from grants.formats import text_in
from grants.models import Call
from jobs.models import Letter
from scoring.models import SITS, CommitteeMember, CommitteeRole
from scoring.permissions import SCORING_ROLES
from scoring.selectors.committee.conflicts import asked_of
from scoring.selectors.due_sheets import due_sheets, newly_due
from scoring.selectors.meetings.adopted import meetings_to_sign
from scoring.selectors.sheets import MemberSheets, SheetState

STATEMENT_DUE, SHEETS_OPEN, SHEETS_LEFT = "statement-due", "sheets-open", "sheets-left"
SCORES_SHOWN, MINUTES_DUE = "scores-shown", "minutes-due"
# Who has not locked every sheet by then is reminded once.
REMINDED_AFTER = timedelta(days=7)
_LEFT = (SheetState.UNDECLARED, SheetState.TO_DO, SheetState.IN_WORK)


def ask_for_statements(done: Done) -> None:
    _tell(done, STATEMENT_DUE, _seats(done.call, SCORING_ROLES))


def ask_for_sheets(done: Done) -> None:
    _open_sheets(done, _seats(done.call, SCORING_ROLES))


def _open_sheets(done: Done, seats: list[CommitteeMember]) -> None:
    _tell(done, SHEETS_OPEN, seats)
    remind_of_sheets(done, seats)


def remind_of_sheets(done: Done, seats: Sequence[CommitteeMember]) -> None:
    """Later; whoever is to be reminded already keeps the day."""
    known = Letter.objects.filter(kind=SHEETS_LEFT, about__in=[seat.pk for seat in seats])
    reminded = set(known.values_list("about", flat=True))
    for seat in seats:
        if seat.pk not in reminded:
            later = done.at + REMINDED_AFTER
            done.tell(SHEETS_LEFT, seat.pk, [_reader(seat)], not_before=later)


@contextmanager
def telling_who_steps_in(done: Done) -> Iterator[None]:
    """Around what keeps somebody out of applications, or out of the committee: whoever has to score
    one in their place is told.
    """
    committee = getattr(done.call, "committee", None)
    is_hidden = committee is not None and committee.revealed_at is None
    if done.call.state not in call_stages.IN_SCORING or not is_hidden:
        yield
        return
    before = due_sheets([done.call])
    yield
    new = newly_due(before, due_sheets([done.call]))
    _open_sheets(done, [one for one in _seats(done.call, SCORING_ROLES) if one.pk in new])


def say_that_scores_are_shown(done: Done) -> None:
    """To everybody in the committee; the meeting shows each what is open to them."""
    _tell(done, SCORES_SHOWN, _seats(done.call, tuple(CommitteeRole)))


def ask_for_signatures(done: Done, people: list[int]) -> None:
    """Those who were at the meeting and sit in the committee still."""
    seats = _seats(done.call, tuple(CommitteeRole))
    _tell(done, MINUTES_DUE, [seat for seat in seats if seat.user_id in people])


def _seats(call: Call, roles: tuple[CommitteeRole, ...]) -> list[CommitteeMember]:
    seats = CommitteeMember.objects.filter(
        SITS, committee__call=call, role__in=roles, user__is_active=True
    )
    return list(seats.select_related("user").order_by("pk"))


def _tell(done: Done, kind: str, seats: list[CommitteeMember]) -> None:
    for seat in seats:
        done.tell(kind, seat.pk, [_reader(seat)])


def _reader(seat: CommitteeMember) -> tuple[str, str]:
    return seat.user.email, seat.user.language


def write_waiting(letter: Letter) -> EmailMessage | None:
    """None where nothing waits for this seat any more."""
    seats = CommitteeMember.objects.select_related("committee__call", "user")
    seat = seats.get(pk=letter.about)
    call = seat.committee.call
    waits = _waits(letter.kind, seat)
    if seat.left_at is not None or waits is None:
        return None
    with override(letter.language):
        title = text_in(call.title)
        subject = _subject(letter.kind) % {"title": title}
        path = reverse(_PAGES[letter.kind], args=[call.code])
        context: dict[str, Any] = {
            "kind": letter.kind,
            "title": title,
            "count": waits,
            "url": f"{settings.BASE_URL}{path}",
        }
        text = render_to_string("scoring/email/waiting.txt", context)
    return EmailMessage(" ".join(subject.split()), text, None, [letter.address])


_PAGES = {
    STATEMENT_DUE: "scoring:conflicts",
    SHEETS_OPEN: "scoring:sheets",
    SHEETS_LEFT: "scoring:sheets",
    SCORES_SHOWN: "scoring:meeting",
    MINUTES_DUE: "scoring:meeting",
}


def _waits(kind: str, seat: CommitteeMember) -> int | None:
    """How many applications the seat has to do something with; None where with none."""
    call = seat.committee.call
    if kind == STATEMENT_DUE:
        waiting = call.state in call_stages.IN_CHECK and asked_of(call, seat.user, seat).waiting
        return len(waiting) if waiting else None
    if call.state not in call_stages.IN_SCORING:
        return None
    if kind == SCORES_SHOWN:
        return 0
    if kind == MINUTES_DUE:
        return len(meetings_to_sign(call, seat.user)) or None
    counts = MemberSheets(seat, due_sheets([call])).counts
    return sum(counts[state] for state in _LEFT) or None


def _subject(kind: str) -> str:
    return {
        STATEMENT_DUE: _("Your statement on conflicts of interest: “%(title)s”"),
        SHEETS_OPEN: _("Your score sheets are open: “%(title)s”"),
        SHEETS_LEFT: _("Score sheets still to be locked: “%(title)s”"),
        SCORES_SHOWN: _("All score sheets are shown: “%(title)s”"),
        MINUTES_DUE: _("Minutes to sign off: “%(title)s”"),
    }[kind]
