"""The tables of the workflow are the only place that knows a state by its name."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum

import pytest

from grants.core import application_stages, call_stages
from grants.core.tables import APPLICATION_STEPS, CALL_STEPS, row_of
from grants.core.workflow import (
    ApplicationState,
    ApplicationStep,
    ApplicationWork,
    CallState,
    CallStep,
    CallWork,
)
from grants.selectors.may import way_of
from tests.architecture.sources import APPS, ROOT, layer_files, name, parse, python_files

# The tables, and the sets that stand beside them.
_AT_HOME = {
    f"grants/core/{one}.py"
    for one in (*("tables", "committee_table", "workflow", "call_stages", "application_stages"),)
}
_STATES = {"CallState", "ApplicationState"}
_COMPARED = re.compile(r"\b(call|application)\.state\b\s*(==|!=|in\b|not in\b)")


def test_no_state_is_named_outside_the_tables_but_to_give_it_words():
    """A state may be a key (of its words, of what comes next); nothing is compared with it."""
    found = []
    for path in python_files(*APPS):
        if name(path) in _AT_HOME:
            continue
        tree = parse(path)
        keys = {
            id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys
        }
        found += [
            f"{name(path)}:{node.lineno}: {ast.unparse(node)}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and id(node) not in keys and _is_state(node, tree)
        ]
    assert found == []


def _is_state(node: ast.Attribute, tree: ast.Module) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in _names_of_states(tree)


def _names_of_states(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "grants.core.workflow":
            yield from (one.asname or one.name for one in node.names if one.name in _STATES)


def test_no_template_compares_a_state():
    found = [
        name(path)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if _COMPARED.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("table", "states", "first"),
    [
        (CALL_STEPS, CallState, call_stages.FIRST),
        (APPLICATION_STEPS, ApplicationState, application_stages.FIRST),
    ],
)
def test_a_step_leads_to_every_state(table, states, first):
    reached = {first}
    while new := {row.target for row in table.values() if reached & set(row.sources)} - reached:
        reached |= new
    assert reached == set(states)


_STEPS = {"CallStep", "CallWork", "ApplicationStep", "ApplicationWork"}


def _acts() -> dict[str, set[str]]:
    """By step, the modules of `actions/` that name it."""
    found: dict[str, set[str]] = {}
    for path in layer_files("actions"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in _STEPS:
                found.setdefault(ast.unparse(node), set()).add(name(path))
    return found


def test_every_step_has_exactly_one_act():
    acts = _acts()
    steps = {f"{type(step).__name__}.{step.name}" for step in _every_step()}
    assert {step for step in steps if len(acts.get(step, ())) != 1} == set()
    assert set(acts) == steps


def test_every_step_that_somebody_takes_has_its_way():
    """The others are part of another act, and have no entry of their own."""
    for step in _every_step():
        row = row_of(step)
        if row.parts:
            assert way_of(step).closed, step
        else:
            assert row.entry is None, step


def _every_step() -> list[StrEnum]:
    return [*CallStep, *CallWork, *ApplicationStep, *ApplicationWork]
