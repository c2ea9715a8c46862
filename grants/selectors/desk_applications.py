"""The opened applications of a call, for those who work on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from accounts.models import User
from grants.core import application_stages
from grants.core.workflow import ApplicationState
from grants.exclusion import excluded
from grants.models import Application, Attachment, Call, CompletenessCheck, Submission, Verdict
from grants.permissions import check_application, view_opened_application
from grants.selectors.requests.asked import nothing_running, with_running_request
from grants.selectors.searched import holding_words

OPENED = tuple(state.value for state in application_stages.OPENED)


@dataclass(frozen=True)
class CheckTally:
    """How many applications of a call there are, by state and lot, and what they ask for."""

    rows: tuple[tuple[str, str, int, int], ...]

    @property
    def opened(self) -> "CheckTally":
        return CheckTally(tuple(row for row in self.rows if row[0] in OPENED))

    def of(self, state: str = "", lot: str = "") -> "CheckTally":
        """Those in the state and lot; empty is any."""
        return CheckTally(
            tuple(row for row in self.rows if state in ("", row[0]) and lot in ("", row[1]))
        )

    @property
    def count(self) -> int:
        return sum(count for _state, _lot, count, _cents in self.rows)

    @property
    def cents(self) -> int:
        return sum(cents for _state, _lot, _count, cents in self.rows)

    @property
    def states(self) -> list[str]:
        """In the order of the workflow."""
        found = {state for state, *_ in self.rows}
        return [state.value for state in ApplicationState if state in found]


@dataclass(frozen=True)
class CheckProgress:
    """How far the completeness check of a call is."""

    opened: int
    complete: int
    dismissed: int
    requested_cents: int

    @property
    def waiting(self) -> int:
        return self.opened - self.complete - self.dismissed


def opened_applications(
    user: User, call: Call, *, words: str = "", state: str = "", lot: str = ""
) -> QuerySet[Application]:
    """Those in the state and lot that have the words in number, title or the applicant's name."""
    rows = view_opened_application.queryset(user).filter(call=call)
    if state:
        rows = rows.filter(state=state)
    if lot:
        rows = rows.filter(lot__code=lot)
    return rows.filter(holding_words(words))


# How the list may be ordered; by number where nothing else is chosen.
ORDERS = {
    "applicant": ("applicant_folded", "pk"),
    "received": ("-sent_at", "pk"),
    "requested": ("-requested_cents", "pk"),
}


def as_listed(rows: QuerySet[Application], order: str = "") -> QuerySet[Application]:
    """In one of the ORDERS, without the content, `with_running_request`; the time of the submission
    that counts as `sent_at`.
    """
    last = Submission.objects.filter(application=OuterRef("pk")).order_by("-sequence")
    return (
        with_running_request(rows, timezone.now())
        .select_related("lot")
        .defer("answers", "sealed", "wrapped_key")
        .annotate(sent_at=Subquery(last.values("submitted_at")[:1]))
        .order_by(*ORDERS.get(order, ("pk",)))
    )


def applications_known_to(user: User, call: Call) -> QuerySet[Application]:
    """All of the call, sealed ones too, that may be counted for this person."""
    return call.applications.exclude(excluded(user))


def tally_of(rows: QuerySet[Application]) -> CheckTally:
    grouped = rows.order_by().values_list("state", "lot__code")
    counted = grouped.annotate(count=Count("pk"), cents=Sum("requested_cents"))
    return CheckTally(
        tuple((state, lot, count, cents or 0) for state, lot, count, cents in counted)
    )


def progress_of(rows: QuerySet[Application], tally: CheckTally) -> CheckProgress:
    """Of these rows; `tally` counts the same."""
    verdicts = dict(
        CompletenessCheck.objects.filter(application__in=rows)
        .order_by()
        .values_list("verdict")
        .annotate(Count("pk"))
    )
    return CheckProgress(
        opened=tally.opened.count,
        complete=verdicts.get(Verdict.COMPLETE.value, 0),
        dismissed=verdicts.get(Verdict.DISMISS.value, 0),
        requested_cents=tally.opened.cents,
    )


def neighbours(
    application: Application, user: User
) -> tuple[Application | None, Application | None]:
    """The opened application before and after this one, of those that the person may read."""
    rows = view_opened_application.queryset(user).filter(call_id=application.call_id)
    before = rows.filter(pk__lt=application.pk).order_by("-pk").first()
    return before, rows.filter(pk__gt=application.pk).order_by("pk").first()


def next_unchecked(application: Application, user: User) -> Application | None:
    """The next one without a verdict that is theirs to check and of which nothing is asked at the
    moment, beginning again at the first.
    """
    rows = (
        nothing_running(check_application.queryset(user), timezone.now())
        .filter(call_id=application.call_id, state__in=application_stages.TO_CHECK)
        .order_by("pk")
    )
    return rows.filter(pk__gt=application.pk).first() or rows.first()


def opened_attachments(application: Application) -> list[Attachment]:
    """The files of the submission that counts; others are still sealed."""
    return list(application.attachments.exclude(file="").order_by("added_at", "pk"))


def sent_at(application: Application) -> datetime:
    last: Submission = application.submissions.latest("sequence")
    return last.submitted_at


def dismissals_by_article(call: Call, user: User) -> list[tuple[dict[str, str], int]]:
    """How the articles have been used on this call: equal cases are treated equally."""
    known = applications_known_to(user, call)
    rows = CompletenessCheck.objects.filter(application__in=known, verdict=Verdict.DISMISS)
    found: dict[str, tuple[dict[str, str], int]] = {}
    for article in rows.order_by("pk").values_list("article", flat=True):
        key = "|".join(article.values())
        found[key] = (article, found.get(key, (article, 0))[1] + 1)
    return list(found.values())
