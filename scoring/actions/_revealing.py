"""From now on the committee sees all sheets, and nothing on them changes."""

from audit.core.entry import EntryType
from audit.database.ready_rows import ReadyRows
from grants.actions._act import Done
from grants.actions._transition import lock_to_move
from grants.core import application_stages
from grants.core.workflow import ApplicationStep
from scoring.actions._assessed import write_assessed
from scoring.actions.runs._recording import record_conflicts
from scoring.models import COUNTS, Committee, ScoreSheet


def show_sheets(done: Done, committee: Committee, assessed: ReadyRows | None = None) -> Committee:
    """Within an act that holds both and has found every sheet that is due locked.

    `assessed` are the rows of all criteria, where they were made before.
    """
    call, at = done.call, done.at
    record_conflicts(call, at)
    complete = call.applications.filter(state__in=application_stages.TO_SCORE)
    applications = lock_to_move(complete, call)
    sheets = ScoreSheet.objects.filter(COUNTS, application__call=call)
    committee.revealed_at = at
    counts = {"applications": len(applications), "sheets": sheets.count()}
    done.record(
        type=EntryType.SCORES_REVEALED,
        pub={},
        payload={**counts, "entries": sorted(sheets.values_list("entry__seq", flat=True))},
        rows={"revealed": [committee]},
        moves=[done.move(one, ApplicationStep.SCORE) for one in applications],
    )
    committee.save(update_fields=["revealed_at"])
    call.committee = committee
    write_assessed(call, rows=assessed)
    return committee
