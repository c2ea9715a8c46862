"""Hand an application on paper over to its association."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from applicants.selectors import is_without_people, open_invitations
from grants.actions.applying.hand_over_paper import hand_over_paper
from grants.core.workflow import ApplicationWork
from grants.forms.paper.handing_over import HandOverForm
from grants.models import Application, Channel
from grants.permissions import check_application, view_opened_application
from grants.selectors.desk_applications import sent_at
from grants.selectors.may import takes


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    user = user_of(request)
    rows = view_opened_application.queryset(user)
    application = get_object_or_404(
        rows.select_related("call__funder", "lot", "organisation"), number=number
    )
    check_application.require(user, application)
    known = {"email": application.organisation.email}
    form = HandOverForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            invitation = hand_over_paper(application=application, actor=user, **form.cleaned_data)
            said = _("The invitation will be sent to %(email)s.") % {"email": invitation.email}
            messages.success(request, said)
            return redirect("grants:desk_application", number=number)
    return _page(request, application, form)


def _page(request: HttpRequest, application: Application, form: HandOverForm) -> HttpResponse:
    organisation = application.organisation
    is_paper = application.channel == Channel.PAPER and is_without_people(organisation)
    context = {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        "form": form,
        "may_hand_over": is_paper
        and takes(ApplicationWork.HAND_OVER_PAPER, application, user_of(request)),
        "invitations": open_invitations(organisation) if is_paper else [],
    }
    status = 422 if form.errors else 200
    return render(request, "grants/desk/paper_hand_over.html", context, status=status)
