"""What the framework says of a field that has no words of its own, in our voice and languages.

A sentence of the framework tells that a value is invalid; ours tells what to do. They are set once,
before any form is made, so that no form, ours or a library's, falls back to the others.
"""

from typing import Any

from django import forms
from django.core import validators
from django.db import models
from django.forms.formsets import BaseFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_ONE_OFFERED = _("Choose one of the answers that are offered.")
_ONLY_OFFERED = _("Choose only from the answers that are offered.")
_DAY = _("Enter a day, for example 8. 5. 2027.")
_EMPTY = _("Fill in this field.")
_NULL_CHARACTER = _(
    "The text holds an invisible control character. Type it again, or paste it without formatting."
)
_FIELDS: dict[type[Any], dict[str, str | Promise]] = {
    forms.Field: {"required": _EMPTY},
    forms.IntegerField: {"invalid": _("Enter a whole number, for example 12.")},
    forms.DateField: {"invalid": _DAY},
    forms.ChoiceField: {"invalid_choice": _ONE_OFFERED},
    forms.MultipleChoiceField: {"invalid_choice": _ONLY_OFFERED, "invalid_list": _ONLY_OFFERED},
    forms.ModelChoiceField: {"invalid_choice": _ONE_OFFERED},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": _ONLY_OFFERED,
        "invalid_list": _ONLY_OFFERED,
        "invalid_pk_value": _ONLY_OFFERED,
    },
    forms.FileField: {
        "invalid": _("The file did not arrive. Choose it again and send the form once more."),
        "missing": _("The file did not arrive. Choose it again and send the form once more."),
        "empty": _("The file is empty. Choose the right one."),
        "max_length": ngettext_lazy(
            "The name of the file may have at most %(max)d character; it has %(length)d. Give it "
            "a shorter one.",
            "The name of the file may have at most %(max)d characters; it has %(length)d. Give it "
            "a shorter one.",
            "max",
        ),
        "contradiction": _("Either choose a file or have it removed, not both."),
    },
    BaseFormSet: {
        "missing_management_form": _(
            "The rows of the table did not arrive whole. Load the page anew and enter them again."
        ),
        "too_many_forms": ngettext_lazy(
            "At most %(num)d row can be entered.", "At most %(num)d rows can be entered.", "num"
        ),
        "too_few_forms": ngettext_lazy(
            "At least %(num)d row is needed.", "At least %(num)d rows are needed.", "num"
        ),
    },
    models.Field: {
        "invalid_choice": _ONE_OFFERED,
        "null": _EMPTY,
        "blank": _EMPTY,
        "unique": _("This is entered already. Enter another value."),
    },
}
_VALIDATORS: dict[type[Any], str | Promise] = {
    validators.EmailValidator: _("Enter the e-mail address as name@example.org."),
    validators.ProhibitNullCharactersValidator: _NULL_CHARACTER,
    validators.MinValueValidator: _("The least is %(limit_value)s. You entered %(show_value)s."),
    validators.MaxValueValidator: _("The most is %(limit_value)s. You entered %(show_value)s."),
    validators.MinLengthValidator: ngettext_lazy(
        "At least %(limit_value)d character is needed. There are %(show_value)d.",
        "At least %(limit_value)d characters are needed. There are %(show_value)d.",
        "limit_value",
    ),
    validators.MaxLengthValidator: ngettext_lazy(
        "The text may have at most %(limit_value)d character. It has %(show_value)d.",
        "The text may have at most %(limit_value)d characters. It has %(show_value)d.",
        "limit_value",
    ),
}


def speak_for_ourselves() -> None:
    for cls, words in _FIELDS.items():
        cls.default_error_messages = {**cls.default_error_messages, **words}
    for cls, message in _VALIDATORS.items():
        cls.message = message
