"""What the library of accounts says, in our voice and in all our languages, and what it counts."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.core.mail_address import clean_address
from accounts.models import User
from accounts.sign_in.address_owner import owner_of
from accounts.sign_in.letters import promise_letter

_SIGNED_IN_AS = "signed_in_as"


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

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        request.session[_SIGNED_IN_AS] = user.get_session_auth_hash()
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """After the last step; whose password was changed since the first begins again."""
        if request.session.pop(_SIGNED_IN_AS, None) != user.get_session_auth_hash():
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The worker writes and sends it."""
        promise_letter(template_prefix, email, context.get("user"))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        promise_letter(template_prefix, email or user.email, user)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted for the account, whichever of its addresses and hosts is used.

        The library has no other place to say that (tests/architecture/test_packages.py).
        """
        address = credentials.get("email", "")
        user = owner_of(address)
        return f"account {user.pk}" if user else f"address {clean_address(address)}"
