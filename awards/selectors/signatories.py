"""Who signs the decisions of a call on a day, and what waits for them."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from awards.models import Decision, Proposal, ProposalState
from awards.selectors.awaiting_decision import awaiting_decision
from grants.core import application_stages, call_stages
from grants.models import Application, Call, Signatory
from grants.permissions import sign_for_call
from scoring.models import RunPurpose


def signatories_for(call: Call, day: date) -> QuerySet[Signatory]:
    """Whoever may sign them on this day, the newest term first."""
    rows = Signatory.objects.filter(funder_id=call.funder_id).select_related("user")
    return rows.signing_on(day)


def signatory_for(call: Call, user: User, day: date) -> Signatory | None:
    """The appointment in which the person signs; None out of its term."""
    return signatories_for(call, day).filter(user=user).first()


def may_sign_today(call: Call, user: User) -> bool:
    """Whether the person would sign, whatever the state of the call."""
    if not sign_for_call.allows(user, call):
        return False
    return signatory_for(call, user, timezone.localdate()) is not None


def readers_who_sign(call: Call, day: date) -> list[tuple[str, str]]:
    """(address, language) of those who may sign."""
    return [
        (one.user.email, one.user.language)
        for one in signatories_for(call, day)
        if sign_for_call.allows(one.user, call)
    ]


def unsigned_decisions(call: Call) -> QuerySet[Decision]:
    """Those that are prepared and wait for the signature."""
    return call.decisions.filter(signature=None)


def has_unsigned(call: Call) -> bool:
    """Some are still to be signed, prepared or not."""
    return unsigned_decisions(call).exists() or awaiting_decision(call).exists()


def calls_to_sign(user: User) -> list[Call]:
    """Whose decisions wait for this person's signature, the oldest call first."""
    terms = Signatory.objects.signing_on(timezone.localdate())
    in_term = Exists(terms.filter(user=user, funder=OuterRef("funder_id")))
    rows = sign_for_call.queryset(user).filter(in_term).select_related("funder").order_by("pk")
    prepared = Decision.objects.filter(call=OuterRef("pk"), signature=None)
    without = Application.objects.filter(
        call=OuterRef("pk"), state__in=application_stages.AWAITING_DECISION, decisions=None
    )
    first = rows.filter(Exists(prepared) | Exists(without), state__in=call_stages.TO_ISSUE)
    replays = Proposal.objects.filter(
        call=OuterRef("pk"),
        state=ProposalState.APPROVED,
        allocation__ranking__purpose=RunPurpose.REPLAY,
    )
    # What a replay changes is found by comparing; decided calls with one are few.
    again = rows.filter(Exists(replays), state__in=call_stages.DECIDED)
    return [*first, *(call for call in again if has_unsigned(call))]
