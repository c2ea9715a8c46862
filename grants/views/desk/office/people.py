"""Who works here: roles given by address, invitations, accounts that are closed or let in anew."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.exclusive_roles import Scope
from accounts.models import RoleGrant, User
from accounts.permissions import can_grant_roles
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in, told_on_top
from applicants.permissions import may_see_claims
from grants.actions.office.close_account import close_account
from grants.actions.office.invite_person import invite_person, tell_of_role
from grants.actions.office.open_account import open_account
from grants.actions.office.reset_second_step import reset_second_step
from grants.actions.office.revoke_role import revoke_role
from grants.forms.office.people import AccountForm, RoleForm
from grants.permissions import administer_funder, keep_account
from grants.selectors.people import colleague, colleagues
from grants.views.desk.office.administration import administrators_page
from jobs.permissions import may_see_letters


@administrators_page
def people(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = RoleForm(
        request.POST or None,
        funders=administer_funder.queryset(user),
        everywhere=can_grant_roles(user, Scope(None, None)),
        initial={"language": get_language(), "role": request.GET.get("role")},
    )
    if request.method == "POST" and form.is_valid() and _given(request, form):
        return redirect("grants:people")
    context = {
        "form": form,
        "people": colleagues(user),
        "sees_claims": may_see_claims(user),
        "sees_letters": may_see_letters(user),
    }
    return render(request, "grants/desk/people.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest, form: RoleForm) -> bool:
    given, scope = form.cleaned_data, form.scope()
    with told_in(form):
        grant = invite_person(
            email=given["email"],
            name=given["name"],
            language=given["language"],
            role=given["role"],
            funder_id=scope.funder_id,
            call_id=scope.call_id,
            actor=user_of(request),
        )
        messages.success(
            request,
            _("The role is given; a letter is on its way to %(address)s.")
            % {"address": grant.user.email},
        )
        return True
    return False


@administrators_page
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    grant = get_object_or_404(RoleGrant, pk=pk)
    with told_on_top(request):
        revoke_role(grant=grant, actor=user_of(request))
        messages.success(request, _("The role is taken back."))
    return redirect("grants:people")


@administrators_page
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(keep_account.queryset(user_of(request)), pk=pk)
    for grant in found.role_grants.order_by("pk")[:1]:
        tell_of_role(grant)
        messages.success(
            request, _("A new letter is on its way to %(address)s.") % {"address": found.email}
        )
    return redirect("grants:person", pk)


@administrators_page
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(keep_account.queryset(user_of(request)), pk=pk)
    return _page(request, found, AccountForm())


def _page(request: HttpRequest, user: User, form: AccountForm) -> HttpResponse:
    context = {
        "colleague": colleague(user_of(request), user),
        "form": form,
        "is_own": user.pk == user_of(request).pk,
    }
    return render(request, "grants/desk/person.html", context, status=422 if form.errors else 200)


def _account_view(act: Callable[..., None], done: Callable[[], str]) -> Callable[..., HttpResponse]:
    """A press with a reason; what is refused stands beside the reason that was typed."""

    @administrators_page
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        found = get_object_or_404(keep_account.queryset(user_of(request)), pk=pk)
        form = AccountForm(request.POST)
        if form.is_valid():
            with told_in(form, "reason"):
                act(user=found, reason=form.cleaned_data["reason"], actor=user_of(request))
                messages.success(request, done())
                return redirect("grants:person", pk)
        return _page(request, found, form)

    return view


close: Any = _account_view(close_account, lambda: _("The account is closed."))
open_again: Any = _account_view(open_account, lambda: _("The account is open again."))
second_step: Any = _account_view(
    reset_second_step, lambda: _("The second step is off; it is set up anew at the next sign-in.")
)
