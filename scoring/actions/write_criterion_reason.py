"""Write why a criterion got less than its maximum, as it will stand in the decision."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions._assessed import write_assessed
from scoring.actions._scoring import committee_of, reason_text
from scoring.models import CriterionReason
from scoring.selectors.reasons import official_languages
from scoring.selectors.runs.lot_rules import lot_rules, questions_of

MOST_CHARACTERS = 4000


def write_criterion_reason(
    *,
    application: Application,
    criterion: str,
    text: Mapping[str, str],
    actor: User,
    seen: str = "",
) -> CriterionReason:
    """`text` by language; a language left empty stays missing. The same text once more changes
    nothing, not even its time: the committee does not vote again for that.

    `seen` is the mark of the reason that was on the page. Raises Refused, ChangedMeanwhile,
    PermissionDenied.
    """
    with act(application, ApplicationWork.WRITE_REASON, actor) as done:
        locked = done.application
        committee_of(locked.call)
        done.require()
        lot = lot_rules(locked.call, locked.lot.code)
        question = questions_of(locked, lot, {}).get(criterion)
        if question is None or not question.is_asked:
            raise Refused(_("This criterion is not assessed here."))
        languages = official_languages(locked.call)
        cleaned = {code: reason_text(text.get(code, ""), MOST_CHARACTERS) for code in languages}
        found = CriterionReason.objects.filter(application=locked, criterion=criterion).first()
        written = {code: sentence for code, sentence in cleaned.items() if sentence}
        if found is not None and found.text == written:
            return found
        reason = found or CriterionReason(application=locked, criterion=criterion)
        if reason.text != written:
            require_seen(seen, reason.text)
        reason.text = written
        reason.written_by, reason.written_at = actor, done.at
        reason.save()
        write_assessed(locked.call, [locked.pk])
        return reason
