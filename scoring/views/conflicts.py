"""A member's statement on conflicts of interest."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.refusal import Refused
from accounts.signed_in import user_of
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.forms.conflicts import ConflictsForm, NewConflictForm
from scoring.models import CommitteeMember, CommitteeRole
from scoring.permissions import declare_conflicts as may_declare
from scoring.selectors.conflicts import ConflictRow, conflict_rows
from scoring.views.committee_desk import committee_page, desk_context
from scoring.views.conflicts_in_words import match_in_words

Statement = ConflictsForm | NewConflictForm


@committee_page
def conflicts(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    """The whole list at first; later what was said, and a place for a new conflict."""
    if not may_declare.allows(user_of(request), member.committee.call):
        raise PermissionDenied
    rows = conflict_rows(member)
    chosen = NewConflictForm if "new" in request.POST else ConflictsForm
    form: Statement = chosen(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and _declared(request, member, form):
        messages.success(request, _("Your statement is recorded."))
        return redirect("scoring:conflicts", code=member.committee.call.code)
    context = _context(member, rows, form)
    return render(request, "scoring/conflicts.html", context, status=422 if form.errors else 200)


def _declared(request: HttpRequest, member: CommitteeMember, form: Statement) -> bool:
    if not form.is_valid():
        return False
    try:
        declare_conflicts(
            call=member.committee.call, answers=form.answers(), actor=user_of(request)
        )
    except Refused as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, str(refused.message))
        return False
    return True


def _context(member: CommitteeMember, rows: list[ConflictRow], form: Statement) -> dict[str, Any]:
    statement = form if isinstance(form, ConflictsForm) else ConflictsForm(rows=rows)
    new = form if isinstance(form, NewConflictForm) else NewConflictForm(rows=rows)
    matched = [
        one | match_in_words(member, one["row"]) | {"is_open": _is_open(statement, one["row"])}
        for one in statement.matched
    ]
    substitutes = member.committee.members.filter(role=CommitteeRole.SUBSTITUTE)
    return desk_context(member) | {
        "rows": rows,
        "form": form,
        "statement": statement,
        "new": new,
        "matched": matched,
        "answered": sum(not one["is_open"] for one in matched),
        "declared": [row for row in rows if row.is_declared],
        "recused": sum(bool(row.declaration and row.declaration.in_conflict) for row in rows),
        "substitutes": [seat.user for seat in substitutes.select_related("user")],
    }


def _is_open(form: ConflictsForm, row: ConflictRow) -> bool:
    name = f"answer-{row.application.pk}"
    return not form.data.get(name) or bool(
        form.errors.get(name) or form.errors.get(f"reason-{row.application.pk}")
    )
