"""The desk of a committee: who comes in, and to which application."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.sign_in.signed_in import user_of
from grants.models import Application, Call
from scoring.models import CommitteeMember
from scoring.permissions import (
    SCORING_ROLES,
    enter_scoring,
    read_application_in_committee,
    sit_in_committee,
)
from scoring.selectors.committee.blind import scores_blindly
from scoring.selectors.committee.seats import seat_of

View = Callable[..., HttpResponseBase]


def committee_page(view: View) -> View:
    """Signed in; `code` becomes the member's seat. Staff of the call without one meets 403."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
        call = call_for(user_of(request), code)
        member = seat_of(call, user_of(request))
        if member is None or not sit_in_committee.allows(user_of(request), call):
            raise PermissionDenied
        return view(request, member, **kwargs)

    return guarded


def call_for(user: User, code: str) -> Call:
    """A call on whose scoring this person has something to do; else 404."""
    rows = enter_scoring.queryset(user).select_related("funder")
    return get_object_or_404(rows, code=code)


def readable_application(member: CommitteeMember, number: str) -> Application:
    """404 for what is not opened, not declared, or in conflict with this member."""
    rows = read_application_in_committee.queryset(member.user)
    rows = rows.filter(call=member.committee.call)
    return get_object_or_404(rows.select_related("call__funder", "lot"), number=number)


def desk_context(member: CommitteeMember) -> dict[str, Any]:
    """What every page of the committee shows."""
    return {
        "call": member.committee.call,
        "member": member,
        "committee": member.committee,
        "is_scorer": member.role in SCORING_ROLES,
        "is_blind": scores_blindly(member),
    }
