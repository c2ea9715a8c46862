"""An application for its own people: everybody else meets 404, a viewer who writes 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.sign_in.signed_in import user_of
from audit.database.clock import database_now
from grants.application_refusals import CallNotOpen
from grants.models import Application
from grants.selectors.own_applications import WorkingCopy, own_application, working_copy

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Signed in; `number` becomes the application; outside its time there is one clear page."""

    @wraps(view)
    def guarded(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        application = own_application(user_of(request), number)
        if application is None:
            raise Http404
        try:
            return view(request, application, **kwargs)
        except CallNotOpen as refused:
            return closed_page(request, application, refused)

    return guarded


def copy_of(request: HttpRequest, application: Application) -> WorkingCopy:
    # The clock that decides about the deadline: who is in time must see the button.
    return working_copy(application, user_of(request), database_now())


def fresh_copy(request: HttpRequest, application: Application) -> WorkingCopy:
    """As it is now, after an act of this request or of somebody else."""
    again = own_application(user_of(request), application.number)
    if again is None:
        raise Http404
    return copy_of(request, again)


def editable_copy(request: HttpRequest, application: Application) -> WorkingCopy:
    """Raises PermissionDenied for who may only read."""
    copy = copy_of(request, application)
    if not copy.may_edit:
        raise PermissionDenied
    return copy


def closed_page(
    request: HttpRequest, application: Application, refused: CallNotOpen
) -> HttpResponse:
    context = page_context(application) | {"refused": refused}
    return render(request, "grants/apply/closed.html", context, status=409)


def page_context(application: Application) -> dict[str, Any]:
    call = application.call
    return {
        "application": application,
        "call": call,
        "lot": application.lot,
        "organisation": application.organisation,
        "funder": call.funder,
        "section": "account",
        "is_scored_blindly": call.file.blind_scoring,
    }


def version_of(request: HttpRequest) -> int:
    """The draft version that the page was made from; 0 where it is none."""
    typed = request.POST.get("draft_version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
