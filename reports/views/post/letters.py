"""What of an application is served by post: letters to print, to send, and their return slips."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.stored_files import read_stored
from accounts.telling import told_in
from awards.actions.post.post_letter import post_letter
from awards.actions.post.print_letter import print_letter
from awards.actions.post.serve_letter import serve_letter
from awards.models import Mailing
from awards.selectors.mailings import LetterByPost, letters_by_post, postable_decision
from grants.core.workflow import ApplicationWork
from grants.models import Application, Request
from grants.permissions import check_application, view_opened_application
from grants.selectors.desk_applications import sent_at
from grants.selectors.may import takes
from reports.documents.request_letter import letter_name, request_letter_pdf
from reports.files import file_response
from reports.forms.post import PostingForm, SlipForm
from reports.words.post import shown_letter, slip_in_words

PDF = "application/pdf"


@login_required
@require_safe
def letters_page(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, _application(request, number))


@login_required
@require_safe
def letter_to_print(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """What was printed last."""
    asked = _request(_application(request, number), letter)
    printed = asked.printed.order_by("number").last()
    if printed is None:
        raise Http404("Nothing is printed yet.")
    data = read_stored(printed.letter, printed.sha256)
    return file_response(data, name=letter_name(asked), content_type=PDF)


@login_required
@require_POST
def print_one(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """`letter` is the number of a request."""
    asked = _request(_officers(request, number), letter)
    try:
        data = request_letter_pdf(asked)
        print_letter(request=asked, letter=data, actor=user_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(number)s: the letter is ready.") % {"number": number})
    return redirect("reports:letters_by_post", number=number)


@login_required
@require_safe
def slip_scan(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    rows = Mailing.objects.filter(application=_application(request, number)).exclude(slip="")
    row = get_object_or_404(rows, number=letter)
    data = read_stored(row.slip, row.slip_sha256)
    return file_response(data, name=f"{number}-slip-{letter}.pdf", content_type=PDF)


@login_required
@require_POST
def post_one(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """`letter` is the number of a request, 0 the decision."""
    application = _officers(request, number)
    form = _posting_form(letter, request.POST)
    if form.is_valid():
        with told_in(form):
            _post(request, application, letter, form)
            messages.success(request, _("%(number)s: the letter is sent.") % {"number": number})
            return redirect("reports:letters_by_post", number=number)
    return _page(request, application, posting=(letter, form))


@login_required
@require_POST
def serve_one(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """`letter` is the number of the mailing."""
    application = _officers(request, number)
    row = get_object_or_404(
        Mailing.objects.select_related("application"), application=application, number=letter
    )
    form = _slip_form(letter, request)
    if form.is_valid():
        with told_in(form):
            serve_letter(mailing=row, slip=form.read_slip(), actor=user_of(request))
            messages.success(request, _("%(number)s: the slip is recorded.") % {"number": number})
            return redirect("reports:letters_by_post", number=number)
    return _page(request, application, serving=(letter, form))


def _post(request: HttpRequest, application: Application, letter: int, form: PostingForm) -> None:
    """Raises Refused."""
    given, actor = form.cleaned_data, user_of(request)
    about = _request(application, letter) if letter else postable_decision(application)
    if about is None:
        raise Refused(_("The decision is not issued yet."))
    post_letter(about=about, actor=actor, **given)


def _application(request: HttpRequest, number: str) -> Application:
    rows = view_opened_application.queryset(user_of(request))
    return get_object_or_404(
        rows.select_related("call__funder", "lot", "organisation"), number=number
    )


def _officers(request: HttpRequest, number: str) -> Application:
    application = _application(request, number)
    check_application.require(user_of(request), application)
    return application


def _request(application: Application, number: int) -> Request:
    rows = Request.objects.select_related("asked_by").filter(application=application, by_post=True)
    found = get_object_or_404(rows, number=number)
    found.application = application
    return found


def _page(
    request: HttpRequest,
    application: Application,
    *,
    posting: tuple[int, PostingForm] | None = None,
    serving: tuple[int, SlipForm] | None = None,
) -> HttpResponse:
    may_post = takes(ApplicationWork.POST_LETTER, application, user_of(request))
    found = letters_by_post(application)
    known = {one.decision.pk for one in found if one.decision is not None}
    decision = postable_decision(application)
    if may_post and decision is not None and decision.pk not in known:
        found.append(LetterByPost(None, decision, [], is_demanded=False))
    context = {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        # Its faults stand on top of the page too.
        "form": next((bound for _place, bound in filter(None, (posting, serving))), None),
        "rows": [_row(one, may_post, posting, serving) for one in found],
    }
    is_bad = posting is not None or serving is not None
    status = 422 if is_bad else 200
    return render(request, "reports/post.html", context, status=status)


def _row(
    letter: LetterByPost,
    may_post: bool,
    posting: tuple[int, PostingForm] | None,
    serving: tuple[int, SlipForm] | None,
) -> dict[str, object]:
    """A letter with what can be done with it."""
    number = letter.request.number if letter.request is not None else 0
    newest = letter.newest
    row: dict[str, object] = {
        "shown": shown_letter(letter),
        "newest": newest,
        "number": number,
        "mailings": [(one, slip_in_words(one)) for one in letter.mailings],
    }
    if may_post and letter.request is not None:
        row["may_record"] = letter.request.outcome == "" and letter.served_on is not None
    row["may_print"] = may_post and letter.is_to_print
    bound = posting[1] if posting is not None and posting[0] == number else None
    if may_post and letter.is_to_post and (letter.is_printed or bound is not None):
        row["posting"] = bound or _posting_form(number)
    row["may_announce"] = may_post and letter.is_to_announce
    if may_post and newest is not None and newest.is_on_its_way:
        sent = serving[1] if serving is not None and serving[0] == newest.number else None
        row["slip"] = sent or _slip_form(newest.number)
    return row


# A page may hold several of them.
def _posting_form(letter: int, data: QueryDict | None = None) -> PostingForm:
    return PostingForm(data, auto_id=f"id_{letter}_%s")


def _slip_form(letter: int, request: HttpRequest | None = None) -> SlipForm:
    data, files = (request.POST, request.FILES) if request is not None else (None, None)
    return SlipForm(data, files, auto_id=f"id_slip_{letter}_%s")
