"""Whoever chose a password by the link of a letter has the mailbox that the letter went to.

Where an account has confirmed no address, the link can only have gone to the one that it was made
with. So somebody whom the office invited is asked for no second letter.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from django.db.models import Q

from accounts.models import User


def watch_first_password() -> None:
    password_reset.connect(_confirm, dispatch_uid="accounts.sign_in.mailbox")


def _confirm(user: User, **_more: Any) -> None:
    rows = EmailAddress.objects.filter(verified=True)
    if rows.filter(Q(user=user) | Q(email=user.email)).exists():
        return
    confirmed = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=confirmed)
