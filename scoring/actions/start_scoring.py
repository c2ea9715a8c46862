"""Begin the scoring: every application is complete or dismissed, and a committee stands ready."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._transition import call_change, lock_call, move_call
from grants.core import application_stages, call_stages
from grants.core.workflow import CallStep
from grants.models import Call
from grants.permissions import run_call
from grants.selectors.application_counts import counts_of
from scoring.actions._revealing import show_sheets
from scoring.models import Committee


@transaction.atomic
def start_scoring(*, call: Call, actor: User) -> Call:
    """The call, now `scoring`; once more is once. Raises Refused.

    Without any application left nothing waits for the committee: the ranking can be computed.
    """
    locked = lock_call(call)
    run_call.require(actor, locked)
    if locked.state in call_stages.IN_SCORING:
        return locked
    committee = _guard(locked)
    at = lock_log()
    count = counts_of(locked).complete
    entry = append_entry(
        type=EntryType.CALL_ADVANCED,
        call_code=locked.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={"step": CallStep.START_SCORING.value},
        payload={"applications": count},
        rows={"state": [call_change(locked, CallStep.START_SCORING, actor=actor, at=at)]},
        at=at,
    )
    move_call(locked, CallStep.START_SCORING, actor=actor, entry=entry, at=at)
    if not count:
        show_sheets(locked, committee, actor=actor, at=at)
    return locked


def _guard(call: Call) -> Committee:
    if call.state not in call_stages.IN_CHECK:
        raise Refused(_("The scoring begins when completeness has been decided."))
    committee = Committee.objects.select_for_update().filter(call=call).first()
    if committee is None:
        raise Refused(_("Appoint the committee first."))
    undecided = call.applications.filter(state__in=application_stages.TO_CHECK).order_by("number")
    numbers = list(undecided.values_list("number", flat=True))
    if numbers:
        raise Refused(
            _("Decide first whether these applications are complete: %(numbers)s.")
            % {"numbers": ", ".join(numbers)}
        )
    return committee
