"""Sign the prepared decisions of a call: the act of the person whose name stands under them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from awards.actions._proposal import require_another
from awards.models import Decision, DecisionSignature
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.signatories import (
    signatories_in_term,
    signatory_for,
    unsigned_decisions,
)
from awards.selectors.signed import newest_signed
from awards.signature_mail import DECISIONS_SIGNED
from grants.actions._act import Done, act
from grants.core.workflow import CallWork
from grants.letters.question import readers_of_questions
from grants.models import Call, Signatory
from scoring.recorded_inputs import require_recorded_rows


def sign_decisions(*, call: Call, actor: User) -> DecisionSignature:
    """The signature under all decisions that wait for one; they can be issued then.

    Raises Refused where one is not prepared yet or none waits, out of the person's term, and for
    whoever proposed them; PermissionDenied.
    """
    with act(call, CallWork.SIGN_DECISIONS, actor) as done:
        done.require()
        call = done.call
        if awaiting_decision(call).exists():
            raise Refused(_("Not all decisions are prepared yet. Try once more."))
        waiting = unsigned_decisions(call).select_for_update(of=("self",)).defer("content")
        decisions = list(waiting.order_by("pk"))
        if not decisions:
            raise Refused(_("No decision of this call waits for a signature."))
        proposal = newest_signed(call)
        require_another(proposal, actor)
        require_recorded_rows(["prepared decision"], call=call, signature=None)
        signature = _signature(done, _in_term(done, actor), len(decisions))
        _write(done, signature, decisions)
        done.tell(DECISIONS_SIGNED, signature.pk, readers_of_questions(call))
        return signature


def _in_term(done: Done, actor: User) -> Signatory:
    """Raises Refused on a day on which the person signs nothing."""
    found = signatory_for(done.call, actor, timezone.localdate(done.at))
    if found is None:
        day = timezone.localdate(done.at)
        if signatories_in_term(done.call, day).filter(user=actor).exists():
            raise Refused(
                _(
                    "Several sign for the funder, and you are not named for this call. The officer"
                    " names who signs."
                )
            )
        raise Refused(
            _("Your term as signatory has not begun or is over. The administrator enters it.")
        )
    return found


def _signature(done: Done, signatory: Signatory, decisions: int) -> DecisionSignature:
    return DecisionSignature(
        call=done.call,
        number=done.call.signatures.count() + 1,
        signatory=signatory,
        name=str(signatory.user),
        title=dict(signatory.title.data),
        decisions=decisions,
        signed_at=done.at,
    )


def _write(done: Done, signature: DecisionSignature, decisions: list[Decision]) -> None:
    for decision in decisions:
        decision.call, decision.signature = done.call, signature
    signature.entry = done.record(
        pub={},
        payload={"signature": signature.number, "decisions": len(decisions)},
        rows={"decision signature": [signature], "signed decision": decisions},
    )
    signature.save()
    unsigned_decisions(done.call).update(signature=signature)
