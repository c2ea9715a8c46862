"""Give a proposal back to the committee with the reason; nothing of it is decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from awards.actions._proposal import lock_waiting
from awards.models import Proposal, ProposalState
from awards.permissions import sign_proposal
from awards.return_mail import RETURN, readers_of
from callfile.form.values import text_problems
from grants.actions._transition import (
    application_change,
    call_change,
    lock_call,
    move_application,
    move_call,
)
from grants.core import application_stages
from grants.core.workflow import ApplicationStep, CallStep
from jobs.actions.promise_letters import promise_letters
from scoring.selectors.reasons import reasons_of

LEAST_CHARACTERS, MOST_CHARACTERS = 10, 2000


@transaction.atomic
def return_proposal(*, proposal: Proposal, reason: str, actor: User) -> Proposal:
    """The returned proposal; its call is being scored again. Raises Refused."""
    call = lock_call(proposal.call)
    sign_proposal.require(actor, proposal)
    locked = lock_waiting(proposal, call)
    said = _reason(reason)
    applications = list(
        call.applications.select_for_update(of=("self",))
        .filter(state__in=application_stages.PROPOSED)
        .order_by("pk")
    )
    for application in applications:
        application.call = call
    at = lock_log()
    locked.state = ProposalState.RETURNED
    locked.reason, locked.closed_by, locked.closed_at = said, actor, at
    step = ApplicationStep.RETURN_PROPOSAL
    entry = append_entry(
        type=EntryType.PROPOSAL_RETURNED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role="approver"),
        pub={"proposal": locked.number},
        payload={"proposal": locked.number, "reason": said},
        rows={
            "proposal closed": [locked],
            "state": [
                call_change(call, CallStep.RETURN_PROPOSAL, actor=actor, at=at, reason=said),
                *(
                    application_change(one, step, actor=actor, at=at, reason=said)
                    for one in applications
                ),
            ],
        },
        # The committee may write them anew.
        gone={"reason": reasons_of(call)},
        at=at,
    )
    for application in applications:
        move_application(application, step, actor=actor, entry=entry, at=at, reason=said)
    move_call(call, CallStep.RETURN_PROPOSAL, actor=actor, entry=entry, at=at, reason=said)
    locked.save(update_fields=["state", "reason", "closed_by", "closed_at"])
    promise_letters(
        kind=RETURN,
        about=locked.pk,
        readers=readers_of(call),
        at=at,
        call=(call.pk, call.funder_id),
    )
    return locked


def _reason(text: str) -> str:
    cleaned = clean_text(text)
    if len(cleaned) < LEAST_CHARACTERS:
        raise Refused(
            _("Write the reason in at least %(least)d characters: it goes to the committee.")
            % {"least": LEAST_CHARACTERS},
            field="reason",
        )
    if any(text_problems(cleaned, MOST_CHARACTERS)):
        raise Refused(
            _("Write at most %(most)d characters, without signs that cannot be printed.")
            % {"most": MOST_CHARACTERS},
            field="reason",
        )
    return cleaned
