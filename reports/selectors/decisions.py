"""Decisions of a call for its desk: the list, the job that issues them, what can be done now."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from awards.models import Decision, DecisionKind
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.signatories import signatories_for, signatories_in_term
from grants.core import call_stages
from grants.core.text_search import holds_words
from grants.core.workflow import CallWork
from grants.models import Call, Signatory
from grants.permissions import run_call
from grants.selectors.may import is_state_for
from jobs.models import Job, JobItem
from jobs.permissions import retry_job
from jobs.selectors import get_failed_items

JOB_KIND = "decisions"
PAGE_SIZE = 50


@dataclass(frozen=True)
class Sums:
    """Counts and cents of all decisions of a call; `unprepared` have no content yet."""

    prepared: int
    unsigned: int
    issued: int
    unprepared: int
    awarded: int

    @property
    def to_sign(self) -> int:
        """Prepared with the signature where they are not yet."""
        return self.unsigned + self.unprepared

    @property
    def waiting(self) -> int:
        return self.prepared - self.issued + self.unprepared


class ShownDecisions(StrEnum):
    """Which decisions of a long list somebody wants to see."""

    ISSUED = "issued"
    WAITING = "waiting"
    GRANTED = DecisionKind.GRANTED.value
    PARTLY_GRANTED = DecisionKind.PARTLY_GRANTED.value
    REFUSED = DecisionKind.REFUSED.value
    DISMISSED = DecisionKind.DISMISSED.value


@dataclass(frozen=True)
class DecisionChoice:
    """Words of number or applicant, and a kind or state; everything where nothing is chosen."""

    words: str = ""
    shown: ShownDecisions | None = None


EVERYTHING = DecisionChoice()


def read_decision_choice(words: str, shown: str) -> DecisionChoice:
    """A value that does not exist chooses nothing."""
    return DecisionChoice(
        " ".join(words.split()), ShownDecisions(shown) if shown in set(ShownDecisions) else None
    )


@dataclass(frozen=True)
class Batch:
    """What the page of decisions shows."""

    call: Call
    sums: Sums
    page: Page[Decision]
    job: Job | None
    signatories: list[Signatory]
    could_sign: int
    failed: list[JobItem]
    may_run: bool
    may_retry: bool

    @property
    def is_running(self) -> bool:
        return self.job is not None and not self.job.is_finished

    @property
    def can_issue(self) -> bool:
        ready = is_state_for(CallWork.START_ISSUING, self.call) and self.sums.waiting > 0
        return self.may_run and ready and not self.is_running and not self.sums.to_sign

    @property
    def waits_for_signature(self) -> bool:
        return is_state_for(CallWork.SIGN_DECISIONS, self.call) and self.sums.to_sign > 0

    @property
    def names_signatory(self) -> bool:
        """Several could sign what is not signed yet."""
        is_time = is_state_for(CallWork.NAME_SIGNATORY, self.call)
        is_owed = self.call.state in call_stages.TO_SIGN or self.sums.to_sign > 0
        return is_time and is_owed and self.could_sign > 1

    @property
    def can_publish(self) -> bool:
        decided = is_state_for(CallWork.PUBLISH_RESULTS, self.call)
        return self.may_run and decided and self.call.results_published_at is None


def batch_of(call: Call, user: User, page: int, choice: DecisionChoice = EVERYTHING) -> Batch:
    """The number of queries does not grow with the decisions."""
    rows, today = _chosen(call, choice), timezone.localdate()
    job = Job.objects.filter(kind=JOB_KIND, call_id=call.pk).order_by("-created_at").first()
    finished = job is not None and job.is_finished
    return Batch(
        call=call,
        sums=_sums(call),
        page=Paginator(rows.order_by("application__number"), PAGE_SIZE).get_page(page),
        job=job,
        signatories=list(signatories_for(call, today)),
        could_sign=signatories_in_term(call, today).count(),
        failed=list(get_failed_items(job)) if job else [],
        may_run=run_call.allows(user, call),
        may_retry=finished and job is not None and retry_job.allows(user, job),
    )


def _chosen(call: Call, choice: DecisionChoice) -> QuerySet[Decision]:
    rows = call.decisions.newest().select_related("application__organisation", "application__lot")
    if choice.shown in (ShownDecisions.ISSUED, ShownDecisions.WAITING):
        rows = rows.filter(issued_at__isnull=choice.shown is ShownDecisions.WAITING)
    elif choice.shown is not None:
        rows = rows.filter(kind=choice.shown.value)
    if choice.words:
        known = rows.values_list("pk", "application__number", "application__organisation__name")
        # Compared here, because databases differ in č and à.
        rows = rows.filter(pk__in=[key for key, *said in known if holds_words(choice.words, *said)])
    return rows


def _sums(call: Call) -> Sums:
    found = call.decisions.newest().aggregate(
        prepared=Count("pk"),
        unsigned=Count("pk", filter=Q(signature=None)),
        issued=Count("pk", filter=Q(issued_at__isnull=False)),
        awarded=Sum("amount_cents"),
    )
    unprepared = awaiting_decision(call).count()
    found["awarded"] = found["awarded"] or 0
    return Sums(**found, unprepared=unprepared)
