"""The control of each kind of field; what is typed goes on unchanged to the one reader."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from callfile.form.fields import Field, FieldKind
from callfile.form.values import LONG_TEXT_WORDS, SHORT_TEXT_LENGTH
from grants.answers_in_words import text_in
from grants.forms.answers.typed import NO, YES, write_day_text, write_plain

MOST_RADIOS = 8
_YES_NO = ((YES, pgettext_lazy("answer", "Yes")), (NO, pgettext_lazy("answer", "No")))
_DAY_HINT = _("For example 8. 5. 2027.")
_NUMBER = "govuk-input--width-5 m-input-num"


class TypedField(forms.Field):
    """Takes whatever was typed: callfile.form.form alone decides what is right."""

    def validate(self, value: object) -> None:
        """Nothing is judged here, not even that something is missing."""


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(TypedField):
    widget = FilesInput


def plain_field(field: Field, value: Any) -> forms.Field:
    """A control for a field without parts."""
    kind = field.get("kind")
    initial = value if kind == FieldKind.MANY_OF else write_plain(field, value)
    given: dict[str, Any] = {
        "label": text_in(field.get("label")),
        "help_text": _hint(field),
        "required": field.get("required", True),
    }
    if kind == FieldKind.DECLARATION:
        given["label"] = text_in(field.get("text")) or given["label"]
        return TypedField(initial=value is True, widget=forms.CheckboxInput(), **given)
    return TypedField(initial=initial, widget=_widget(field), **given)


def day_of_period(field: Field, part: str, value: Mapping[str, Any]) -> forms.Field:
    return TypedField(
        label=_("First day") if part == "from" else _("Last day"),
        required=field.get("required", True),
        initial=write_day_text(value.get(part)),
        help_text=_DAY_HINT if part == "from" else "",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )


def file_field(field: Field) -> forms.Field:
    types = [str(one) for one in field.get("types") or []]
    words = _("%(types)s, at most %(most)s MB each.") % {
        "types": ", ".join(types).upper(),
        "most": field.get("max_mb") or "–",
    }
    hint = text_in(field.get("help"))
    return SeveralFilesField(
        label=text_in(field.get("label")),
        help_text=f"{hint} {words}".strip(),
        required=field.get("required", True),
        widget=FilesInput(attrs={"accept": ",".join(f".{one}" for one in types)}),
    )


def cell_field(column: Field, value: Any) -> forms.Field:
    """A control in a row of a table."""
    widget: forms.Widget
    if column.get("kind") in (FieldKind.YES_NO, FieldKind.ONE_OF):
        options = _YES_NO if column.get("kind") == FieldKind.YES_NO else _options(column)
        widget = forms.Select(choices=[("", ""), *options])
    else:
        widget = forms.TextInput(attrs=_text_attrs(column))
    return TypedField(
        label=text_in(column.get("label")),
        initial=write_plain(column, value),
        required=False,
        widget=widget,
    )


def _widget(field: Field) -> forms.Widget:
    kind = field.get("kind")
    options = _options(field)
    if kind == FieldKind.LONG_TEXT:
        most = field.get("max_words") or LONG_TEXT_WORDS
        return forms.Textarea(attrs={"rows": 8 if most > 100 else 4, "data-max-words": most})
    if kind == FieldKind.YES_NO:
        return forms.RadioSelect(choices=_YES_NO, attrs={"data-inline": True})
    if kind == FieldKind.MANY_OF:
        return forms.CheckboxSelectMultiple(choices=options)
    if kind == FieldKind.ONE_OF and len(options) <= MOST_RADIOS:
        return forms.RadioSelect(choices=options)
    if kind == FieldKind.ONE_OF:
        return forms.Select(choices=[("", ""), *options])
    return forms.TextInput(attrs=_text_attrs(field))


def _text_attrs(field: Field) -> dict[str, Any]:
    kind = field.get("kind")
    attrs: dict[str, Any] = {"autocomplete": "off"}
    if kind == FieldKind.INTEGER:
        attrs |= {"inputmode": "numeric", "class": _NUMBER}
    elif kind in (FieldKind.DECIMAL, FieldKind.MONEY):
        attrs |= {"inputmode": "decimal", "class": "govuk-input--width-10 m-input-num"}
    elif kind == FieldKind.DATE:
        attrs |= {"class": "govuk-input--width-10"}
    elif kind == FieldKind.SHORT_TEXT and (field.get("max_length") or SHORT_TEXT_LENGTH) <= 60:
        attrs |= {"class": "govuk-input--width-20"}
    unit = "€" if kind == FieldKind.MONEY else text_in(field.get("unit"))
    return {**attrs, "data-suffix": unit} if unit else attrs


def _hint(field: Field) -> str:
    hint = text_in(field.get("help"))
    return f"{hint} {_DAY_HINT}".strip() if field.get("kind") == FieldKind.DATE else hint


def _options(field: Field) -> list[tuple[str, str]]:
    return [
        (str(option["code"]), text_in(option.get("text"))) for option in field.get("options") or []
    ]
