"""Lock a member's own sheet: complete, every value below the highest with its reason, for good."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._transition import lock_application
from grants.models import Application
from scoring.actions._scoring import own_sheet, require_scoring
from scoring.models import ScoreSheet
from scoring.selectors.lot_rules import lot_rules, questions_of
from scoring.selectors.sheets import lacking


@transaction.atomic
def lock_sheet(*, application: Application, actor: User) -> ScoreSheet:
    """The locked sheet; once more is once. Raises Refused naming the criteria, PermissionDenied."""
    locked = lock_application(application)
    require_scoring(locked.call)
    member, sheet = own_sheet(locked, actor)
    if sheet is not None and sheet.locked_at is not None:
        return sheet
    kept = {} if sheet is None else sheet.answers
    questions = questions_of(locked, lot_rules(locked.call, locked.lot.code), kept)
    missing = lacking(questions, kept)
    if sheet is None or missing:
        raise Refused(
            _("The sheet is not complete yet: %(criteria)s.")
            % {"criteria": ", ".join(missing or [one.code for one in questions.asked])}
        )
    at = lock_log()
    sheet.answers = {one.code: kept[one.code] for one in questions.asked}
    sheet.locked_at = at
    sheet.application, sheet.member = locked, member
    sheet.entry = append_entry(
        type=EntryType.SHEET_LOCKED,
        call_code=locked.call.code,
        actor=ledger_actor(user_id=actor.pk, role=member.role),
        pub={},
        payload={"application": locked.number, "answers": sheet.answers},
        rows={"sheet": [sheet]},
        at=at,
    )
    sheet.save()
    return sheet
