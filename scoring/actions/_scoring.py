"""What the acts of a committee have in common: the time for them, and what may be written."""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from callfile.form.problems import ProblemCode
from callfile.form.values import text_problems
from grants.core import call_stages
from grants.models import Application, Call
from scoring.models import Committee, CommitteeMember, ScoreSheet
from scoring.permissions import score_application
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.lot_rules import leaves_judging, lot_rules
from scoring.selectors.seats import seat_of
from scoring.selectors.sheets import sheet_progress

MOST_CHARACTERS = 2000
MOST_NAMED = 10


def require_scoring(call: Call) -> Committee:
    """The committee, while the call is being scored. Raises Refused before and after.

    After the scores are revealed too: whoever steps in for a member in conflict writes then.
    """
    committee = committee_of(call)
    if call.state not in call_stages.IN_SCORING:
        raise Refused(_("Sheets are filled in while the call is being scored."))
    return committee


def require_revealed(call: Call) -> Committee:
    """The committee, while it meets: after the scores are revealed, before the proposal."""
    committee = committee_of(call)
    if call.state not in call_stages.IN_SCORING or committee.revealed_at is None:
        raise Refused(_("The committee agrees after the scores are revealed."))
    return committee


def committee_of(call: Call) -> Committee:
    committee = Committee.objects.select_for_update().filter(call=call).first()
    if committee is None:
        raise Refused(_("This call has no committee yet."))
    return committee


def own_sheet(application: Application, actor: User) -> tuple[CommitteeMember, ScoreSheet | None]:
    """The actor's seat and sheet, both held. Raises PermissionDenied, Refused."""
    score_application.require(actor, application)
    member = seat_of(application.call, actor)
    if not leaves_judging(application, lot_rules(application.call, application.lot.code)):
        raise Refused(_("Nothing in this application is left to assessors: it needs no sheet."))
    if member is None or member.pk not in assessors_of_application(application):
        raise Refused(_("Another member scores this application; you are not needed here."))
    sheets = ScoreSheet.objects.select_for_update()
    return member, sheets.filter(member=member, application=application).first()


def require_every_sheet(call: Call) -> None:
    """Raises Refused naming the applications whose sheets are still to be locked."""
    progress = sheet_progress(call)
    if progress.short_numbers:
        raise Refused(
            _("Too few members without a conflict score these applications: %(numbers)s.")
            % {"numbers": _named(progress.short_numbers)}
        )
    if progress.open_numbers:
        raise Refused(
            _("Sheets of these applications are not locked yet: %(numbers)s.")
            % {"numbers": _named(progress.open_numbers)}
        )


def _named(numbers: tuple[str, ...]) -> str:
    shown = ", ".join(numbers[:MOST_NAMED])
    more = len(numbers) - MOST_NAMED
    words = {"numbers": shown, "more": more}
    return shown if more <= 0 else _("%(numbers)s and %(more)d more") % words


def reason_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """Cleaned. Raises Refused where it is too long or holds signs that are no text."""
    cleaned = clean_text(text)
    problems = [code for code, _args in text_problems(cleaned, most)]
    if ProblemCode.FORBIDDEN_CHARACTER in problems:
        raise Refused(_("Remove the signs that cannot be printed."), field="reason")
    if ProblemCode.TOO_LONG in problems:
        raise Refused(
            _("Write at most %(most)d characters; you wrote %(count)d.")
            % {"most": most, "count": len(cleaned)},
            field="reason",
        )
    return cleaned
