"""Open all sheets to the committee at once: from then on nothing on them changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.lock_log import lock_log
from grants.actions._transition import lock_call
from grants.core.workflow import CallState
from grants.models import Call
from scoring.actions._revealing import show_sheets
from scoring.actions._scoring import committee_of
from scoring.models import Committee
from scoring.permissions import lead_committee
from scoring.selectors.sheets import sheet_progress

MOST_NAMED = 10


@transaction.atomic
def reveal_scores(*, call: Call, actor: User) -> Committee:
    """The committee; once more is once. Raises Refused naming the applications still open."""
    locked = lock_call(call)
    lead_committee.require(actor, locked)
    committee = committee_of(locked)
    if committee.revealed_at is not None:
        return committee
    if locked.state != CallState.SCORING:
        raise Refused(_("The scores are revealed at the end of the scoring."))
    _guard(locked)
    return show_sheets(locked, committee, actor=actor, at=lock_log())


def _guard(call: Call) -> None:
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
    return (
        shown
        if more <= 0
        else _("%(numbers)s and %(more)d more")
        % {
            "numbers": shown,
            "more": more,
        }
    )
