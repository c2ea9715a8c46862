"""Which of several applications are in order, and what stands against the others.

Together is found complete only what the program can see to be in order: everything that is computed
holds, every condition is affirmed, every file that is asked for is there. Whatever else there is to
say of an application, somebody looks at it alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from callfile.fields import Field
from grants.core import application_stages
from grants.models import (
    Application,
    Attachment,
    Call,
    Channel,
    Request,
    RequestKind,
    RequestOutcome,
)
from grants.permissions import check_application
from grants.selectors.calls.paper_applications import is_to_type
from grants.selectors.computed_checks import computed_checks
from grants.selectors.desk_applications import OPENED, as_listed
from grants.selectors.questions import CheckQuestion, check_questions
from grants.selectors.recognition import facts_to_recognise
from grants.selectors.requests.asked import nothing_running
from grants.selectors.requests.supplement import askable_fields

# So many are acted on at one press: a few seconds at most.
MOST_TOGETHER = 100


@dataclass(frozen=True)
class InOrder:
    """`hindrance` says why it is not found complete together with others; empty where it is."""

    application: Application
    questions: Sequence[CheckQuestion]
    hindrance: str


def to_act_on(call: Call, user: User, numbers: Sequence[str]) -> list[Application]:
    """Those that are named and that are the person's to check, in order of their numbers."""
    # PostgreSQL cannot be asked for a text with a NUL in it; no number has one.
    named = [number for number in numbers[:MOST_TOGETHER] if "\x00" not in number]
    rows = check_application.queryset(user).filter(call=call, number__in=named)
    return _at_hand(call, as_listed(rows))


def waiting_among(call: Call, user: User, rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those among the opened `rows` that wait for a verdict and of which nothing is asked."""
    mine = check_application.queryset(user).filter(
        call=call, state__in=application_stages.TO_CHECK, pk__in=rows.values("pk")
    )
    return nothing_running(mine, timezone.now()).order_by("pk")


def those_in_order(call: Call, rows: Sequence[Application]) -> list[InOrder]:
    """Of rows of `to_act_on`; a query more for each of them would be one too many."""
    lots = _lots_by_organisation(call, rows)
    return [_looked_at(row, lots[row.organisation_id]) for row in rows]


def fields_of_all(rows: Sequence[Application]) -> list[Field]:
    """What the form of each of them asks, in the order of the first."""
    asked = [{one.code: one for one in askable_fields(row)} for row in rows]
    if not asked:
        return []
    return [
        one
        for code, one in asked[0].items()
        if all(code in other and other[code].label == one.label for other in asked)
    ]


def hindrance_to_ask(application: Application) -> str:
    """Why it is not called to supplement together with others; empty where nothing is."""
    if any(one.kind == RequestKind.SUPPLEMENT for one in application.requests.all()):
        return _("It was called to supplement already: look at it alone.")
    return _not_waiting(application)


def _at_hand(call: Call, rows: QuerySet[Application]) -> list[Application]:
    opened = Attachment.objects.exclude(file="").order_by("added_at", "pk")
    found = (
        rows.defer(None)
        .defer("sealed", "wrapped_key")
        .select_related("lot", "paper", "transcription")
    )
    asked = Request.objects.exclude(outcome=RequestOutcome.TAKEN_BACK)
    applications = list(
        found.prefetch_related(
            "recognised_facts", Prefetch("attachments", opened), Prefetch("requests", asked)
        )
    )
    for one in applications:
        # Its file is read once for all of them.
        one.call = call
    return applications


def _lots_by_organisation(call: Call, rows: Sequence[Application]) -> dict[int, list[int]]:
    found = defaultdict(list)
    sent = call.applications.filter(
        organisation__in=[row.organisation_id for row in rows], state__in=OPENED
    )
    for organisation, lot in sent.values_list("organisation_id", "lot_id"):
        found[organisation].append(lot)
    return found


def _looked_at(application: Any, lots: Sequence[int]) -> InOrder:
    hindrance = _not_waiting(application)
    if hindrance:
        return InOrder(application, (), hindrance)
    files = list(application.attachments.all())
    questions = check_questions(application, facts_to_recognise(application), files)
    for check in computed_checks(application, application.sent_at, lots):
        if check.holds is not True:
            words = _("It is to be looked at alone: %(what)s.") % {"what": check.title}
            return InOrder(application, questions, words)
    for question in questions:
        if question.said is not True and not question.files:
            return InOrder(application, questions, _open_question(question))
    return InOrder(application, questions, "")


def _open_question(question: CheckQuestion) -> str:
    if question.kind == "eligibility":
        return _("A condition is not affirmed by the applicant.")
    return _("A file that is asked for is not there.")


def _not_waiting(application: Application) -> str:
    if application.state not in application_stages.TO_CHECK:
        return _("Its completeness is decided already.")
    if getattr(application, "asked_kind", None):
        return _("Something is asked of the applicant at the moment.")
    if application.channel == Channel.PAPER:
        if application.paper.is_late:
            return _("It came too late and stays in its closed envelope.")
        if is_to_type(application):
            return _("What stands on the paper is not typed yet.")
    return ""
