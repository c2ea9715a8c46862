"""Make the decisions of a signed call: content frozen as data, nothing issued yet.

Once a replay is signed, new ones are made where it gives an application something else; each
supersedes the one that is in force.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.guarded.alive import lively
from accounts.models import User
from accounts.refusal import Refused
from audit.selectors import newest_entry
from awards.actions._proposal import require_translated
from awards.models import Decision, DecisionKind, letters_of
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.findings import Findings, findings_of
from awards.selectors.signed import newest_signed
from awards.words.decision_content import decision_kind, decision_on, numbered
from grants.actions._act import Done, act
from grants.core import application_stages
from grants.core.workflow import CallWork
from grants.models import Application, Call
from grants.selectors.may import require_state
from grants.selectors.requests.hearing import with_hearings
from scoring.recorded_inputs import DECIDED, require_recorded_inputs

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Drafted:
    """Decisions without their number, of what was recorded up to `entry` of the ledger."""

    entry: int
    decisions: Sequence[Decision]


def require_decided_inputs(call: Call) -> None:
    """Raises Refused where what the decisions are made of is not what the ledger says of it."""
    require_recorded_inputs(call, DECIDED)


def draft_decisions(call: Call, actor: User, most: int | None = None) -> Drafted:
    """The next ones, at `most` so many, written while nobody waits. Raises Refused."""
    entry = newest_entry(call.code)
    require_state(CallWork.PREPARE_DECISIONS, call)
    findings = findings_of(newest_signed(call))
    without = (
        with_hearings(awaiting_decision(call))
        .select_related("lot", "organisation", "completeness_check")
        .prefetch_related("decisions")
    )
    chosen = list(without.order_by("number")[:most])
    _require_allocated(findings, chosen)
    require_translated(call)
    return Drafted(entry, [_decision(findings, one, actor) for one in lively(chosen)])


def prepare_decisions(*, call: Call, actor: User, drafted: Drafted | None = None) -> int:
    """How many were made now; those that exist stay as they are, byte for byte.

    `drafted` were written before, of inputs that were compared; Outdated where something was
    recorded since. Without them all that are missing are made.
    """
    with act(call, CallWork.PREPARE_DECISIONS, actor) as done:
        done.require()
        if drafted is None:
            require_decided_inputs(done.call)
            drafted = draft_decisions(done.call, actor)
        done.require_nothing_since(drafted.entry)
        numbers = _numbers(done.call)
        for decision in drafted.decisions:
            decision.number, decision.prepared_at = next(numbers), done.at
            decision.content = numbered(decision.content, decision.number, done.at)
        _write(done, drafted.decisions)
        return len(drafted.decisions)


def _decision(findings: Findings, application: Application, actor: User) -> Decision:
    kind = decision_kind(findings, application, findings.amount(application))
    if (kind == DecisionKind.DISMISSED) != (application.state in application_stages.DISMISSED):
        raise Refused(
            _("Application %(number)s is not in the approved computation.")
            % {"number": application.number}
        )
    decision = decision_on(findings, application)
    # What is added with the number is ASCII, but for the file number of the call.
    said = {"content": decision.content, "file": findings.call.file_number}
    decision.letters, decision.prepared_by = letters_of(said), actor
    return decision


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
            _("The approved computation divides no money in lot %(lot)s: nothing can be decided.")
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
