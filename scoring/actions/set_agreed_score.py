"""Record the value on which the committee agreed, where the published method is `agreed`."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._transition import lock_application
from grants.models import Application
from scoring.actions._scoring import require_revealed
from scoring.models import AgreedScore
from scoring.permissions import lead_application
from scoring.selectors.lot_rules import lot_rules, questions_of
from scoring.selectors.role_in_call import role_in_call


@transaction.atomic
def set_agreed_score(
    *, application: Application, criterion: str, value: str, actor: User, seen: str = ""
) -> AgreedScore:
    """`value` is a level's code or a decimal string; `seen` the mark of what the page showed.

    Raises Refused, ChangedMeanwhile, PermissionDenied.
    """
    locked = lock_application(application)
    lead_application.require(actor, locked)
    require_revealed(locked.call)
    lot = lot_rules(locked.call, locked.lot.code)
    question = questions_of(locked, lot, {}).get(criterion)
    if not lot.is_agreed or question is None or not question.is_asked:
        raise Refused(_("The published rule knows no agreed value for this criterion."))
    accepted = question.accepted(value)
    if accepted is None:
        raise Refused(_("Choose a value that the call allows for this criterion."), field="value")
    found = AgreedScore.objects.filter(application=locked, criterion=criterion).first()
    if found is not None and found.value == accepted:
        return found
    require_seen(seen, stored_agreement(found))
    at = lock_log()
    score = found or AgreedScore(application=locked, criterion=criterion)
    score.value, score.set_by, score.set_at = accepted, actor, at
    score.entry = append_entry(
        type=EntryType.AGREED_SCORE_SET,
        call_code=locked.call.code,
        actor=ledger_actor(user_id=actor.pk, role=role_in_call(locked.call, actor)),
        pub={},
        payload={"application": locked.number, "criterion": criterion, "value": accepted},
        rows={"agreed": [score]},
        at=at,
    )
    score.save()
    return score


def stored_agreement(score: AgreedScore | None) -> dict[str, str]:
    """What another agreement would overwrite."""
    return {"value": score.value} if score else {}
