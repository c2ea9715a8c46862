"""The person behind a request that a view has let in."""

from typing import cast

from django.http import HttpRequest

from accounts.models import User


def user_of(request: HttpRequest) -> User:
    """Only after a door such as `login_required`: before it, the person may be nobody."""
    return cast(User, request.user)
