"""What the acts of a committee have in common: seat, sheet and what may be written."""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from callfile.form.problems import ProblemCode
from callfile.form.values import text_problems
from grants.models import Application, Call
from scoring.models import Committee, CommitteeMember, ScoreSheet
from scoring.selectors.committee.seats import seat_of
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.runs.lot_rules import leaves_judging, lot_rules

MOST_CHARACTERS = 2000


def committee_of(call: Call) -> Committee:
    committee = Committee.objects.select_for_update().filter(call=call).first()
    if committee is None:
        raise Refused(_("This call has no committee yet."))
    return committee


def own_sheet(application: Application, actor: User) -> tuple[CommitteeMember, ScoreSheet | None]:
    """The seat and the sheet of an actor who may score, both held. Raises Refused."""
    member = seat_of(application.call, actor)
    if not leaves_judging(application, lot_rules(application.call, application.lot.code)):
        raise Refused(_("Nothing in this application is left to assessors: it needs no sheet."))
    if member is None or member.pk not in assessors_of_application(application):
        raise Refused(_("Another member scores this application; you are not needed here."))
    sheets = ScoreSheet.objects.select_for_update()
    return member, sheets.filter(member=member, application=application).first()


def reason_text(text: str, most: int = MOST_CHARACTERS, field: str = "reason") -> str:
    """Cleaned. Raises Refused where it is too long or holds signs that are no text."""
    cleaned = clean_text(text)
    problems = [code for code, _args in text_problems(cleaned, most)]
    if ProblemCode.FORBIDDEN_CHARACTER in problems:
        raise Refused(_("Remove the signs that cannot be printed."), field=field)
    if ProblemCode.TOO_LONG in problems:
        raise Refused(
            _("Write at most %(most)d characters; you wrote %(count)d.")
            % {"most": most, "count": len(cleaned)},
            field=field,
        )
    return cleaned
