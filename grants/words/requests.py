"""What each kind of request is called, where it stands and what its letters say: a row a kind.

The sentences name no numbers of things; what is asked stands on the pages alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.core.legal_days import delivered_by_fiction
from grants.formats import write_day, write_day_short
from grants.models import Application, Request, RequestKind, RequestOutcome
from grants.selectors.requests.asked import is_lapsed, is_running
from grants.selectors.requests.legal_time import CountedDay, delivered_on


class Notice(StrEnum):
    """A letter about a request, by what it is about."""

    ASKED = "asked"
    WAITS = "waits"
    ENDS = "ends"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class RequestWords:
    """`task` is a heading with `number`, `waits` and `on_desk` have a `day`, `waits` a `time` too.

    Pages are routes of an application's number; `letter` is a template that is given `moment`.
    """

    title: Promise
    task: Promise
    waits: Promise
    button: Promise
    on_desk: Promise
    by_post: Promise
    own_page: str
    desk_page: str
    letter: str
    subjects: Mapping[Notice, Promise]


_SUPPLEMENT = RequestWords(
    title=gettext_lazy("Call to supplement"),
    task=gettext_lazy("Supplement application %(number)s"),
    waits=gettext_lazy("A call to supplement waits, until %(day)s at %(time)s."),
    button=gettext_lazy("Open the call to supplement"),
    on_desk=gettext_lazy("called to supplement, until %(day)s"),
    by_post=gettext_lazy("called to supplement by post, delivery not recorded yet"),
    own_page="grants:supplement",
    desk_page="grants:check",
    letter="grants/email/supplement.txt",
    subjects={
        Notice.ASKED: gettext_lazy("A call to supplement waits for you: application %(number)s"),
        Notice.WAITS: gettext_lazy("The call to supplement still waits: application %(number)s"),
        Notice.ENDS: gettext_lazy("The time to supplement ends soon: application %(number)s"),
        Notice.ANSWERED: gettext_lazy("Application %(number)s is supplemented"),
    },
)

_HEARING = RequestWords(
    title=gettext_lazy("Right to be heard"),
    task=gettext_lazy("Read what was found in application %(number)s"),
    waits=gettext_lazy("You may answer what was found, until %(day)s at %(time)s."),
    button=gettext_lazy("Open what was found"),
    on_desk=gettext_lazy("told what was found, may answer until %(day)s"),
    by_post=gettext_lazy("told by post what was found, delivery not recorded yet"),
    own_page="grants:hearing",
    desk_page="grants:tell_findings",
    letter="grants/email/hearing.txt",
    subjects={
        Notice.ASKED: gettext_lazy("You have the right to be heard: application %(number)s"),
        Notice.WAITS: gettext_lazy("What was found still waits for you: application %(number)s"),
        Notice.ENDS: gettext_lazy("The time to be heard ends soon: application %(number)s"),
        Notice.ANSWERED: gettext_lazy("Application %(number)s: the applicant has been heard"),
    },
)

REQUEST_WORDS: Mapping[str, RequestWords] = {
    RequestKind.SUPPLEMENT: _SUPPLEMENT,
    RequestKind.HEARING: _HEARING,
}


def letter_kind(kind: str, moment: Notice) -> str:
    return f"{kind}-{moment.value}"


def running_note(application: Application) -> str:
    """Of a row `with_running_request`: what it waits for on the desk; empty where nothing runs."""
    kind, until = (getattr(application, name, None) for name in ("asked_kind", "asked_until"))
    if not kind:
        return ""
    words = REQUEST_WORDS[kind]
    if until is None:
        return str(words.by_post)
    return str(words.on_desk) % {"day": write_day_short(until)}


def request_standing(request: Request) -> tuple[str, str]:
    """(shape, sentence) of where the request stands now."""
    closed = request.closed_at or request.asked_at
    if request.outcome == RequestOutcome.ANSWERED:
        return "done", _("Answered on %(day)s") % {"day": write_day(closed, genitive=True)}
    if request.outcome == RequestOutcome.TAKEN_BACK:
        return "none", _("Taken back on %(day)s") % {"day": write_day(closed, genitive=True)}
    if request.due_at is not None and is_lapsed(request, timezone.now()):
        last = {"day": write_day(request.due_at, genitive=True)}
        return "no", _("Not answered; the time ended on %(day)s") % last
    if not is_running(request, timezone.now()):
        return "none", _("The call is cancelled")
    if request.due_at is None:
        return "wait", _("By post: the time runs once the delivery is recorded")
    if request.announced_on is not None and delivered_on(request, timezone.now()) is None:
        counts = delivered_by_fiction(request.announced_on)
        said = {"day": write_day(counts, genitive=True)}
        return "wait", _("Announced to the public, counts as delivered after %(day)s") % said
    last = {"day": write_day(request.due_at, genitive=True)}
    return "wait", _("Open until the end of %(day)s") % last


def weeks_of(days: Iterable[CountedDay]) -> list[list[CountedDay]]:
    """Rows of a calendar, from Monday to Sunday."""
    found = list(days)
    return [found[start : start + 7] for start in range(0, len(found), 7)]
