"""The examples that open the core modules run."""

import doctest
import importlib
import pkgutil

import pytest

MODULES = [
    f"{core}.{module.name}"
    for core in ("grants.core", "scoring.core", "audit.core", "accounts.core")
    for module in pkgutil.iter_modules(importlib.import_module(core).__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_core_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
