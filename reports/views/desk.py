"""Where everybody who works here begins: what waits for them, by role."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import can_grant_roles, is_staff_member
from accounts.sign_in.signed_in import user_of
from grants.selectors.calls.ready_calls import funders_to_prepare_for
from grants.selectors.funders import scope_of_staff
from grants.selectors.people import unfilled
from reports.permissions import is_history_keeper
from reports.selectors.desk import desk_of_person
from reports.words.desk import call_groups, call_rows, seat_rows, set_up_next, sign_rows


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    if not is_staff_member(user):
        raise PermissionDenied
    found = desk_of_person(user, now)
    administers = can_grant_roles(user)
    missing = unfilled(user) if administers else None
    context: dict[str, Any] = {
        "now": now,
        "found": found,
        "groups": call_groups(found.running or [], now),
        "ended": call_rows(found.ended),
        "seats": seat_rows(found.seats or []),
        "to_sign": sign_rows(found.to_sign or [], found.to_sign_decisions),
        "to_read": call_rows(found.to_read or []),
        "may_prepare": bool(funders_to_prepare_for(user)),
        "may_administer": administers,
        "set_up_next": missing and set_up_next(missing),
        "keeps_history": is_history_keeper(user),
        "scope": scope_of_staff(user),
    }
    return render(request, "reports/desk.html", context)
