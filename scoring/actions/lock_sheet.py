"""Lock a member's own sheet: complete, every value below the highest with its reason, for good."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.keys.pseudonyms import ledger_actor
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions._assessed import write_assessed
from scoring.actions._scoring import committee_of, own_sheet
from scoring.models import ScoreSheet
from scoring.selectors.runs.lot_rules import lot_rules, questions_of
from scoring.selectors.sheets import unanswered


def lock_sheet(*, application: Application, actor: User, seen: str = "") -> ScoreSheet:
    """The locked sheet; once more is once. `seen` is the mark of the answers that were shown.

    Raises Refused naming the criteria, ChangedMeanwhile, PermissionDenied.
    """
    with act(application, ApplicationWork.LOCK_SHEET, actor) as done:
        locked = done.application
        committee_of(locked.call)
        done.require()
        member, sheet = own_sheet(locked, actor)
        if sheet is not None and sheet.locked_at is not None:
            return sheet
        kept = {} if sheet is None else sheet.answers
        require_seen(seen, kept)
        questions = questions_of(locked, lot_rules(locked.call, locked.lot.code), kept)
        missing = unanswered(questions, kept)
        if sheet is None or missing:
            raise Refused(
                _("The sheet is not complete yet: %(criteria)s.")
                % {"criteria": ", ".join(missing or [one.code for one in questions.asked])}
            )
        sheet.answers = {one.code: kept[one.code] for one in questions.asked}
        sheet.locked_at = done.at
        sheet.application, sheet.member = locked, member
        sheet.entry = done.record(
            by=ledger_actor(user_id=actor.pk, role=member.role),
            pub={},
            payload={"application": locked.number, "answers": sheet.answers},
            rows={"sheet": [sheet]},
        )
        sheet.save()
        write_assessed(locked.call, [locked.pk])
        return sheet
