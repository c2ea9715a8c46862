"""What administrators set up for the whole installation: the funders."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.exclusive_roles import Scope
from accounts.models import User
from accounts.permissions import can_grant_roles
from accounts.seen import ChangedMeanwhile, mark_of, show_changed
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.office.change_funder import change_funder, words_of_funder
from grants.actions.office.found_funder import found_funder
from grants.forms.office.arms import ArmsForm
from grants.forms.office.funder import COLUMNS, FunderForm, NewFunderForm
from grants.models import Funder
from grants.permissions import administer_funder
from grants.selectors.funders import letterhead_of
from grants.words.letterhead import letterhead_in

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
def funder(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    mine = administer_funder.queryset(user).order_by("pk")
    chosen = request.GET.get("funder")
    found = get_object_or_404(mine, code=chosen) if chosen else mine.first()
    shown = {"funders": mine, "may_found": can_grant_roles(user, Scope(None, None))}
    if found is None:
        return render(request, "grants/desk/funder.html", {"form": None, **shown})
    part = request.POST.get("part", "")
    form = FunderForm(None if part else request.POST or None, funder=found)
    arms = ArmsForm(request.POST, request.FILES) if part == "arms" else ArmsForm()
    seen = request.POST.get("seen", "")
    if request.method == "POST":
        is_fit = form.is_bound and form.is_valid()
        if _arms_changed(part, arms, found, user) if part else _changed(form, found, user, seen):
            messages.success(request, _("Saved."))
            return redirect(request.get_full_path())
        # Texts that were fit met others, which are shown now and are replaced by the next press.
        seen = "" if is_fit else seen
    seen = seen or mark_of(words_of_funder(found, COLUMNS))
    shown |= {"form": form, "arms_form": arms, "funder": found, "seen": seen}
    letterhead = letterhead_in(letterhead_of(found), found.languages)
    return render(
        request,
        "grants/desk/funder.html",
        {"letterhead": letterhead, **shown},
        status=422 if form.errors or arms.errors else 200,
    )


def _changed(form: FunderForm, funder: Funder, actor: User, seen: str) -> bool:
    """Whether the funder has its new texts; otherwise the form shows what others saved."""
    if not form.is_valid():
        return False
    try:
        change_funder(funder=funder, **form.columns(), actor=actor, seen=seen)
    except ChangedMeanwhile:
        funder.refresh_from_db()
        return not show_changed(form, FunderForm(funder=funder).stored)
    return True


def _arms_changed(part: str, form: ArmsForm, funder: Funder, actor: User) -> bool:
    """Whether the funder has the arms that were sent, or none where they were to be removed."""
    if part == "arms" and not form.is_valid():
        return False
    arms = form.cleaned_data["arms"] if part == "arms" else b""
    change_funder(funder=funder, arms=arms, actor=actor)
    return True


@administrators_page
def new_funder(request: HttpRequest) -> HttpResponse:
    if not can_grant_roles(user_of(request), Scope(None, None)):
        raise PermissionDenied
    form = NewFunderForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = found_funder(
                code=form.cleaned_data["code"],
                **form.columns(),
                arms=form.cleaned_data["arms"],
                signatory=form.first_signatory(),
                actor=user_of(request),
            )
            messages.success(request, _("The funder is entered. Now invite the call officer."))
            return redirect(f"{reverse('grants:funder')}?funder={made.code}")
    return render(
        request, "grants/desk/funder_new.html", {"form": form}, status=422 if form.errors else 200
    )
