"""Make the decisions of a signed call: content frozen as data, nothing issued yet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from awards.models import Decision, DecisionKind
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.decision_content import decision_content, kind_of
from awards.selectors.findings import Findings, findings_of
from grants.actions._transition import lock_call
from grants.core import application_stages, call_stages
from grants.models import Application, Call
from grants.permissions import run_call
from scoring.recorded_inputs import DECIDED, require_recorded_inputs

_AT_ONCE = 200


@transaction.atomic
def prepare_decisions(*, call: Call, actor: User) -> int:
    """How many were made now; those that exist stay as they are, byte for byte."""
    locked = lock_call(call)
    run_call.require(actor, locked)
    if locked.state not in call_stages.TO_ISSUE:
        raise Refused(_("Decisions are prepared after the allocation is signed."))
    require_recorded_inputs(locked, DECIDED)
    without = (
        awaiting_decision(locked)
        .select_related("lot", "organisation", "completeness_check")
        .prefetch_related("recognised_facts")
    )
    findings = findings_of(locked)
    _require_allocated(findings, without)
    numbers = _numbers(locked)
    at = lock_log()
    made = []
    for application in without.order_by("number"):
        number = next(numbers)
        amount = findings.amount(application)
        kind = kind_of(findings, application, amount)
        if (kind == DecisionKind.DISMISSED) != (application.state in application_stages.DISMISSED):
            raise Refused(
                _("Application %(number)s is not in the signed computation.")
                % {"number": application.number}
            )
        content = decision_content(findings, application, number=number, at=at)
        made.append(
            Decision(
                call=locked,
                application=application,
                proposal=findings.proposal,
                kind=kind,
                number=number,
                content=content,
                requested_cents=application.requested_cents or 0,
                amount_cents=amount,
                prepared_by=actor,
                prepared_at=at,
            )
        )
    _write(locked, made, actor, at)
    return len(made)


def _write(call: Call, made: Sequence[Decision], actor: User, at: datetime) -> None:
    """The entry fixes what they say: nothing else can be issued."""
    if not made:
        return
    entry = append_entry(
        type=EntryType.DECISIONS_PREPARED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={},
        payload={"decisions": len(made)},
        rows={"prepared decision": made},
        at=at,
    )
    for decision in made:
        decision.prepared_entry = entry
    Decision.objects.bulk_create(made, batch_size=_AT_ONCE)


def _require_allocated(findings: Findings, applications: Iterable[Application]) -> None:
    """A lot whose money the signed run does not divide would refuse everybody without a reason."""
    divided = findings.result["lots"]
    for application in applications:
        if application.state in application_stages.DISMISSED or application.lot.code in divided:
            continue
        raise Refused(
            _("The signed computation divides no money in lot %(lot)s: nothing can be decided.")
            % {"lot": application.lot.code}
        )


def _numbers(call: Call) -> Iterator[str]:
    """File number and the next free place in the file: 610-25/2026-19."""
    file = call.file_number or call.code
    taken = Decision.objects.filter(number__startswith=f"{file}-").values_list("number", flat=True)
    places = (number.removeprefix(f"{file}-") for number in taken)
    last = max((int(place) for place in places if place.isdigit()), default=0)
    while True:
        last += 1
        yield f"{file}-{last}"
