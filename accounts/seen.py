"""What somebody had before them while writing, so that no save overwrites another in silence.

The mark of what was shown travels in the form as `seen`. The act compares it, under its own lock,
with what is stored by then; the page shows both texts at the field and asks. Pressed once more,
the button replaces what was shown the second time.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.refusal import Refused

# Where more has changed than the fields of the form: the page shows it anew, and asks.
LOOK_AGAIN: Final = gettext_lazy(
    "Somebody else has changed this in the meantime, and what stands here now is new. Look at it;"
    " if what you wrote still holds, press once more."
)


class ChangedMeanwhile(Refused):
    """Something else is stored than what was shown; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this in the meantime."))


def mark_of(stored: Mapping[str, Any]) -> str:
    """The mark of what is stored; values are what JSON holds, or print as themselves."""
    text = json.dumps(stored, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def require_seen(seen: str, stored: Mapping[str, Any]) -> None:
    """Raises ChangedMeanwhile; without a mark (an act of the program) nothing is asked."""
    if seen and seen != mark_of(stored):
        raise ChangedMeanwhile


def show_changed(form: forms.BaseForm, stored: Mapping[str, Any]) -> bool:
    """Both texts at each field where they differ; False where nobody has to decide anything."""
    differ = [
        name
        for name, value in stored.items()
        if name in form.fields and (form.cleaned_data.get(name) or "") != (value or "")
    ]
    for name in differ:
        words = changed_words(_shown(form[name], stored[name]))
        form.add_error(name, forms.ValidationError(words, code="changed"))
    return bool(differ)


def changed_words(stored: str) -> str:
    return _(
        "Saved here in the meantime: “%(stored)s”. What you wrote stands in the field; save once"
        " more and it replaces this."
    ) % {"stored": stored or "–"}


def _shown(bound: forms.BoundField, value: Any) -> str:
    choices = dict(getattr(bound.field, "choices", ()))
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    if value in choices:
        return str(choices[value])
    return str(bound.field.prepare_value(value) or "")
