"""Between two proposals: what the return was about, and what the committee opened again."""

from collections import defaultdict
from collections.abc import Sequence

from awards.models import Proposal, ProposalState
from grants.core.workflow import CallStep
from grants.models import Application, StateChange
from scoring.models import Reopening
from scoring.selectors.runs.returned import named_in


def named_in_return(proposal: Proposal) -> Sequence[str]:
    """The applications that the return of this proposal names; none where it is about all."""
    if proposal.state != ProposalState.RETURNED or proposal.closed_at is None:
        return ()
    changes = StateChange.objects.filter(
        call=proposal.call_id,
        application=None,
        step=CallStep.RETURN_PROPOSAL.value,
        at=proposal.closed_at,
    )
    returned = changes.last()
    return () if returned is None else named_in(returned)


def reopened_since(previous: Proposal, proposal: Proposal) -> dict[Application, list[Reopening]]:
    """What was opened from the return of one to the making of the other, by application."""
    rows = Reopening.objects.filter(
        application__call=proposal.call_id,
        opened_at__gte=previous.closed_at,
        entry__lt=proposal.entry_id,
    )
    found: dict[Application, list[Reopening]] = defaultdict(list)
    related = ("application__lot", "member__user", "opened_by")
    for row in rows.select_related(*related).order_by("application__number", "pk"):
        row.application.call = proposal.call
        found[row.application].append(row)
    return dict(found)
