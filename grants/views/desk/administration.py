"""What administrators set up: who has which role, and the funder."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.alphabet import in_alphabet
from accounts.exclusive_roles import Scope
from accounts.models import RoleGrant, User
from accounts.permissions import can_grant_roles
from accounts.seen import ChangedMeanwhile, mark_of, show_changed
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in, told_on_top
from applicants.permissions import may_see_claims
from grants.actions.office.change_funder import change_funder, words_of_funder
from grants.actions.office.grant_role import grant_role
from grants.actions.office.revoke_role import revoke_role
from grants.forms.funder import COLUMNS, PLAIN, FunderForm
from grants.forms.people import RoleForm
from grants.models import Call, Funder
from grants.permissions import administer_funder
from jobs.permissions import may_see_letters

View = Callable[..., HttpResponse]


def administrators_page(view: View) -> View:
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not can_grant_roles(user_of(request)):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


@administrators_page
def people(request: HttpRequest) -> HttpResponse:
    funders = administer_funder.queryset(user_of(request))
    everywhere = can_grant_roles(user_of(request), Scope(None, None))
    form = RoleForm(request.POST or None, funders=funders, everywhere=everywhere)
    if request.method == "POST" and form.is_valid() and _granted(request, form):
        return redirect("grants:people")
    calls = dict(Call.objects.values_list("pk", "code"))
    names = {funder.pk: funder.name for funder in Funder.objects.all()}
    rows = [
        {
            "grant": one,
            "call": calls.get(one.call_id or 0, ""),
            "funder": names.get(one.funder_id or 0, "") if len(names) > 1 else "",
        }
        for one in _grants_of(user_of(request))
    ]
    actor = user_of(request)
    sees = {"sees_claims": may_see_claims(actor), "sees_letters": may_see_letters(actor)}
    context = {"form": form, "rows": rows, **sees}
    return render(request, "grants/desk/people.html", context, status=422 if form.errors else 200)


def _grants_of(user: User) -> list[RoleGrant]:
    """Those that the person may take back."""
    rows = RoleGrant.objects.select_related("user").order_by("user_id", "role")
    mine = (one for one in rows if can_grant_roles(user, Scope(one.funder_id, one.call_id)))
    return in_alphabet(mine, lambda one: one.user.name)


def _granted(request: HttpRequest, form: RoleForm) -> bool:
    given, scope = form.cleaned_data, form.scope()
    with told_in(form):
        grant_role(
            user=given["email"],
            role=given["role"],
            funder_id=scope.funder_id,
            call_id=scope.call_id,
            actor=user_of(request),
        )
        messages.success(request, _("The role is given."))
        return True
    return False


@administrators_page
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    with told_on_top(request):
        revoke_role(grant=get_object_or_404(RoleGrant, pk=pk), actor=user_of(request))
        messages.success(request, _("The role is taken back."))
    return redirect("grants:people")


@administrators_page
def funder(request: HttpRequest) -> HttpResponse:
    mine = administer_funder.queryset(user_of(request)).order_by("pk")
    chosen = request.GET.get("funder")
    found = get_object_or_404(mine, code=chosen) if chosen else mine.first()
    if found is None:
        return render(request, "grants/desk/funder.html", {"form": None})
    form = FunderForm(request.POST or None, funder=found)
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        if _changed(form, found, user_of(request), seen):
            messages.success(request, _("Saved."))
            return redirect(request.get_full_path())
        seen = ""
    seen = seen or mark_of(words_of_funder(found, COLUMNS))
    return render(
        request,
        "grants/desk/funder.html",
        {"form": form, "funder": found, "funders": mine, "seen": seen},
        status=422 if form.errors else 200,
    )


def _changed(form: FunderForm, funder: Funder, actor: User, seen: str) -> bool:
    """Whether the funder has its new texts; otherwise the form shows what others saved."""
    try:
        change_funder(
            funder=funder,
            texts=form.texts(),
            plain={name: form.cleaned_data[name] for name in PLAIN},
            languages=form.cleaned_data["languages"],
            actor=actor,
            seen=seen,
        )
    except ChangedMeanwhile:
        funder.refresh_from_db()
        return not show_changed(form, FunderForm(funder=funder).stored)
    return True
