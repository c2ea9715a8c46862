"""What a reader sees where the program itself cannot go on."""

import errno
import sys
from smtplib import SMTPException

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from accounts.guarded.pool import ChildFailed

# The database is away, starts again, is full, or everybody waits for it; nobody takes the letter,
# the disk is full, or a child gave no answer.
_ALSO_TRY_LATER = (
    *(InterfaceError, OperationalError, SMTPException, ConnectionError, TimeoutError),
    ChildFailed,
)
_FULL = {errno.ENOSPC, errno.EDQUOT}


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    """Any error that nobody has foreseen; 503 where it will pass by itself."""
    error = sys.exc_info()[1]
    is_full = isinstance(error, OSError) and error.errno in _FULL
    if is_full or isinstance(error, _ALSO_TRY_LATER):
        return unavailable(request)
    return server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """In the reader's language, without the database, with what was typed kept on the page."""
    page = get_template("503.html").render({"request": request})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})
