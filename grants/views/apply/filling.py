"""Fill in an application: the list of its parts, one page for each, files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.sign_in.signed_in import user_of
from accounts.slots import filled
from grants.actions.applying.save_answers import save_answers
from grants.application_refusals import StaleDraft
from grants.forms.answers import SectionForm
from grants.forms.conditions import ConditionsForm
from grants.models import Application
from grants.sealed_content import read_attachment
from grants.selectors.own_applications import WorkingCopy, writers_of
from grants.selectors.requests.asked import is_running, open_request
from grants.selectors.room import rooms_of_application
from grants.views.apply.downloads import file_response
from grants.views.apply.fetching import (
    copy_of,
    editable_copy,
    fresh_copy,
    own_page,
    page_context,
    version_of,
)
from grants.views.apply.saving import SavedSection, save_section
from grants.words.parts import applicant_tasks, part_tasks, submit_task
from grants.words.requests import REQUEST_WORDS


@own_page
@require_safe
def tasks(request: HttpRequest, application: Application) -> HttpResponse:
    newest = filled("newest_page", application, user_of(request))
    if newest:
        return redirect(newest)
    asked = open_request(application)
    if asked is not None and is_running(asked, timezone.now()):
        return redirect(REQUEST_WORDS[asked.kind].own_page, number=application.number)
    copy = copy_of(request, application)
    if not copy.is_open and copy.last_submission:
        return redirect("grants:apply_receipt", number=application.number)
    context = page_context(application) | {
        "copy": copy,
        "applicant": applicant_tasks(copy),
        "parts": part_tasks(copy),
        "submitting": [submit_task(copy)],
        "writers": writers_of(application.organisation),
    }
    return render(request, "grants/apply/tasks.html", context)


@own_page
def section(request: HttpRequest, application: Application, code: str) -> HttpResponse:
    copy = editable_copy(request, application)
    part = copy.part(code)
    if part is None:
        raise Http404
    given: dict[str, Any] = {
        "form": copy.lot.form,
        "section": part.section,
        "answers": copy.content.answers,
    }
    if request.method != "POST":
        form = SectionForm(**given, more=request.GET.get("more", ""))
        return _section_page(request, copy, code, form, None)
    form = SectionForm(**given, data=request.POST)
    remove = request.POST.get("remove", "")
    saved = save_section(copy, form, version_of(request), request.FILES, remove, user_of(request))
    if form.errors or saved.is_stale:
        return _section_page(request, fresh_copy(request, application), code, form, saved)
    return redirect(_after(request, copy, code, saved))


def _section_page(
    request: HttpRequest,
    copy: WorkingCopy,
    code: str,
    form: SectionForm,
    saved: SavedSection | None,
) -> HttpResponse:
    application, blocks = copy.application, form.blocks()
    asks_files = any(block["kind"] == "file" for block in blocks)
    context: dict[str, Any] = page_context(application) | {
        "copy": copy,
        "part": copy.part(code),
        "form": form,
        "blocks": blocks,
        "rooms": rooms_of_application(application, user_of(request)) if asks_files else [],
        "saved": saved,
        "facts": copy.lot.form.facts(copy.content.answers),
    }
    status = 200 if saved is None else 409 if saved.is_stale else 422
    return render(request, "grants/apply/section.html", context, status=status)


def _after(request: HttpRequest, copy: WorkingCopy, code: str, saved: SavedSection) -> str:
    number = copy.application.number
    here = reverse("grants:apply_section", args=[number, code])
    more = request.POST.get("add", "")
    if more and more.replace("_", "").replace("-", "").isalnum():
        return f"{here}?more={more}#rows-{more}"
    if saved.questions_changed:
        messages.info(request, _("Your answer opens or closes other questions on this page."))
        return here
    if saved.files_changed:
        messages.success(request, _("The files are saved."))
        return here
    following = copy.part_after(code)
    if following and "list" not in request.POST:
        return reverse("grants:apply_section", args=[number, following.code])
    return reverse("grants:apply_tasks", args=[number])


@own_page
def conditions(request: HttpRequest, application: Application) -> HttpResponse:
    copy = editable_copy(request, application)
    form = ConditionsForm(
        questions=copy.questions, said=copy.content.eligibility, data=request.POST or None
    )
    is_stale = False
    if request.method == "POST":
        try:
            save_answers(
                application=application,
                answers={},
                eligibility=form.answers(),
                draft_version=version_of(request),
                actor=user_of(request),
            )
            return redirect("grants:apply_tasks", number=application.number)
        except StaleDraft:
            is_stale = True
            copy = fresh_copy(request, application)
            application = copy.application
    context = page_context(application) | {"copy": copy, "form": form, "is_stale": is_stale}
    status = 409 if is_stale else 200
    return render(request, "grants/apply/conditions.html", context, status=status)


@own_page
@require_safe
def attachment(request: HttpRequest, application: Application, pk: str) -> HttpResponse:
    row = get_object_or_404(application.attachments.filter(removed_at=None), pk=pk)
    about, content = read_attachment(attachment=row, actor=user_of(request), at=timezone.now())
    return file_response(about.name, about.content_type, content)
