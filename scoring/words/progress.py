"""Lists of sheets in words: for their member, and as counts for who runs the call."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from grants.core import call_stages
from grants.core.workflow import CallStep
from grants.models import Call
from grants.selectors.calls.application_counts import counts_of
from grants.selectors.may import takes
from scoring.models import SITS, CommitteeMember
from scoring.selectors.committee.blind import applicant_name, scores_blindly
from scoring.selectors.committee.seats import undeclared_members
from scoring.selectors.draw_lines import draw_in_short
from scoring.selectors.sheets import SheetRow, SheetState, sheet_progress

_WORDS: dict[SheetState, tuple[str, Promise, Promise]] = {
    SheetState.UNDECLARED: ("act", _("Statement first"), _("Declare")),
    SheetState.CONFLICT: ("no", _("You step out"), _("Statement")),
    SheetState.OBJECTED: ("wait", _("Objection not decided yet"), _("Statement")),
    SheetState.NOT_MINE: ("none", _("Others score it"), pgettext_lazy("act", "Read")),
    SheetState.TO_DRAW: ("wait", _("Assessors not drawn yet"), pgettext_lazy("act", "Read")),
    SheetState.TO_DO: ("todo", _("To be scored"), _("Score")),
    SheetState.IN_WORK: ("part", _("In work"), _("Go on")),
    SheetState.LOCKED: ("done", _("Locked"), pgettext_lazy("act", "Read")),
    SheetState.NOTHING: ("none", _("Needs no sheet"), pgettext_lazy("act", "Read")),
}


def progress_list(member: CommitteeMember, rows: Sequence[SheetRow]) -> list[dict[str, Any]]:
    """Without the content of what the member may not read."""
    is_blind = scores_blindly(member)
    return [_line(member, row, is_blind) for row in rows]


def _line(member: CommitteeMember, row: SheetRow, is_blind: bool) -> dict[str, Any]:
    shape, words, link = _WORDS[row.state]
    readable = row.state not in (
        SheetState.UNDECLARED,
        SheetState.CONFLICT,
        SheetState.OBJECTED,
    )
    call, number = member.committee.call.code, row.application.number
    url = ""
    if readable:
        url = reverse("scoring:sheet", args=[call, number])
    elif row.state is SheetState.UNDECLARED:
        url = reverse("scoring:conflicts", args=[call])
    return {
        "number": number,
        "lot": row.application.lot,
        "applicant": applicant_name(row.application, is_blind),
        "title": row.application.title if readable else "",
        "state": row.state.value,
        "shape": shape,
        "words": words,
        "url": url,
        "link": link,
        "saved_at": row.sheet.saved_at if row.sheet else None,
    }


def officer_context(call: Call, user: User) -> dict[str, Any]:
    """Counts only: whoever runs the call never sees a sheet before the scores are revealed."""
    committee = getattr(call, "committee", None)
    counts = counts_of(call)
    return {
        "call": call,
        "committee": committee,
        "seats": list(committee.members.filter(SITS).select_related("user")) if committee else [],
        "complete": counts.complete,
        "dismissed": counts.dismissed,
        "undecided": counts.undecided,
        "undeclared": undeclared_members(call),
        "progress": sheet_progress(call) if call.state in call_stages.IN_SCORING else None,
        "assessor_draw": draw_in_short(call, user),
        "may_start": takes(CallStep.START_SCORING, call, user),
    }
