"""What the library of accounts says when it refuses, in our voice and in all our languages."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("The address that messages go to cannot be removed."),
        "duplicate_email": _("This address already belongs to your account."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both and write them again."
        ),
        "email_taken": _("An account with this e-mail address already exists."),
        "enter_current_password": _("The present password is not right."),
        "incorrect_code": _("The code is not right. Write the one that the telephone shows now."),
        "incorrect_password": _("The password is not right."),
        "invalid_or_expired_key": _("The link is not valid any more. Ask for a new one."),
        "invalid_password_reset": _("The link is not valid any more. Ask for a new one."),
        "same_as_current": _("The new value has to differ from the present one."),
        "too_many_login_attempts": _(
            "Too many attempts. Sign-in with this address stops for 15 minutes."
        ),
        "rate_limited": _("Too many attempts. Wait a little and try again."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site; what cannot even be read as an address leads nowhere."""
        return (url or "").startswith("/") and url_has_allowed_host_and_scheme(url, None)
