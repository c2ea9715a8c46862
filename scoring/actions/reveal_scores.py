"""Open all sheets to the committee at once: from then on nothing on them changes."""

from dataclasses import dataclass

from accounts.models import User
from audit.database.ready_rows import ReadyRows
from audit.selectors import newest_entry
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from grants.selectors.may import require_state
from scoring.actions._assessed import ready_assessed
from scoring.actions._revealing import show_sheets
from scoring.actions._scoring import committee_of
from scoring.models import Committee
from scoring.selectors.committee.recusals import unrecorded_conflicts
from scoring.waiting_mail import say_that_scores_are_shown


@dataclass(frozen=True, slots=True)
class ReadSheets:
    """Every criterion of every sheet, as recorded up to `entry` of the ledger."""

    entry: int
    rows: ReadyRows


def read_sheets(call: Call) -> ReadSheets:
    """What the pages of the meeting count, made while nobody waits. Raises Refused."""
    entry = newest_entry(call.code)
    require_state(CallWork.REVEAL_SCORES, call)
    return ReadSheets(entry, ready_assessed(call))


def reveal_scores(*, call: Call, actor: User, read: ReadSheets | None = None) -> Committee:
    """The committee; once more is once. Raises Refused naming the applications still open.

    `read` was made before; Outdated where something was recorded since.
    """
    with act(call, CallWork.REVEAL_SCORES, actor) as done:
        committee = committee_of(done.call)
        if committee.revealed_at is not None:
            return committee
        rows = None
        if read is not None:
            done.require_nothing_since(read.entry)
            # A member who acts for an applicant steps out with the reveal: then all is read anew.
            rows = None if unrecorded_conflicts(done.call) else read.rows
        shown = show_sheets(done, committee, rows)
        say_that_scores_are_shown(done)
        return shown
