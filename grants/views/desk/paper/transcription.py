"""What stands on the paper of an opened application, typed from its scan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.refusal import Refused
from accounts.seen import LOOK_AGAIN, ChangedMeanwhile, mark_of
from accounts.sign_in.signed_in import user_of
from grants.actions.checking.transcribe_paper import stored_transcription, transcribe_paper
from grants.application_refusals import UnfitAnswers
from grants.core.workflow import ApplicationWork
from grants.forms.paper.transcription import TranscriptionForm
from grants.models import Application, Transcription
from grants.permissions import check_application, view_opened_application
from grants.selectors.calls.paper_applications import scan_among
from grants.selectors.desk_applications import opened_attachments, sent_at
from grants.selectors.may import takes


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def transcribe(request: HttpRequest, number: str) -> HttpResponse:
    application, user = _application(request, number), user_of(request)
    check_application.require(user, application)
    typed = Transcription.objects.filter(application=application).first()
    data = request.POST if request.method == "POST" else None
    form = TranscriptionForm(
        lot=application.call.file.lot(application.lot.code),
        answers=typed.answers if typed else {},
        said=typed.eligibility if typed else {},
        more=request.GET.get("more", ""),
        data=data,
    )
    if data is None or not _typed(request, application, form):
        return _page(request, application, form)
    more = data.get("add", "")
    if more.replace("_", "").replace("-", "").isalnum():
        here = reverse("grants:transcribe", args=[number])
        return redirect(f"{here}?more={more}#rows-{more}")
    messages.success(request, _("What stands on the paper is saved."))
    return redirect("grants:check", number=number)


def _application(request: HttpRequest, number: str) -> Application:
    rows = view_opened_application.queryset(user_of(request))
    return get_object_or_404(rows.select_related("call__funder", "lot"), number=number)


def _typed(request: HttpRequest, application: Application, form: TranscriptionForm) -> bool:
    answers = form.read_answers()
    if form.errors:
        return False
    try:
        transcribe_paper(
            application=application,
            answers=answers,
            in_scan=form.in_scan(),
            eligibility=form.eligibility(),
            actor=user_of(request),
            seen=request.POST.get("seen", ""),
        )
    except UnfitAnswers as unfit:
        form.show(unfit.problems)
        if not form.errors:
            form.add_error(None, str(unfit))
    except ChangedMeanwhile:
        form.add_error(None, LOOK_AGAIN)
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _page(request: HttpRequest, application: Application, form: TranscriptionForm) -> HttpResponse:
    typed = Transcription.objects.filter(application=application).first()
    asks = form.is_bound and form.has_error("__all__")
    seen = "" if asks else request.POST.get("seen", "")
    context = {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        "form": form,
        "scan": scan_among(opened_attachments(application)),
        "seen": seen or mark_of(stored_transcription(typed)),
        "may_type": takes(ApplicationWork.TRANSCRIBE, application, user_of(request)),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/desk/transcription.html", context, status=status)
