"""An answer that came on paper, recorded thing by thing; one that is too late, as it came."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.stored_files import read_stored
from accounts.telling import told_in
from grants.actions.requests.record_answer import record_answer, record_statements
from grants.actions.requests.record_late_answer import record_late_answer
from grants.application_refusals import UnfitAnswers
from grants.forms.hearing import StatementsForm
from grants.forms.paper.reply import ReplyForm, SupplementOnPaperForm
from grants.models import Application, Request, RequestKind
from grants.models.attachment import PDF
from grants.permissions import check_application, view_opened_application
from grants.selectors.desk_applications import sent_at
from grants.selectors.recognition import facts_to_recognise
from grants.selectors.requests.asked import (
    may_record_answer,
    may_record_late,
    open_request,
    standing_requests,
)
from grants.views.desk.attachments import saved_file
from grants.words.hearing import row_told
from grants.words.requests import REQUEST_WORDS
from grants.words.supplement import things_of

# More digits no column of a number holds.
_NUMBER = re.compile("[0-9]{1,4}")
_DESK = {
    RequestKind.SUPPLEMENT: "grants:request_supplement",
    RequestKind.HEARING: "grants:tell_findings",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_reply(request: HttpRequest, number: str) -> HttpResponseBase:
    user = user_of(request)
    rows = view_opened_application.queryset(user).select_related("call__funder", "lot")
    application = get_object_or_404(rows, number=number)
    check_application.require(user, application)
    asked = _asked(request, application)
    if asked is not None and request.method != "POST" and "late" in request.GET:
        return _late_scan(asked, request.GET["late"])
    is_open = asked is not None and may_record_answer(asked, application, user)
    may_late = asked is not None and may_record_late(asked, application, user)
    is_sent = request.method == "POST"
    if asked is None or not (is_open or may_late):
        # On the page stands why.
        return _page(request, application, asked, None, None)
    reply = ReplyForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, prefix="reply"
    )
    if "late" in request.POST and _recorded_late(request, asked, reply):
        messages.success(
            request, _("%(number)s: the late answer is recorded.") % {"number": number}
        )
        return redirect(_DESK[RequestKind(asked.kind)], number=number)
    if not is_open or "late" in request.POST:
        form = _form(request, application, asked) if is_open else None
        return _page(request, application, asked, reply, form, may_late=may_late)
    form = _form(request, application, asked)
    if is_sent and _recorded(request, asked, reply, form):
        messages.success(request, _("%(number)s: the answer is recorded.") % {"number": number})
        return redirect(_DESK[RequestKind(asked.kind)], number=number)
    more = request.POST.get("add", "")
    if is_sent and more.replace("_", "").replace("-", "").isalnum():
        form = _form(request, application, asked, more)
    return _page(request, application, asked, reply, form, may_late=may_late)


def _asked(request: HttpRequest, application: Application) -> Request | None:
    """That which link or form names, taken back too; without a name the one that is open, or else
    the newest. Raises Http404.
    """
    named = (request.POST if request.method == "POST" else request.GET).get("request")
    if named is None:
        return open_request(application) or standing_requests(application).last()
    return get_object_or_404(application.requests, number=_number(named))


def _number(typed: str) -> int:
    """Raises Http404."""
    if not _NUMBER.fullmatch(typed):
        raise Http404("There is no such number.")
    return int(typed)


def _recorded_late(request: HttpRequest, asked: Request, reply: ReplyForm) -> bool:
    if not reply.is_valid():
        return False
    with told_in(reply):
        record_late_answer(request=asked, reply=reply.letter(), actor=user_of(request))
    return not reply.errors


def _late_scan(asked: Request, number: str) -> FileResponse:
    row = get_object_or_404(asked.late_answers, number=_number(number))
    return saved_file(read_stored(row.scan, row.scan_sha256), row.scan_name, PDF)


AnyForm = SupplementOnPaperForm | StatementsForm


def _form(
    request: HttpRequest, application: Application, asked: Request, more: str = ""
) -> AnyForm:
    data = request.POST if request.method == "POST" else None
    named = [thing.field for thing in asked.things.all()]
    if asked.kind == RequestKind.HEARING:
        return StatementsForm(data, codes=named)
    form = application.call.file.lot(application.lot.code).form
    fields = tuple(one for one in form.fields if one.code in named)
    return SupplementOnPaperForm(asked=fields, more=more or request.GET.get("more", ""), data=data)


def _recorded(request: HttpRequest, asked: Request, reply: ReplyForm, form: AnyForm) -> bool:
    answers = form.read_answers() if isinstance(form, SupplementOnPaperForm) else {}
    # Both are looked at, so that every fault is said at once.
    if not all([reply.is_valid(), form.is_valid()]) or "add" in request.POST:
        return False
    actor = user_of(request)
    try:
        if isinstance(form, SupplementOnPaperForm):
            record_answer(
                request=asked,
                answers=answers,
                in_scan=form.in_scan(),
                reply=reply.letter(),
                actor=actor,
            )
        else:
            record_statements(
                request=asked, statements=form.statements, reply=reply.letter(), actor=actor
            )
    except UnfitAnswers as unfit:
        if isinstance(form, SupplementOnPaperForm):
            form.show(list(unfit.problems))
        if not form.errors:
            form.add_error(None, str(unfit))
    except Refused as refused:
        place: Any = reply if refused.field in reply.fields else form
        place.add_error(refused.field if refused.field in place.fields else None, str(refused))
    return not (reply.errors or form.errors)


def _page(
    request: HttpRequest,
    application: Application,
    asked: Request | None,
    reply: ReplyForm | None,
    form: AnyForm | None,
    *,
    may_late: bool = False,
) -> HttpResponse:
    is_bad = request.method == "POST" and "add" not in request.POST
    context = {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        "asked": asked,
        "title": REQUEST_WORDS[asked.kind].title if asked is not None else "",
        "back": reverse(_DESK[RequestKind(asked.kind)], args=[application.number]) if asked else "",
        "reply": reply,
        "form": form,
        "may_late": may_late,
        "rows": _rows(application, asked, form) if asked is not None and form is not None else [],
    }
    status = 422 if is_bad else 200
    return render(request, "grants/desk/paper_reply.html", context, status=status)


def _rows(application: Application, asked: Request, form: AnyForm) -> list[dict[str, Any]]:
    """Each thing with what stood there and where its answer is typed."""
    if isinstance(form, StatementsForm):
        facts = {one.code: one for one in facts_to_recognise(application)}
        things = asked.things.select_related("weighed", "request")
        told = [row_told(application, facts[one.field], one) for one in things]
        return [
            {"one": one, "is_found": True, "controls": form.controls_of(one.code)} for one in told
        ]
    fields = {one.code: one for one in application.call.file.lot(application.lot.code).form.fields}
    blocks = form.by_field()
    return [
        {"one": one, "block": blocks.get(one.code)}
        for one in things_of(asked, fields, application.attachments.all())
    ]
