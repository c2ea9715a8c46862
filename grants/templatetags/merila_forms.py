"""Django form fields in the markup of the design system.

{{ form }}, {{ form.name.as_field_group }} and {% field form.name %} all come out alike: label,
hint, error, control, joined by ids. How a field looks is said in its widget's attrs:

    class           more classes of the control: govuk-input--width-5, m-input-num
    data-suffix     a unit after the control ("€", "vaj"); data-prefix before it
    data-max-words  a word counter below a textarea (data-max-length: of characters)
    data-inline     radios or checkboxes in one line; data-small for the small ones
    data-legend     class of the label or legend: "m-h2", "m-strong", "m-visually-hidden"
"""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

_OURS = ("class", "data-suffix", "data-prefix", "data-inline", "data-small", "data-legend")
_KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes", ""),
    (forms.RadioSelect, "radios", ""),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.Select, "control", "govuk-select"),
    (forms.FileInput, "file", "m-file"),
    (forms.MultiWidget, "parts", ""),
    (forms.widgets.Input, "control", "govuk-input"),
)


# Faults whose words do not say which field they mean: the summary puts the label before them.
_NAMELESS = frozenset(
    (
        *("required", "missing", "empty", "invalid", "invalid_choice", "invalid_list"),
        *("max_length", "min_length", "max_value", "min_value", "invalid_extension"),
        *("ambiguous", "negative", "not_a_number", "too_many_decimals", "too_large"),
        *("too_small", "too_big", "not_a_day", "not_a_time", "too_early", "too_late"),
        *(
            "unseen",
            "changed",
            "language",
            "contradiction",
            "invalid_pk_value",
            "null_characters_not_allowed",
        ),
    )
)


def _kind_of(widget: forms.Widget) -> tuple[str, str]:
    return next(
        ((kind, css) for cls, kind, css in _KINDS if isinstance(widget, cls)), ("control", "")
    )


def _classes(css: str, more: str, *, faulty: bool) -> str:
    base = css.split("__")[0] if css.startswith("govuk-") and "__" not in css else ""
    return " ".join(filter(None, (css, f"{base}--error" if faulty and base else "", more)))


def _control(bound: BoundField, css: str) -> SafeString:
    """The control itself, with the class of the design system and without our own attributes."""
    widget = bound.field.widget
    given = dict(widget.attrs)
    attrs = {name: value for name, value in given.items() if name not in _OURS}
    classes = _classes(css, str(given.get("class", "")), faulty=bool(bound.errors))
    widget.attrs = {**attrs, "class": classes} if classes else attrs
    try:
        return bound.as_widget()
    finally:
        widget.attrs = given


def _options(bound: BoundField) -> list[dict[str, Any]]:
    """Radios and checkboxes: [{id, label, hint, attrs}] with one id each, the first linkable."""
    options = []
    hints = getattr(bound.field, "option_hints", {})
    for subwidget in bound.subwidgets:
        data = subwidget.data
        attrs = {name: value for name, value in data["attrs"].items() if name not in _OURS}
        attrs.pop("required", None)
        options.append(
            {
                "id": subwidget.id_for_label,
                "label": subwidget.choice_label,
                "hint": hints.get(str(data["value"]), ""),
                "name": data["name"],
                "value": "" if data["value"] is None else data["value"],
                "checked": data["selected"],
                "attrs": SafeString(flatatt(attrs)),
            }
        )
    return options


def field_context(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    kind, css = _kind_of(widget)
    attrs = widget.attrs
    choices = kind in {"radios", "checkboxes"}
    return {
        "field": bound,
        "kind": kind,
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
        "described_by": bound.aria_describedby or "",
        "control": "" if choices else _control(bound, css),
        "options": _options(bound) if choices else [],
        "suffix": attrs.get("data-suffix", ""),
        "prefix": attrs.get("data-prefix", ""),
        "inline": attrs.get("data-inline", False),
        "small": attrs.get("data-small", False),
        "legend": attrs.get("data-legend", "m-strong" if choices or kind == "parts" else ""),
        "max_words": attrs.get("data-max-words"),
        "max_length": attrs.get("data-max-length"),
    }


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """{% field form.name %}: the whole group of one field."""
    if bound.is_hidden:
        return bound.as_widget()
    return render_to_string("forms/group.html", field_context(bound))


@register.simple_tag
def cell(bound: BoundField, label: str = "") -> SafeString:
    """{% cell form.amount _("Amount of row 1") %}: the bare control in a table, with its name."""
    given = dict(bound.field.widget.attrs)
    if label:
        bound.field.widget.attrs = {**given, "aria-label": label}
    try:
        kind, css = _kind_of(bound.field.widget)
        return _control(bound, "m-native" if kind == "checkbox" else css)
    finally:
        bound.field.widget.attrs = given


@register.simple_tag
def summary_of(form: Any) -> list[dict[str, str]]:
    """The faults of a form or formset for the error summary: [{id, text}], in field order."""
    if form is None or not getattr(form, "is_bound", False):
        return []
    if hasattr(form, "forms"):
        general = [{"id": "", "text": text} for text in form.non_form_errors()]
        return general + [
            fault | {"text": _("Row %(row)s: %(fault)s") % {"row": row, "fault": fault["text"]}}
            for row, each in enumerate(form.forms, 1)
            for fault in summary_of(each)
        ]
    faults = [{"id": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        for fault in bound.errors.as_data():
            words = " ".join(fault.messages)
            label = str(bound.label).rstrip(".:")
            named = f"{label}: {words}" if fault.code in _NAMELESS else words
            faults.append({"id": _target(bound), "text": named})
    return faults


def _target(bound: BoundField) -> str:
    """The id that a link in the summary leads to: of choices and parts, the first control."""
    if _kind_of(bound.field.widget)[0] in {"radios", "checkboxes"}:
        first = next(iter(bound.subwidgets), None)
        return first.id_for_label if first else bound.auto_id
    return bound.id_for_label or bound.auto_id


# Never sent back: the old token, and what is secret.
_SECRET = ("csrfmiddlewaretoken", "password", "code")


@register.simple_tag(takes_context=True)
def typed_here(context: template.Context) -> list[tuple[str, str]]:
    """What the reader typed into a form of ours whose token had expired: [(name, value)].

    Empty when the browser does not say that the form came from this site.
    """
    request = context.get("request")
    if request is None:
        return []
    origin = request.headers.get("Origin", "")
    if origin != f"{request.scheme}://{request.get_host()}":
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name.lower() for word in _SECRET)
    ]
