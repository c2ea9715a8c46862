"""The committee of a call: entered once, read by everybody on the desk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from grants.core.workflow import CallWork
from grants.models import Call
from grants.selectors.may import may
from scoring.actions.committee.appoint_committee import appoint_committee
from scoring.forms.appointment import AppointmentForm, SeatFormSet
from scoring.models import Committee, ObjectionOutcome
from scoring.permissions import view_committee, view_objections
from scoring.selectors.committee.changes import composition_of
from scoring.selectors.committee.objections import shown_objections


@login_required
def committee(request: HttpRequest, code: str) -> HttpResponse:
    calls = view_committee.queryset(user_of(request)).select_related("funder")
    call = get_object_or_404(calls, code=code)
    found = Committee.objects.select_related("call__funder").filter(call=call).first()
    if may(CallWork.APPOINT_COMMITTEE, call, user_of(request), timezone.now()):
        return _appoint(request, call)
    if request.method == "POST":
        raise PermissionDenied
    context = {"call": call} | (_composition(found, user_of(request)) if found else {})
    return render(request, "scoring/committee.html", context)


def _composition(committee: Committee, user: User) -> dict[str, Any]:
    call, now = committee.call, timezone.now()
    return {
        "committee": committee,
        "found": composition_of(committee),
        "may_change": may(CallWork.EXCUSE_MEMBER, call, user, now),
        "may_give": may(CallWork.GIVE_SEAT, call, user, now),
        "sees_objections": view_objections.allows(user, call),
        "objected": shown_objections(call, user).filter(outcome=ObjectionOutcome.OPEN).count(),
    }


def _appoint(request: HttpRequest, call: Call) -> HttpResponse:
    adding = "add" in request.POST
    form = AppointmentForm(None if adding else request.POST or None)
    seats = SeatFormSet(_with_another_row(request) if adding else request.POST or None)
    if adding:
        form.initial = {name: request.POST.get(name, "") for name in ("appointment", "decided_on")}
    refusal = ""
    if request.method == "POST" and not adding and form.is_valid() & seats.is_valid():
        try:
            appoint_committee(
                call=call,
                appointment=form.cleaned_data["appointment"],
                decided_on=form.cleaned_data["decided_on"],
                seats=seats.seats(),
                actor=user_of(request),
            )
            messages.success(request, _("The committee is entered."))
            return redirect("scoring:committee", code=call.code)
        except Refused as refused:
            refusal = str(refused)
    return _form_page(request, call, form, seats, refusal, checked=not adding)


def _form_page(
    request: HttpRequest, call: Call, form: Any, seats: Any, refusal: str, *, checked: bool
) -> HttpResponse:
    faulty = request.method == "POST" and checked
    context = {
        "call": call,
        "appointment_form": form,
        "seats": seats,
        "refusal": [{"id": "", "text": refusal}] if refusal else [],
        "faulty": faulty,
    }
    return render(request, "scoring/committee_appoint.html", context, status=422 if faulty else 200)


def _with_another_row(request: HttpRequest) -> Any:
    """What was typed, with one more empty row; nothing is judged yet."""
    typed = request.POST.copy()
    total = typed.get("form-TOTAL_FORMS", "")
    typed["form-TOTAL_FORMS"] = str(min(int(total) + 1, 30)) if total.isdecimal() else "1"
    return typed
