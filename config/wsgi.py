import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.content_type import plain_content_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# A thread that waits for the database gives the interpreter away, and waits as long as this to get
# it back from one that computes; meanwhile it may hold the lock that all others wait for.
sys.setswitchinterval(0.0001)

_answer = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The program, with the head of the request as far as it reads it."""
    if "CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = plain_content_type(environ["CONTENT_TYPE"])
    answer: Iterable[bytes] = _answer(environ, start_response)
    return answer


# Now, and not while the first visitor waits.
import_module(settings.ROOT_URLCONF)
