"""The control of each kind of field; what is typed goes on unchanged to the one reader."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from callfile.fields import (
    Date,
    Decimal,
    Declaration,
    Field,
    Files,
    Integer,
    LongText,
    ManyOf,
    Money,
    OneOf,
    Period,
    ShortText,
    YesNo,
)
from callfile.fields.choices import Option
from grants.formats import text_in
from grants.forms.answers.typed import NO, YES, write_day_text, write_plain

MOST_RADIOS = 8
_YES_NO = ((YES, pgettext_lazy("answer", "Yes")), (NO, pgettext_lazy("answer", "No")))
_DAY_HINT = _("For example 8. 5. 2027.")
_NUMBER = "govuk-input--width-5 m-input-num"


class TypedField(forms.Field):
    """Takes whatever was typed: the field of the call alone decides what is right."""

    def validate(self, value: object) -> None:
        """Nothing is judged here, not even that something is missing."""


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(TypedField):
    widget = FilesInput


def plain_field(field: Field, value: Any) -> forms.Field:
    """A control for a field without parts."""
    initial = value if isinstance(field, ManyOf) else write_plain(field, value)
    given: dict[str, Any] = {
        "label": text_in(field.label),
        "help_text": _hint(field),
        "required": field.required,
    }
    if isinstance(field, Declaration):
        given["label"] = text_in(field.text) or given["label"]
        return TypedField(initial=value is True, widget=forms.CheckboxInput(), **given)
    return TypedField(initial=initial, widget=_widget(field), **given)


def day_of_period(field: Period, part: str, value: Mapping[str, Any]) -> forms.Field:
    return TypedField(
        label=_("First day") if part == "from" else _("Last day"),
        required=field.required,
        initial=write_day_text(value.get(part)),
        help_text=_DAY_HINT if part == "from" else "",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )


def file_field(field: Files) -> forms.Field:
    words = _("%(types)s, at most %(most)s MB each.") % {
        "types": ", ".join(field.types).upper(),
        "most": field.max_mb,
    }
    hint = text_in(field.help)
    return SeveralFilesField(
        label=text_in(field.label),
        help_text=f"{hint} {words}".strip(),
        required=field.required,
        widget=FilesInput(attrs={"accept": ",".join(f".{one}" for one in field.types)}),
    )


def cell_field(column: Field, value: Any) -> forms.Field:
    """A control in a row of a table."""
    widget: forms.Widget
    match column:
        case YesNo():
            widget = forms.Select(choices=[("", ""), *_YES_NO])
        case OneOf():
            widget = forms.Select(choices=[("", ""), *_options(column.options)])
        case _:
            widget = forms.TextInput(attrs=_text_attrs(column))
    return TypedField(
        label=text_in(column.label),
        initial=write_plain(column, value),
        required=False,
        widget=widget,
    )


def _widget(field: Field) -> forms.Widget:
    match field:
        case LongText():
            attrs = {"rows": 8 if field.max_words > 100 else 4, "data-max-words": field.max_words}
            return forms.Textarea(attrs=attrs)
        case YesNo():
            return forms.RadioSelect(choices=_YES_NO, attrs={"data-inline": True})
        case ManyOf():
            return forms.CheckboxSelectMultiple(choices=_options(field.options))
        case OneOf() if len(field.options) <= MOST_RADIOS:
            return forms.RadioSelect(choices=_options(field.options))
        case OneOf():
            return forms.Select(choices=[("", ""), *_options(field.options)])
    return forms.TextInput(attrs=_text_attrs(field))


def _text_attrs(field: Field) -> dict[str, Any]:
    attrs: dict[str, Any] = {"autocomplete": "off"}
    unit = ""
    match field:
        case Integer():
            attrs |= {"inputmode": "numeric", "class": _NUMBER}
            unit = text_in(field.unit)
        case Decimal() | Money():
            attrs |= {"inputmode": "decimal", "class": "govuk-input--width-10 m-input-num"}
            unit = text_in(field.unit) if isinstance(field, Decimal) else "€"
        case Date():
            attrs |= {"class": "govuk-input--width-10"}
        case ShortText() if field.longest <= 60:
            attrs |= {"class": "govuk-input--width-20"}
    return {**attrs, "data-suffix": unit} if unit else attrs


def _hint(field: Field) -> str:
    hint = text_in(field.help)
    return f"{hint} {_DAY_HINT}".strip() if isinstance(field, Date) else hint


def _options(options: Sequence[Option]) -> list[tuple[str, str]]:
    return [(option.code, text_in(option.text)) for option in options]
