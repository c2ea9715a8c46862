"""The examples that open the core modules run."""

import doctest
import importlib
import pkgutil

import pytest

MODULES = [
    module.name
    for core in ("callfile", "grants.core", "scoring.core", "audit.core", "accounts.core")
    for module in pkgutil.walk_packages(importlib.import_module(core).__path__, f"{core}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_core_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
