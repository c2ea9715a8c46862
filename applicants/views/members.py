"""Pages about who may act for an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.languages import reader_language
from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile, changed_words, mark_of
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from applicants.actions.members.accept_invitation import accept_invitation
from applicants.actions.members.cancel_invitation import cancel_invitation
from applicants.actions.members.change_member import change_member
from applicants.actions.members.invite_member import invite_member
from applicants.actions.members.renew_token import token_hash
from applicants.forms import InviteForm, MemberForm
from applicants.models import Invitation, Organisation
from applicants.selectors import may_manage
from applicants.views.organisations import own_organisation, page


def _managed(request: HttpRequest, pk: int) -> Organisation:
    organisation = own_organisation(request, pk)
    if not may_manage(user_of(request), organisation):
        raise PermissionDenied
    return organisation


@login_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _managed(request, pk)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            invitation = invite_member(
                organisation=organisation,
                language=reader_language(),
                actor=user_of(request),
                **form.cleaned_data,
            )
            said = _("The invitation will be sent to %(email)s.") % {"email": invitation.email}
            messages.success(request, said)
            return redirect("applicants:organisation", pk=pk)
    return page(request, "invite", form, organisation=organisation)


@login_required
@require_POST
def invitation_cancel(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    row = get_object_or_404(_managed(request, pk).invitations, pk=invitation)
    cancel_invitation(invitation=row, actor=user_of(request))
    return redirect("applicants:organisation", pk=pk)


@login_required
def member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    organisation = _managed(request, pk)
    row = get_object_or_404(organisation.memberships.select_related("user"), pk=member)
    form = MemberForm(request.POST or None, initial={"role": row.role})
    if request.method == "POST" and form.is_valid():
        try:
            role = form.cleaned_data["role"] or None
            seen = request.POST.get("seen", "")
            change_member(membership=row, role=role, actor=user_of(request), seen=seen)
            if role is None and row.user == request.user:
                return redirect("accounts:start")
            return redirect("applicants:organisation", pk=pk)
        except ChangedMeanwhile:
            row.refresh_from_db()
            form.add_error("role", changed_words(row.get_role_display()))
        except Refused as refused:
            form.add_error("role", str(refused.message))
    seen = mark_of({"role": row.role})
    return page(request, "member", form, organisation=organisation, member=row, seen=seen)


@login_required
def join(request: HttpRequest, token: str) -> HttpResponse:
    rows = Invitation.objects.select_related("organisation", "invited_by")
    invitation = get_object_or_404(rows, token_hash=token_hash(token))
    refused = ""
    if request.method == "POST":
        try:
            accept_invitation(invitation=invitation, actor=user_of(request))
            return redirect("applicants:organisation", pk=invitation.organisation_id)
        except Refused as error:
            refused = str(error.message)
    return page(request, "join", invitation=invitation, refused=refused)
