"""Record the value on which the committee agreed, where the published method is `agreed`."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions._assessed import write_assessed
from scoring.actions._scoring import committee_of
from scoring.models import AgreedScore
from scoring.selectors.runs.lot_rules import lot_rules, questions_of


def set_agreed_score(
    *, application: Application, criterion: str, value: str, actor: User, seen: str = ""
) -> AgreedScore:
    """`value` is a level's code or a decimal string; `seen` the mark of what the page showed.

    Raises Refused, ChangedMeanwhile, PermissionDenied.
    """
    with act(application, ApplicationWork.AGREE_SCORE, actor) as done:
        locked = done.application
        committee_of(locked.call)
        done.require()
        lot = lot_rules(locked.call, locked.lot.code)
        question = questions_of(locked, lot, {}).get(criterion)
        if not lot.is_agreed or question is None or not question.is_asked:
            raise Refused(_("The published rule knows no agreed value for this criterion."))
        accepted = question.accepted(value)
        if accepted is None:
            raise Refused(
                _("Choose a value that the call allows for this criterion."), field="value"
            )
        found = AgreedScore.objects.filter(application=locked, criterion=criterion).first()
        if found is not None and found.value == accepted:
            return found
        require_seen(seen, stored_agreement(found))
        score = found or AgreedScore(application=locked, criterion=criterion)
        score.value, score.set_by, score.set_at = accepted, actor, done.at
        score.entry = done.record(
            pub={},
            payload={"application": locked.number, "criterion": criterion, "value": accepted},
            rows={"agreed": [score]},
        )
        score.save()
        write_assessed(locked.call, [locked.pk])
        return score


def stored_agreement(score: AgreedScore | None) -> dict[str, str]:
    """What another agreement would overwrite."""
    return {"value": score.value} if score else {}
