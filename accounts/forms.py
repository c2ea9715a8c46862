"""The forms of sign-in, without the placeholders that would stand in for their labels."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sign_in.address_owner import owner_of
from accounts.sign_in.letters import promise_letter
from accounts.sign_in.used_codes import use_up, was_used
from accounts.typed.address import AddressField, SignInAddressField
from accounts.typed.person_name import PersonNameField

_LABELS: dict[str, Any] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "oldpassword": _("Present password"),
    "code": _("Six-digit code"),
}
# Said where nothing was written.
NEEDED: dict[str, Any] = {
    "password": _("Enter the password."),
    "password1": _("Enter the new password."),
    "password2": _("Enter the new password once more."),
    "oldpassword": _("Enter the present password."),
    "code": _("Enter the six-digit code."),
}
_CODE_ATTRS = {"class": "govuk-input--width-10 m-code", "inputmode": "numeric"}


class PlainFields(forms.Form):
    """Our labels and our field for addresses, no placeholders."""

    address_field = AddressField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, theirs in list(self.fields.items()):
            field = theirs
            if isinstance(theirs, forms.EmailField):
                field = self.address_field(widget=theirs.widget)
                self.fields[name] = field
            field.widget.attrs.pop("placeholder", None)
            field.label = _LABELS.get(name, field.label)
            if name in NEEDED:
                field.error_messages["required"] = NEEDED[name]
            if name == "password":
                # The way to a new password stands beside the button.
                field.help_text = ""
            if name == "code":
                field.widget.attrs.update(_CODE_ATTRS)


class LoginForm(PlainFields, account_forms.LoginForm):
    address_field = SignInAddressField


class SignupForm(PlainFields, account_forms.SignupForm):
    name = PersonNameField()
    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")
        self.fields["password1"].error_messages["required"] = _("Choose a password.")
        self.fields["password1"].help_text = _(
            "At least 12 characters. A sentence that only you know is good."
        )

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.language = get_language() or user.language
        user.save(update_fields=["name", "language"])

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            # A new account costs a hash; a known address must not be known by its speed.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ResetPasswordForm(PlainFields, account_forms.ResetPasswordForm):
    def clean_email(self) -> str:
        address: str = super().clean_email()
        owner = owner_of(address)
        self.users = [owner] if owner and owner.is_active else []
        return address

    def save(self, request: HttpRequest, **_more: Any) -> str:
        """One letter, whoever is asked for: what it says is found out when it is written."""
        address: str = self.cleaned_data["email"]
        for user in self.users:
            promise_letter("account/email/password_reset_key", address, user)
        if not self.users:
            promise_letter("account/email/unknown_account", address, None)
        return address


class ResetPasswordKeyForm(PlainFields, account_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(PlainFields, account_forms.ChangePasswordForm):
    pass


class AddEmailForm(PlainFields, account_forms.AddEmailForm):
    pass


class ReauthenticateForm(PlainFields, account_forms.ReauthenticateForm):
    pass


def _once(user: User, typed: str, check: Callable[[], str]) -> str:
    """A code that was taken once is wrong from then on."""
    if was_used(user, typed):
        # It counts as an attempt.
        check_rate_limit(user)
        raise account_adapter().validation_error("incorrect_code")
    code = check()
    if not use_up(user, code):
        raise account_adapter().validation_error("incorrect_code")
    return code


class AuthenticateForm(PlainFields, code_forms.AuthenticateForm):
    def clean_code(self) -> str:
        return _once(self.user, self.cleaned_data["code"], super().clean_code)


class ReauthenticateCodeForm(PlainFields, code_forms.ReauthenticateForm):
    def clean_code(self) -> str:
        return _once(self.user, self.cleaned_data["code"], super().clean_code)


class ActivateTOTPForm(PlainFields, totp_forms.ActivateTOTPForm):
    def clean_code(self) -> str:
        return _once(self.user, self.cleaned_data["code"], super().clean_code)


class ConfirmAgainForm(ReauthenticateForm):
    """A weighty act: the password once more, and the code of whoever has a second step.

    As many tries a minute as wherever else a password is asked for again.
    """

    code = forms.CharField(
        label=_LABELS["code"],
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not get_adapter().is_mfa_enabled(self.user, [Authenticator.Type.TOTP]):
            del self.fields["code"]

    def clean_password(self) -> str:
        if not ratelimit.consume(context.request, action="reauthenticate", user=self.user):
            raise account_adapter().validation_error("rate_limited")
        return super().clean_password()

    def clean_code(self) -> str:
        entered = {"code": self.cleaned_data["code"]}
        if "password" not in self.cleaned_data:
            # Neither used up nor told right or wrong: whoever lacks the password learns no code.
            return entered["code"]
        checked = ReauthenticateCodeForm(entered, user=self.user)
        if not checked.is_valid():
            raise forms.ValidationError([str(words) for words in checked.errors["code"]])
        return entered["code"]
