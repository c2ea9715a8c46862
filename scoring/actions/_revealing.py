"""From now on the committee sees all sheets, and nothing on them changes."""

from datetime import datetime

from accounts.models import User
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._transition import application_change, move_application
from grants.core import application_stages
from grants.core.workflow import ApplicationStep
from grants.models import Call
from scoring.actions._recording import record_conflicts
from scoring.models import Committee, ScoreSheet
from scoring.selectors.role_in_call import role_in_call


def show_sheets(call: Call, committee: Committee, *, actor: User, at: datetime) -> Committee:
    """Within an act that holds both, has asked who may and found every sheet that is due locked."""
    record_conflicts(call, at)
    complete = call.applications.select_for_update(of=("self",)).filter(
        state__in=application_stages.TO_SCORE
    )
    applications = list(complete.order_by("pk"))
    sheets = ScoreSheet.objects.filter(application__call=call, locked_at__isnull=False)
    for application in applications:
        application.call = call
    committee.revealed_at = at
    step = ApplicationStep.SCORE
    counts = {"applications": len(applications), "sheets": sheets.count()}
    entry = append_entry(
        type=EntryType.SCORES_REVEALED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role=role_in_call(call, actor)),
        pub={},
        payload={**counts, "entries": sorted(sheets.values_list("entry__seq", flat=True))},
        rows={
            "revealed": [committee],
            "state": [application_change(one, step, actor=actor, at=at) for one in applications],
        },
        at=at,
    )
    for application in applications:
        move_application(application, step, actor=actor, entry=entry, at=at)
    committee.save(update_fields=["revealed_at"])
    return committee
