"""Make the decisions of a signed call: content frozen as data, nothing issued yet.

Once a replay is signed, new ones are made where it gives an application something else; each
supersedes the one that is in force.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from awards.models import Decision, DecisionKind
from awards.selectors.awaiting_decision import awaiting_decision, last_decision
from awards.selectors.findings import Findings, findings_of
from awards.selectors.signed import newest_signed
from awards.words.decision_content import decision_content, decision_kind
from grants.actions._act import Done, act
from grants.core import application_stages
from grants.core.workflow import CallWork
from grants.models import Application, Call
from scoring.recorded_inputs import DECIDED, require_recorded_inputs

_AT_ONCE = 200


def prepare_decisions(*, call: Call, actor: User) -> int:
    """How many were made now; those that exist stay as they are, byte for byte."""
    with act(call, CallWork.PREPARE_DECISIONS, actor) as done:
        done.require()
        locked = done.call
        require_recorded_inputs(locked, DECIDED)
        findings = findings_of(newest_signed(locked))
        without = (
            awaiting_decision(locked)
            .select_related("lot", "organisation", "completeness_check")
            .prefetch_related("recognised_facts", "decisions")
        )
        _require_allocated(findings, without)
        numbers = _numbers(locked)
        done.require_moment()
        made = [
            _decision(done, findings, application, next(numbers))
            for application in without.order_by("number")
        ]
        _write(done, made)
        return len(made)


def _decision(done: Done, findings: Findings, application: Application, number: str) -> Decision:
    amount = findings.amount(application)
    kind = decision_kind(findings, application, amount)
    if (kind == DecisionKind.DISMISSED) != (application.state in application_stages.DISMISSED):
        raise Refused(
            _("Application %(number)s is not in the signed computation.")
            % {"number": application.number}
        )
    before = last_decision(application)
    return Decision(
        call=done.call,
        application=application,
        supersedes=before,
        proposal=findings.proposal,
        kind=kind,
        number=number,
        content=decision_content(findings, application, number=number, at=done.at, before=before),
        requested_cents=application.requested_cents or 0,
        amount_cents=amount,
        prepared_by=done.actor,
        prepared_at=done.at,
    )


def _write(done: Done, made: Sequence[Decision]) -> None:
    """The entry fixes what they say: nothing else can be issued."""
    if not made:
        return
    entry = done.record(pub={}, payload={"decisions": len(made)}, rows={"prepared decision": made})
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
