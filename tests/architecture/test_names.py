"""A public name stands once, so whoever searches for it finds what it means."""

import ast
from collections import defaultdict

from tests.architecture.sources import APPS, name, parse, python_files

# A noun as a row of the database and as the pure type that the core computes with.
ROW_AND_TYPE = {"Call", "Checkpoint", "Lot"}
# Verbs that every member of a family answers to: kinds of division, apps, children, commands.
VERBS = {
    *("due", "factor", "learn", "weights"),
    *("fill_slots", "freeze_rows", "register", "register_rows", "register_steps", "registered"),
    *("look", "main", "prepare"),
    "Command",
}
# Modules whose names are read with the module's: `cells.money`, a page, a tag, a setting.
SPOKEN_WITH_THEIR_MODULE = ("views", "templatetags", "cells", "environment", "context_processors")


def names() -> dict[str, set[str]]:
    """By public class or function, the modules that define it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in python_files(*APPS, "callfile", "config"):
        parts = path.with_suffix("").parts
        if set(SPOKEN_WITH_THEIR_MODULE) & set(parts):
            continue
        for node in parse(path).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                found[node.name].add(name(path))
    return found


def test_public_name_stands_once():
    twice = {
        one: sorted(modules)
        for one, modules in names().items()
        if len(modules) > 1 and one not in ROW_AND_TYPE | VERBS
    }
    assert twice == {}


def test_what_may_stand_twice_does():
    found = names()
    alone = {one for one in ROW_AND_TYPE | VERBS if len(found[one]) < 2}
    assert alone == set()
