"""The whole file of an application as one document: for the desk, and for its applicant's owner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guarded.pool import ChildFailed
from accounts.languages import reader_language
from accounts.sign_in.signed_in import user_of
from grants.core import application_stages
from grants.models import Application
from grants.permissions import submit_own_application, view_opened_application
from grants.views.apply.fetching import own_page
from jobs.permissions import view_job
from jobs.selectors import address_of_act
from reports.actions.prepare_files import prepare_case_file
from reports.documents.case.case_file import CaseFile
from reports.files import file_response
from scoring.selectors.committee.objections import unread_rulings


@login_required
@require_safe
def desk_case_file(request: HttpRequest, number: str) -> HttpResponse:
    rows = view_opened_application.queryset(user_of(request))
    application = get_object_or_404(
        rows.select_related("call__funder", "lot", "organisation"), number=number
    )
    unread = unread_rulings(application, user_of(request))
    file = CaseFile(application, reader_language(), for_desk=True, unread=tuple(unread))
    return _given(request, file, reverse("grants:desk_application", args=[number]))


@require_safe
@own_page
def own_case_file(request: HttpRequest, application: Application) -> HttpResponse:
    """Once the application lies open; whoever may only write or read is not given all of it."""
    submit_own_application.require(user_of(request), application)
    if application.state not in application_stages.OPENED:
        raise Http404("It is not opened yet.")
    file = CaseFile(application, reader_language(), for_desk=False)
    return _given(request, file, reverse("grants:apply_receipt", args=[application.number]))


def _given(request: HttpRequest, file: CaseFile, otherwise: str) -> HttpResponse:
    """A long one is made by a job; whoever started it is led to its page."""
    try:
        data = file.kept() or (None if file.is_long else file.make())
    except ChildFailed:
        messages.error(request, _("The file cannot be made just now. Try again in a minute."))
        return redirect(otherwise)
    if data is not None:
        name = f"{file.application.number}-file.pdf"
        return file_response(data, name=name, content_type="application/pdf")
    actor = user_of(request)
    job = prepare_case_file(
        application=file.application,
        for_desk=file.for_desk,
        language=file.language,
        unread=file.unread,
        actor=actor,
    )
    if not view_job.allows(actor, job):
        messages.info(request, _("The file is being made. Come back for it in a minute."))
    return redirect(address_of_act(job, actor, otherwise))
