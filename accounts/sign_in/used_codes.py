"""Codes of the second step: each signs in once, also the one that turned the step on."""

from typing import Final

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from django.core.cache import cache

from accounts.models import User

# A code is taken some periods before and after its own; one more, for clocks that differ.
_VALID_SECONDS: Final = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)


def was_used(user: User, code: str) -> bool:
    return cache.get(_name(user, code)) is not None


def use_up(user: User, code: str) -> bool:
    """False where somebody was quicker."""
    return cache.add(_name(user, code), 1, _VALID_SECONDS)


def _name(user: User, code: str) -> str:
    return f"used-code-{user.pk}-{normalize_user_code(code)}"
