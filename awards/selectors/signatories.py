"""Who signs the decisions of a call on a day, and what waits for them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from awards.models import Decision, Proposal, ProposalState
from awards.selectors.awaiting_decision import awaiting_decision
from grants.core import application_stages, call_stages
from grants.models import Application, Call, Signatory
from grants.models.funder import SignatorySet
from grants.permissions import sign_for_call
from scoring.models import RunPurpose


def signatories_in_term(call: Call, day: date) -> SignatorySet:
    """Whoever could sign for the funder on this day, the newest term first."""
    rows = Signatory.objects.filter(funder_id=call.funder_id).select_related("user")
    return rows.signing_on(day)


def signatories_for(call: Call, day: date) -> QuerySet[Signatory]:
    """Whoever may sign the decisions of the call on this day: of several the one that the officer
    has named, nobody before that. Who is named and out of term counts as not named.
    """
    alone = ~Exists(_others(day))
    return signatories_in_term(call, day).filter(Q(user_id=call.signatory_id) | alone)


def _others(day: date) -> SignatorySet:
    """Of an appointment: those of others with the same funder, in their term."""
    rows = Signatory.objects.signing_on(day).filter(funder=OuterRef("funder"))
    return rows.exclude(user=OuterRef("user"))


def is_to_be_named(call: Call, day: date) -> bool:
    """Several could sign, and none of them is named."""
    return call.pk in calls_to_name([call], day)


def calls_to_name(calls: Sequence[Call], day: date) -> set[int]:
    """Keys of those of which the same is true; one query."""
    in_term: dict[int, set[int]] = defaultdict(set)
    rows = Signatory.objects.filter(funder__in={call.funder_id for call in calls}).signing_on(day)
    for funder, user in rows.values_list("funder", "user"):
        in_term[funder].add(user)
    return {
        call.pk
        for call in calls
        if len(in_term[call.funder_id]) > 1 and call.signatory_id not in in_term[call.funder_id]
    }


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
    terms = Signatory.objects.signing_on(timezone.localdate()).filter(funder=OuterRef("funder_id"))
    named = Q(signatory=user) | ~Exists(terms.exclude(user=user))
    in_term = Exists(terms.filter(user=user))
    rows = (
        sign_for_call.queryset(user).filter(in_term & named).select_related("funder").order_by("pk")
    )
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
