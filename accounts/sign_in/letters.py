"""The letters about an account: promised where it is asked for, written when they are sent.

What they say and where they lead is made by the worker, so that a page takes as long for a known
address as for an unknown one, waits for no mail server, and no header of a request gets into a
link: links begin with the configured address. Letters live on a higher floor, which registers its
post here.
"""

from collections.abc import Callable
from typing import Any, Protocol

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.languages import reader_language
from accounts.models import User


class AccountLetter(Protocol):
    """`about` is the number of the account; 0 where there is none."""

    about: int
    address: str
    language: str


_post: list[Callable[..., None]] = []
_NOBODY = 0
EXISTS, UNKNOWN, CONFIRM, NEW_PASSWORD = (
    *("account-exists", "account-unknown"),
    *("account-confirm", "account-new-password"),
)
# What is told to a person whose account was changed.
NOTICES: dict[str, str | Promise] = {
    "account-password": _("The password of your account was changed."),
    "account-address": _("The e-mail address of your account was changed."),
    "account-address-removed": _("An e-mail address was removed from your account."),
    "account-step-on": _("The second step of signing in was turned on."),
    "account-step-off": _("The second step of signing in was turned off."),
    "account-spare-codes": _("New spare codes were made for your account."),
}
# As the library of accounts calls them.
_KINDS = {
    "account/email/account_already_exists": EXISTS,
    "account/email/unknown_account": UNKNOWN,
    "account/email/email_confirmation": CONFIRM,
    "account/email/email_confirmation_signup": CONFIRM,
    "account/email/password_reset_key": NEW_PASSWORD,
    "account/email/password_changed": "account-password",
    "account/email/password_reset": "account-password",
    "account/email/password_set": "account-password",
    "account/email/email_changed": "account-address",
    "account/email/email_deleted": "account-address-removed",
    "mfa/email/totp_activated": "account-step-on",
    "mfa/email/totp_deactivated": "account-step-off",
    "mfa/email/recovery_codes_generated": "account-spare-codes",
}


def register_post(promise: Callable[..., None]) -> None:
    """`promise(kind=, about=, readers=[(address, language)])` notes a letter for the worker."""
    _post[:] = [promise]


def promise_letter(template: str, address: str, user: User | None) -> None:
    """`template` is the library's name for the letter."""
    language = user.language if user else reader_language()
    about = user.pk if user else _NOBODY
    for promise in _post:
        promise(kind=_KINDS[template], about=about, readers=[(address, language)])


def _letter(letter: AccountLetter, name: str, **context: Any) -> EmailMessage:
    with override(letter.language):
        subject = render_to_string(f"account/email/{name}_subject.txt", context)
        text = render_to_string(f"account/email/{name}_message.txt", context)
    return EmailMessage(" ".join(subject.split()), text, None, [letter.address])


def _link(language: str, route: str, **values: str) -> str:
    with override(language):
        return f"{settings.BASE_URL}{reverse(route, kwargs=values)}"


def _write_exists(letter: AccountLetter) -> EmailMessage:
    link = _link(letter.language, "account_reset_password")
    return _letter(letter, "account_already_exists", password_reset_url=link)


def _write_unknown(letter: AccountLetter) -> EmailMessage:
    return _letter(letter, "unknown_account", signup_url=_link(letter.language, "account_signup"))


def _write_confirm(letter: AccountLetter) -> EmailMessage | None:
    rows = EmailAddress.objects.select_related("user")
    found = rows.filter(user=letter.about, email=letter.address, verified=False).first()
    if found is None:
        return None
    link = _link(letter.language, "account_confirm_email", key=EmailConfirmationHMAC(found).key)
    return _letter(letter, "email_confirmation", user=found.user, activate_url=link)


def new_password_link(user: User, language: str) -> str:
    """Opens once, for three days (PASSWORD_RESET_TIMEOUT), the page where a password is chosen."""
    key = default_token_generator.make_token(user)
    values = {"uidb36": user_pk_to_url_str(user), "key": key}
    return _link(language, "account_reset_password_from_key", **values)


def _write_new_password(letter: AccountLetter) -> EmailMessage | None:
    user = User.objects.filter(pk=letter.about, is_active=True).first()
    if user is None:
        return None
    link = new_password_link(user, letter.language)
    return _letter(letter, "password_reset_key", user=user, password_reset_url=link)


def _write_notice(said: str | Promise) -> Callable[[AccountLetter], EmailMessage | None]:
    def write(letter: AccountLetter) -> EmailMessage | None:
        user = User.objects.filter(pk=letter.about).first()
        if user is None:
            return None
        link = _link(letter.language, "account_reset_password")
        return _letter(letter, "notice", user=user, said=said, password_reset_url=link)

    return write


writers: dict[str, Callable[[AccountLetter], EmailMessage | None]] = {
    EXISTS: _write_exists,
    UNKNOWN: _write_unknown,
    CONFIRM: _write_confirm,
    NEW_PASSWORD: _write_new_password,
    **{kind: _write_notice(said) for kind, said in NOTICES.items()},
}
