"""E-mail addresses are typed into one kind of field, wherever that is."""

import ast
from collections.abc import Iterator

from django import forms
from django.urls import get_resolver

from accounts.typed.address import AddressField
from tests.architecture.sources import APPS, name, parse, python_files

HOME = "accounts/typed/address.py"


def test_sources_use_no_other_field_for_addresses():
    wrong = []
    for path in python_files(*APPS, "config"):
        if name(path) == HOME or "/migrations/" in name(path):
            continue
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                is_form = node.value.id in ("forms", "serializers")
                # Whether a field of the library is one is asked, and then it is replaced.
                if is_form and node.attr == "EmailField" and name(path) != "accounts/forms.py":
                    wrong.append(f"{name(path)}:{node.lineno}")
            if isinstance(node, ast.ImportFrom) and node.module == "django.core.validators":
                validators = {one.name for one in node.names}
                if validators & {"validate_email", "EmailValidator"}:
                    wrong.append(f"{name(path)}:{node.lineno}")
    assert wrong == []


def test_forms_made_of_models_use_it_too():
    assert get_resolver().url_patterns
    wrong = [
        f"{form.__module__}.{form.__name__}.{key}"
        for form in set(_forms(forms.BaseForm))
        if form.__module__.partition(".")[0] in APPS
        for key, field in form.base_fields.items()
        if isinstance(field, forms.EmailField)
        and not isinstance(field, AddressField)
        # The library makes its fields when a form begins; ours takes their place then.
        and form.__module__ != "accounts.forms"
    ]
    assert wrong == []


def _forms(base: type) -> Iterator[type]:
    for one in base.__subclasses__():
        if hasattr(one, "base_fields"):
            yield one
        yield from _forms(one)
