"""Whoever turns the second step on or off, or has its codes made anew, stays the only session.

A sign-in that stands before its second step ends too: it began with what is no longer true.
"""

import secrets
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from accounts.models import User


def watch_second_step() -> None:
    for changed in (authenticator_added, authenticator_removed, authenticator_reset):
        changed.connect(_end_other_sessions, dispatch_uid="accounts.sign_in.second_step")


def _end_other_sessions(request: HttpRequest, user: User, **_more: Any) -> None:
    # The row that the request knows, so that two changes at once leave one mark.
    user.session_mark = secrets.token_hex(16)
    user.save(update_fields=["session_mark"])
    update_session_auth_hash(request, user)
