"""The one form field for e-mail addresses, wherever one is written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.core.mail_address import LONGEST, AddressFault, clean_address, fault_of
from accounts.models import User

_WORDS: dict[AddressFault, str | Promise] = {
    AddressFault.INCOMPLETE: _("Write an e-mail address in full, such as name@example.org."),
    AddressFault.LETTERS: _(
        "Letters cannot be sent to this address: write it with letters without marks, digits and"
        " the signs . _ + -"
    ),
    AddressFault.TOO_LONG: _("This e-mail address is too long."),
}


def refuse_unreachable(address: str) -> None:
    fault = fault_of(address)
    if fault is not None:
        raise ValidationError(str(_WORDS[fault]), code=fault)


class AddressField(forms.EmailField):
    """An address in its one spelling (accounts.core.mail_address), to which letters can be sent."""

    default_validators = [refuse_unreachable]
    default_error_messages = {"required": _("Enter the e-mail address.")}

    def __init__(self, **kwargs: Any) -> None:
        # Its length is judged after cleaning: what was pasted may be longer.
        super().__init__(**{**kwargs, "max_length": None})
        self.validators = [refuse_unreachable]

    def to_python(self, value: Any) -> str:
        return "" if value in EMPTY_VALUES else clean_address(str(value))


class SignInAddressField(AddressField):
    """Takes also the address of an account from before this rule, letter by letter."""

    def clean(self, value: Any) -> Any:
        typed = str(value or "").strip().lower()
        if is_old_address(typed):
            return typed
        return super().clean(value)


def is_old_address(typed: str) -> bool:
    """Whether an account has it that would be refused or written otherwise today."""
    is_new = clean_address(typed) == typed and fault_of(typed) is None
    if is_new or "\0" in typed or len(typed) > LONGEST:
        return False
    return User.objects.filter(email=typed).exists()
