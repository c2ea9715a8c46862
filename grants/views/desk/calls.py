"""New calls: from the library, or from a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from callfile.as_written import Written
from grants.actions.calls.import_call import import_call
from grants.call_files.check import SentCall
from grants.forms.call_file import FileForm, LibraryForm
from grants.models import Funder
from grants.selectors.calls.ready_calls import funders_to_prepare_for, ready_calls
from grants.views.desk.call_faults import sent_faults


@login_required
def from_library(request: HttpRequest) -> HttpResponse:
    funders = _funders(request)
    form = LibraryForm(request.POST or None, funders=funders, library=list(ready_calls()))
    if request.method == "POST" and form.is_valid():
        response = _imported(request, form, form.content())
        if response is not None:
            return response
    context = {"form": form}
    return render(request, "grants/desk/call_new.html", context, status=422 if form.errors else 200)


@login_required
def from_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None, funders=_funders(request))
    read: SentCall | None = None
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data["file"]
        if isinstance(read.call, dict):
            response = _imported(request, form, read.call)
            if response is not None:
                return response
        else:
            form.add_error("file", _("Nothing could be kept of this file; the faults stand below."))
    context = {"form": form, **sent_faults(read)}
    return render(
        request, "grants/desk/call_upload.html", context, status=422 if form.errors else 200
    )


def _funders(request: HttpRequest) -> list[Funder]:
    found = funders_to_prepare_for(user_of(request))
    if not found:
        raise PermissionDenied
    return found


def _imported(
    request: HttpRequest, form: LibraryForm | FileForm, content: Written
) -> HttpResponse | None:
    """To the new draft; None where the form now says what is wrong."""
    given = form.cleaned_data
    with told_in(form, "file"):
        call = import_call(
            funder=given["funder"],
            content=content,
            file_number=given["file_number"],
            actor=user_of(request),
        )
        messages.success(request, _("The draft is kept. Publication waits until you confirm it."))
        return redirect("grants:call_setup", code=call.code)
    return None
