"""A statement on conflicts of interest, of a member of the committee or of the staff of a call."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.models import Call
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.forms.conflicts import ConflictsForm, NewConflictForm
from scoring.models import SITS, CommitteeMember, CommitteeRole
from scoring.permissions import declare_conflicts as may_declare
from scoring.permissions import sit_in_committee
from scoring.selectors.committee.conflicts import (
    AskedConflict,
    ConflictRow,
    asked_of,
    conflict_rows,
    to_step_out_of,
)
from scoring.selectors.committee.matching import LETTERS_PER_FAULT
from scoring.selectors.committee.seats import seat_of
from scoring.views.committee_desk import desk_context
from scoring.words.conflicts import found_since_in_words, match_in_words

ON_A_PAGE = 50
Statement = ConflictsForm | NewConflictForm


@login_required
def conflicts(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked at first; later what was said, and a place for a new conflict."""
    user = user_of(request)
    call = get_object_or_404(may_declare.queryset(user).select_related("funder"), code=code)
    member = seat_of(call, user) if sit_in_committee.allows(user, call) else None
    asked = asked_of(call, user, member)
    part = _part(asked, member is not None, request.GET.get("page"))
    rows = conflict_rows(call, user, member, part.keys)
    chosen = NewConflictForm if "new" in request.POST else ConflictsForm
    sent = request.POST if request.method == "POST" else None
    form: Statement = chosen(sent, rows=rows, member=member is not None)
    if request.method == "POST" and _declared(call, user, form):
        messages.success(request, _("Your statement is recorded."))
        return redirect("scoring:conflicts", code=call.code)
    context = _context(call, user, member, rows, form) | {
        "total": asked.total,
        "later": part.later,
        "page": part.page,
        "steps_out": len(to_step_out_of(call, user)) if member else 0,
    }
    return render(request, "scoring/conflicts.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class ConflictPart:
    """The applications of one page: what is asked first, `later` how many are asked after it."""

    keys: tuple[int, ...]
    later: int = 0
    page: Page[int] | None = None


def _part(asked: AskedConflict, seated: bool, page: str | None) -> ConflictPart:
    """A long statement is given in parts; the list of what is not asked has pages."""
    shown = asked.waiting[:ON_A_PAGE]
    found = Paginator(asked.others, ON_A_PAGE).get_page(page)
    if seated and shown and asked.total > ON_A_PAGE:
        return ConflictPart(shown, len(asked.waiting) - len(shown))
    return ConflictPart((*shown, *found.object_list), len(asked.waiting) - len(shown), found)


def _declared(call: Call, user: User, form: Statement) -> bool:
    if not form.is_valid():
        return False
    with told_in(form):
        declare_conflicts(call=call, answers=form.answers(), actor=user)
        return True
    return False


def _context(
    call: Call,
    user: User,
    member: CommitteeMember | None,
    rows: list[ConflictRow],
    form: Statement,
) -> dict[str, Any]:
    seated = member is not None
    statement = form if isinstance(form, ConflictsForm) else ConflictsForm(rows=rows, member=seated)
    new = form if isinstance(form, NewConflictForm) else NewConflictForm(rows=rows, member=seated)
    matched = [
        one
        | match_in_words(user, member, one["row"])
        | {"is_open": _is_open(statement, one["row"])}
        for one in statement.matched
    ]
    return (desk_context(member) if member else {"call": call}) | {
        "rows": rows,
        "form": form,
        "statement": statement,
        "new": new,
        "matched": matched,
        "answered": sum(not one["is_open"] for one in matched),
        "declared": [
            {"row": row, "since": found_since_in_words(row)} for row in rows if row.is_declared
        ],
        "near": LETTERS_PER_FAULT,
        "substitutes": _substitutes(member) if member else [],
    }


def _substitutes(member: CommitteeMember) -> list[User]:
    seats = member.committee.members.filter(SITS, role=CommitteeRole.SUBSTITUTE)
    return [seat.user for seat in seats.select_related("user")]


def _is_open(form: ConflictsForm, row: ConflictRow) -> bool:
    name = f"answer-{row.code}"
    return not form.data.get(name) or bool(
        form.errors.get(name) or form.errors.get(f"reason-{row.code}")
    )
