"""What a reader sees where the program itself cannot go on."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

# The database is away, starts again, is full, or everybody waits for it.
_ALSO_TRY_LATER = (InterfaceError, OperationalError)


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    """Any error that nobody has foreseen; 503 where it will pass by itself."""
    if isinstance(sys.exc_info()[1], _ALSO_TRY_LATER):
        return unavailable(request)
    return server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """In the reader's language, without the database, with what was typed kept on the page."""
    page = get_template("503.html").render({"request": request})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})
