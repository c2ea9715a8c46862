"""What waits for the signature, and what was signed: the computation that decided a call, and the
replays that corrected it.
"""

from django.db.models import QuerySet

from awards.models import Proposal, ProposalState
from grants.core import call_stages
from grants.models import Call
from scoring.models import RunPurpose


def waiting_for_signature(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Of these: a call that was cancelled meanwhile is neither signed nor returned."""
    return rows.filter(state=ProposalState.WAITING).exclude(call__state__in=call_stages.ENDED)


def deciding_proposal(call: Call, *without: str) -> Proposal:
    """The one that decided the call, `without` some of its large columns.

    Raises Proposal.DoesNotExist where nothing was signed.
    """
    rows = _signed(call).defer(*without)
    return rows.get(allocation__ranking__purpose=RunPurpose.BINDING)


def newest_signed(call: Call) -> Proposal:
    """The one that decisions are made of now. Raises Proposal.DoesNotExist."""
    return _signed(call).latest("number")


def is_outdone(proposal: Proposal) -> bool:
    """Another one was approved after it, or instead of it: decisions are made of that one."""
    newest = _signed(proposal.call).order_by("number").last()
    return newest is not None and newest != proposal


def signed_replay(call: Call) -> Proposal | None:
    """The newest; None where nothing was corrected after the decisions."""
    replays = _signed(call).filter(allocation__ranking__purpose=RunPurpose.REPLAY)
    return replays.order_by("number").last()


def _signed(call: Call) -> QuerySet[Proposal]:
    return Proposal.objects.filter(call=call, state=ProposalState.APPROVED).select_related(
        "call__funder", "allocation__ranking__version", "allocation__entry"
    )
