"""Where nothing was written, the words say what to write, and never only that it is needed."""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

from django import forms

from accounts.forms import NEEDED, PlainFields
from tests.architecture.sources import APPS, ROOT

BARE = str(forms.Field.default_error_messages["required"])


def our_forms() -> Iterator[type[forms.BaseForm]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "form" in str(path.relative_to(ROOT)) and "management" not in path.parts:
                yield from _forms_in(path)


def _forms_in(path: Path) -> Iterator[type[forms.BaseForm]]:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for _name, one in inspect.getmembers(importlib.import_module(name), inspect.isclass):
        if issubclass(one, forms.BaseForm) and one.__module__ == name:
            yield one


def is_bare(form: type[forms.BaseForm], name: str, field: forms.Field) -> bool:
    """What the forms of sign-in inherit gets its words when one is made."""
    if not field.required or field.widget.is_hidden:
        return False
    if issubclass(form, PlainFields) and (isinstance(field, forms.EmailField) or name in NEEDED):
        return False
    return str(field.error_messages["required"]) == BARE


def test_every_required_field_has_words_of_its_own():
    found = [
        (form, name, field)
        for form in our_forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if name != "username"  # nobody has one here
    ]
    assert len(found) > 60
    assert [
        f"{form.__name__}.{name}" for form, name, field in found if is_bare(form, name, field)
    ] == []
