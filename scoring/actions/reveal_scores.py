"""Open all sheets to the committee at once: from then on nothing on them changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._transition import lock_call, move_application
from grants.core.workflow import ApplicationState, ApplicationStep, CallState
from grants.models import Call
from scoring.actions._scoring import committee_of
from scoring.models import Committee, ScoreSheet
from scoring.permissions import lead_committee
from scoring.selectors.role_in_call import role_in_call
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
    complete = locked.applications.select_for_update(of=("self",)).filter(
        state=ApplicationState.COMPLETE
    )
    applications = list(complete.order_by("pk"))
    sheets = ScoreSheet.objects.filter(application__call=locked, locked_at__isnull=False)
    counts = {"applications": len(applications), "sheets": sheets.count()}
    at = lock_log()
    entry = append_entry(
        type=EntryType.SCORES_REVEALED,
        call_code=locked.code,
        actor=ledger_actor(user_id=actor.pk, role=role_in_call(locked, actor)),
        pub=counts,
        payload={**counts, "entries": sorted(sheets.values_list("entry__seq", flat=True))},
        at=at,
    )
    for application in applications:
        application.call = locked
        move_application(application, ApplicationStep.SCORE, actor=actor, entry=entry, at=at)
    committee.revealed_at = at
    committee.save(update_fields=["revealed_at"])
    return committee


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
