"""What of an application is served by post: letters to print, to send, and their return slips."""

import re

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
from reports.documents.member_ruling import ruling_name, ruling_pdf
from reports.documents.request_letter import letter_name, request_letter_pdf
from reports.files import file_response
from reports.forms.post import PostingForm, SlipForm
from reports.words.post import shown_letter, slip_in_words
from scoring.models import MemberRuling
from scoring.selectors.committee.objections import shown_rulings, unread_rulings

PDF = "application/pdf"
# As the page calls them.
_KEY = re.compile("(request|ruling)-([0-9]{1,4})")


@login_required
@require_safe
def letters_page(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, _application(request, number))


@login_required
@require_safe
def ruling_document(request: HttpRequest, number: str, ruling: int) -> HttpResponse:
    """The written decision about a member: for its applicant, and for whoever works on the call,
    but not for whom it is about.
    """
    rows = shown_rulings(user_of(request)).filter(application__number=number)
    found = get_object_or_404(rows, number=ruling)
    return file_response(ruling_pdf(found), name=f"{ruling_name(found)}.pdf", content_type=PDF)


@login_required
@require_safe
def letter_to_print(request: HttpRequest, number: str, letter: str) -> HttpResponse:
    """What was printed last; `letter` is its key on the page."""
    about = _printable(request, _application(request, number), letter)
    printed = about.printed.order_by("number").last()
    if printed is None:
        raise Http404("Nothing is printed yet.")
    data = read_stored(printed.letter, printed.sha256)
    name = letter_name(about) if isinstance(about, Request) else f"{ruling_name(about)}.pdf"
    return file_response(data, name=name, content_type=PDF)


@login_required
@require_POST
def print_one(request: HttpRequest, number: str, letter: str) -> HttpResponse:
    """`letter` is the key of a request, or of a decision about a member."""
    about = _printable(request, _officers(request, number), letter)
    try:
        data = request_letter_pdf(about) if isinstance(about, Request) else ruling_pdf(about)
        print_letter(about=about, letter=data, actor=user_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(number)s: the letter is ready.") % {"number": number})
    return redirect("reports:letters_by_post", number=number)


@login_required
@require_safe
def slip_scan(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    application = _application(request, number)
    rows = Mailing.objects.filter(application=application).exclude(slip="")
    rows = rows.exclude(printed__ruling__number__in=unread_rulings(application, user_of(request)))
    row = get_object_or_404(rows, number=letter)
    data = read_stored(row.slip, row.slip_sha256)
    return file_response(data, name=f"{number}-slip-{letter}.pdf", content_type=PDF)


@login_required
@require_POST
def post_one(request: HttpRequest, number: str, letter: str) -> HttpResponse:
    """`letter` is the key of what is sent."""
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


def _post(request: HttpRequest, application: Application, letter: str, form: PostingForm) -> None:
    """Raises Refused."""
    given, actor = form.cleaned_data, user_of(request)
    is_decision = letter == "decision"
    about = (
        postable_decision(application) if is_decision else _printable(request, application, letter)
    )
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


def _printable(request: HttpRequest, application: Application, key: str) -> Request | MemberRuling:
    """`request-1` or `ruling-1`, as the page calls them. Raises Http404."""
    said = _KEY.fullmatch(key)
    if said is None:
        raise Http404("There is no such letter.")
    kind, number = said[1], int(said[2])
    found: Request | MemberRuling
    if kind == "request":
        rows = Request.objects.select_related("asked_by").filter(by_post=True)
        found = get_object_or_404(rows, application=application, number=number)
    else:
        ruled = shown_rulings(user_of(request)).filter(objection__isnull=False)
        found = get_object_or_404(ruled, application=application, number=number)
    found.application = application
    return found


def _page(
    request: HttpRequest,
    application: Application,
    *,
    posting: tuple[str, PostingForm] | None = None,
    serving: tuple[int, SlipForm] | None = None,
) -> HttpResponse:
    may_post = takes(ApplicationWork.POST_LETTER, application, user_of(request))
    unread = unread_rulings(application, user_of(request))
    found = [
        one
        for one in letters_by_post(application)
        if one.ruling is None or one.ruling.number not in unread
    ]
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
    posting: tuple[str, PostingForm] | None,
    serving: tuple[int, SlipForm] | None,
) -> dict[str, object]:
    """A letter with what can be done with it."""
    newest, shown = letter.newest, shown_letter(letter)
    row: dict[str, object] = {
        "shown": shown,
        "newest": newest,
        "mailings": [(one, slip_in_words(one)) for one in letter.mailings],
    }
    if may_post and letter.request is not None:
        row["may_record"] = letter.request.outcome == "" and letter.served_on is not None
    row["may_print"] = may_post and letter.is_to_print
    bound = posting[1] if posting is not None and posting[0] == shown.key else None
    if may_post and letter.is_to_post and (letter.is_printed or bound is not None):
        row["posting"] = bound or _posting_form(shown.key)
    row["may_announce"] = may_post and letter.is_to_announce
    if may_post and newest is not None and newest.is_on_its_way:
        sent = serving[1] if serving is not None and serving[0] == newest.number else None
        row["slip"] = sent or _slip_form(newest.number)
    return row


# A page may hold several of them.
def _posting_form(letter: str, data: QueryDict | None = None) -> PostingForm:
    return PostingForm(data, auto_id=f"id_{letter}_%s")


def _slip_form(letter: int, request: HttpRequest | None = None) -> SlipForm:
    data, files = (request.POST, request.FILES) if request is not None else (None, None)
    return SlipForm(data, files, auto_id=f"id_slip_{letter}_%s")
