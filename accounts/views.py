"""Where somebody who has signed in begins."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.sign_in.signed_in import user_of
from accounts.slots import filled


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """After signing in: to the person's own work, or to the front page."""
    user = user_of(request)
    return redirect(filled("start_page", user) or f"/{get_language()}/")
