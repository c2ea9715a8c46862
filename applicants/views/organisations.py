"""Pages of an organisation: its data, leadership and stored documents."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.seen import ChangedMeanwhile, mark_of, show_changed
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from applicants.actions.add_document import add_document
from applicants.actions.add_organisation import add_organisation
from applicants.actions.edit_organisation import edit_organisation
from applicants.actions.remove_document import remove_document
from applicants.actions.set_officers import set_officers
from applicants.files.room import rooms_of
from applicants.forms import DocumentForm, OfficerFormSet, OrganisationForm
from applicants.models import Organisation
from applicants.sealed_documents import read_document
from applicants.selectors import (
    data_of,
    documents_of,
    is_contested,
    may_edit,
    may_manage,
    officers_of,
    open_invitations,
    organisations_of,
)


def own_organisation(request: HttpRequest, pk: int) -> Organisation:
    """Strangers meet 404."""
    return get_object_or_404(organisations_of(user_of(request)), pk=pk)


def editable_organisation(request: HttpRequest, pk: int) -> Organisation:
    """Members who only read meet 403."""
    organisation = own_organisation(request, pk)
    if not may_edit(user_of(request), organisation):
        raise PermissionDenied
    return organisation


def page(request: HttpRequest, template: str, form: Any = None, **context: Any) -> HttpResponse:
    status = 422 if form is not None and form.is_bound and not form.is_valid() else 200
    context |= {"section": "account", "form": form}
    return render(request, f"applicants/{template}.html", context, status=status)


@login_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    organisation, user = own_organisation(request, pk), user_of(request)
    return page(
        request,
        "organisation",
        organisation=organisation,
        officers=list(organisation.officers.all()),
        documents=documents_of(organisation, timezone.localdate()),
        rooms=rooms_of(organisation, user),
        members=organisation.memberships.select_related("user"),
        invitations=open_invitations(organisation),
        is_contested=not organisation.is_proved and is_contested(organisation),
        may_edit=may_edit(user, organisation),
        may_manage=may_manage(user, organisation),
    )


@login_required
def add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = add_organisation(data=form.cleaned_data, actor=user_of(request))
            return redirect("applicants:officers", pk=organisation.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    return page(request, "organisation_form", form)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = editable_organisation(request, pk)
    form = OrganisationForm(request.POST or None, instance=organisation)
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        data, actor = form.cleaned_data, user_of(request)
        try:
            edit_organisation(organisation=organisation, data=data, actor=actor, seen=seen)
        except ChangedMeanwhile:
            if show_changed(form, data_of(own_organisation(request, pk))):
                seen = ""
        except ValidationError as refused:
            form.add_error(None, refused)
    stored = own_organisation(request, pk)
    if request.method == "POST" and form.is_valid():
        return redirect("applicants:organisation", pk=pk)
    seen = seen or mark_of(data_of(stored))
    return page(request, "organisation_form", form, organisation=stored, seen=seen)


@login_required
def officers(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = editable_organisation(request, pk)
    stored, seen = officers_of(organisation), request.POST.get("seen", "")
    forms = OfficerFormSet(request.POST or None, initial=stored, prefix="officers")
    changed: list[dict[str, Any]] | None = None
    if request.method == "POST" and forms.is_valid():
        kept = [one for one in forms.cleaned_data if one.get("name") and not one.pop("DELETE")]
        try:
            set_officers(
                organisation=organisation, officers=kept, actor=user_of(request), seen=seen
            )
            page_after = "officers" if "add" in request.POST else "organisation"
            return redirect(f"applicants:{page_after}", pk=pk)
        except ChangedMeanwhile:
            changed, seen = officers_of(organisation), ""
    context = {"organisation": organisation, "changed": changed}
    seen = seen or mark_of({"officers": officers_of(organisation)})
    return page(request, "officers", forms, seen=seen, **context)


@login_required
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = editable_organisation(request, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        with told_in(form, "file"):
            add_document(
                organisation=organisation,
                title=form.cleaned_data["title"],
                name=upload.name,
                content=upload.read(),
                valid_until=form.cleaned_data["valid_until"],
                actor=user_of(request),
            )
            return redirect("applicants:organisation", pk=pk)
    rooms = rooms_of(organisation, user_of(request))
    return page(request, "document_form", form, organisation=organisation, rooms=rooms)


@login_required
@require_safe
def document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    row = get_object_or_404(own_organisation(request, pk).documents, pk=document)
    about, content = read_document(document=row, actor=user_of(request))
    response = HttpResponse(content, content_type=about.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=about.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


@login_required
@require_POST
def document_remove(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    row = get_object_or_404(editable_organisation(request, pk).documents, pk=document)
    remove_document(document=row, actor=user_of(request))
    messages.success(request, _("The document is removed."))
    return redirect("applicants:organisation", pk=pk)
