"""What a member locks, shown once more before it is locked; then the next sheet that waits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.refusal import Refused
from accounts.seen import LOOK_AGAIN, ChangedMeanwhile
from accounts.sign_in.signed_in import user_of
from scoring.actions.lock_sheet import lock_sheet
from scoring.models import CommitteeMember
from scoring.selectors.due_sheets import due_sheets
from scoring.selectors.sheets import MemberSheets, SheetState
from scoring.views.committee_desk import committee_page, readable_application
from scoring.views.own.shown import lock_context, sheet_context
from scoring.views.sheet_page import SheetPage


@committee_page
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, member: CommitteeMember, number: str) -> HttpResponse:
    """A sheet on which something is missing is shown with what it is, and nothing is asked."""
    application = readable_application(member, number)
    page = SheetPage(member, application, "")
    is_sent = request.method == "POST"
    if page.locked:
        here = reverse("scoring:sheet", args=[application.call.code, number])
        return redirect(_after(request, member, number) if is_sent else here)
    if not page.is_open:
        page.refuse(_("There is nothing to write on this sheet now."))
    elif not page.refuse_lock():
        return _asked(request, page) if is_sent else _ask(request, page)
    return render(request, "scoring/sheet.html", sheet_context(page), status=page.status)


def _ask(request: HttpRequest, page: SheetPage, *changed: str) -> HttpResponse:
    context = lock_context(page) | {"errors": [{"id": "", "text": words} for words in changed]}
    return render(request, "scoring/sheet_lock.html", context, status=422 if changed else 200)


def _asked(request: HttpRequest, page: SheetPage) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        lock_sheet(application=page.application, actor=user_of(request), seen=seen)
    except ChangedMeanwhile:
        return _ask(request, page, str(LOOK_AGAIN))
    except Refused as refused:
        page.refuse(str(refused.message))
        return render(request, "scoring/sheet.html", sheet_context(page), status=page.status)
    return redirect(_after(request, page.member, page.application.number))


def _after(request: HttpRequest, member: CommitteeMember, number: str) -> str:
    """The next sheet that waits; after the last one the list, which says that all is done."""
    call = member.committee.call
    sheets = MemberSheets(member, due_sheets([call]))
    following = sheets.waiting_after(number)
    if following:
        messages.success(request, _("The sheet of %(number)s is locked.") % {"number": number})
        return reverse("scoring:sheet", args=[call.code, following])
    count = sheets.counts[SheetState.LOCKED]
    words = ngettext(
        "All is done: your sheet is locked.",
        "All is done: your %(count)d sheets are locked.",
        count,
    )
    messages.success(request, words % {"count": count})
    return reverse("scoring:sheets", args=[call.code])
