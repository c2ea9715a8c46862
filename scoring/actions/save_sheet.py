"""Save one criterion of a member's own sheet."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions._scoring import committee_of, own_sheet, reason_text
from scoring.models import ScoreSheet
from scoring.selectors.runs.lot_rules import lot_rules, questions_of


def save_sheet(
    *,
    application: Application,
    criterion: str,
    value: str,
    reason: str,
    actor: User,
    seen: str = "",
) -> ScoreSheet:
    """`value` is a level's code or a decimal string; empty takes the answer away.

    The reason may come later: only a locked sheet must have it. `seen` is the mark of the answer
    that was on the page. Raises Refused, ChangedMeanwhile, PermissionDenied.
    """
    with act(application, ApplicationWork.SAVE_SHEET, actor) as done:
        locked = done.application
        committee_of(locked.call)
        done.require()
        member, sheet = own_sheet(locked, actor)
        if sheet is not None and sheet.locked_at is not None:
            raise Refused(_("The sheet is locked and does not change any more."))
        lot = lot_rules(locked.call, locked.lot.code)
        question = questions_of(locked, lot, {}).get(criterion)
        if question is None or not question.is_asked:
            raise Refused(_("This criterion is not assessed here."), field="value")
        accepted = question.accepted(value) if value else ""
        if accepted is None:
            raise Refused(
                _("Choose a value that the call allows for this criterion."), field="value"
            )
        if sheet is None:
            sheet = ScoreSheet(member=member, application=locked)
        answer = {"value": accepted, "reason": reason_text(reason)}
        stored = sheet.answers.get(criterion) or {}
        if stored != answer:
            require_seen(seen, stored)
        sheet.answers = {**sheet.answers, criterion: answer}
        sheet.saved_at = done.at
        sheet.save()
        return sheet
