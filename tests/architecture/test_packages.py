"""Packages from elsewhere: each one is used, and only by what it offers."""

import ast
import importlib
import inspect
import re
import sys
from functools import cached_property
from importlib.metadata import packages_distributions
from types import FunctionType

import pytest

from tests.architecture.sources import APPS, ROOT, imported_modules, name, parse, python_files

OURS = (*APPS, "callfile", "command", "config")
# Needed at run time although nothing of ours names them.
LOADED_BY_OTHERS = {
    "defusedxml": "openpyxl reads files with it where it is there",
    "pip": "./merila installs with it",
    "psycopg": "Django's backend of PostgreSQL",
}
# Underscored, but described in Django's documentation for everybody's use.
DESCRIBED = {"_meta", "_state", "_default_manager", "_base_manager"}
# Where a private name of a package is worth it; the module says why.
HOMES = {"accounts/sign_in/adapter.py"}


def asked_for(text: str) -> set[str]:
    """Names of packages in a list of requirements, without versions and extras."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    names = (re.match(r"[\w.-]+", line) for line in lines if not line.startswith("-"))
    return {found[0].lower().replace("_", "-") for found in names if found}


def used_modules(tree: ast.Module) -> set[str]:
    """Top-level names that are imported, or begin a dotted name in a text, as in settings."""
    imported = {module.partition(".")[0] for module in imported_modules(tree)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    dotted = (re.fullmatch(r"([a-z_]\w*)(\.\w+)*\.?", text) for text in texts)
    return imported | {found[1] for found in dotted if found}


def test_every_package_of_an_installation_is_used():
    used = set().union(*(used_modules(parse(path)) for path in python_files(*OURS)))
    offered = packages_distributions()
    used_packages = {
        package.lower().replace("_", "-") for module in used for package in offered.get(module, [])
    }
    asked = asked_for((ROOT / "requirements" / "runtime.in").read_text(encoding="utf-8"))
    assert asked - used_packages - set(LOADED_BY_OTHERS) == set()
    assert set(LOADED_BY_OTHERS) <= asked


def test_used_modules_are_those_of_imports_and_dotted_texts():
    tree = ast.parse("import yaml\nfrom csp.x import y\nAPPS = ['django_htmx', 'a b']")
    assert used_modules(tree) == {"yaml", "csp", "django_htmx"}
    assert asked_for("# x\n-r a.in\nDjango>=5\npsycopg[pool]\n") == {"django", "psycopg"}


def defined_names(tree: ast.Module) -> set[str]:
    """What a module of ours calls something: definitions, variables, attributes, other names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.id if isinstance(node, ast.Name) else node.attr)
        elif isinstance(node, ast.alias) and node.asname:
            found.add(node.asname)
    return found


def is_private(text: str) -> bool:
    return text.startswith("_") and not text.endswith("_")


def foreign_private_names(tree: ast.Module, ours: set[str]) -> set[str]:
    """Underscored names that nobody of ours has given, and what `super()` is asked for by one."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            asked = node.value
            is_inherited = (
                isinstance(asked, ast.Call)
                and isinstance(asked.func, ast.Name)
                and asked.func.id == "super"
            )
            if is_inherited or node.attr not in ours | DESCRIBED:
                found.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] not in OURS:
                found |= {part for part in parts if is_private(part)}
                found |= {one.name for one in node.names if is_private(one.name)}
    return found


# What the standard library has, Python promises.
STANDARD = {"_exit", "_replace", "_asdict", "_fields"}


def test_no_private_name_of_a_package_is_used():
    trees = {path: parse(path) for path in python_files(*OURS)}
    ours = set().union(*map(defined_names, trees.values()))
    found = {name(path): foreign_private_names(tree, ours) for path, tree in trees.items()}
    used = {path: names - STANDARD for path, names in found.items() if names - STANDARD}
    assert {path: names for path, names in used.items() if path not in HOMES} == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from django.x import _y", {"_y"}),
        ("from django._z import y", {"_z"}),
        ("row._prefetched_objects_cache", {"_prefetched_objects_cache"}),
        ("row._meta, row._own, row.__dict__", set()),
        ("super()._own()", {"_own"}),
        ("from grants.actions._act import act", set()),
    ],
)
def test_foreign_private_names_are_told_from_ours(source, names):
    assert foreign_private_names(ast.parse(source), {"_own"}) == names


def overridden(kind: type) -> set[str]:
    """Private names of a class from elsewhere to which our subclass gives another meaning."""
    bases = [
        base
        for base in kind.__mro__[1:]
        if base.__module__.partition(".")[0] not in {*OURS, *sys.stdlib_module_names}
    ]
    return {
        own
        for own, value in vars(kind).items()
        # What a metaclass puts there is no function.
        if is_private(own) and isinstance(value, FunctionType | property | cached_property)
        if any(own in vars(base) for base in bases)
    }


def test_no_private_name_of_a_package_is_overridden():
    found = {}
    for path in python_files(*OURS):
        module = importlib.import_module(name(path).removesuffix(".py").replace("/", "."))
        for _name, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ != module.__name__ or name(path) in HOMES:
                continue
            if overridden(kind):
                found[f"{name(path)}: {kind.__name__}"] = overridden(kind)
    assert found == {}


def test_overridden_finds_what_a_subclass_takes_over():
    class Foreign:
        __module__ = "django.somewhere"

        def _hidden(self):
            """Theirs."""

    class Ours(Foreign):
        def _hidden(self):
            """Ours."""

        def _own(self):
            """Ours too."""

    assert overridden(Ours) == {"_hidden"}
