"""`./merila reference`: the pages of docs/reference that the code itself can write."""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from audit.core.disclosure import DISCLOSED, Disclosure, PseudonymScope
from callfile.allocation.methods import METHODS, Allocation
from callfile.call import Call
from callfile.criteria import KINDS as CRITERIA
from callfile.criteria import Node
from callfile.fields import FIELD_KINDS, Field
from callfile.fields.form import Form, Section
from callfile.grant import Grant
from callfile.lots.lot import AnyLot, Lot, LotGroup
from callfile.reading.parts import Key, keys_of, name_of, object_schema
from callfile.reading.shapes import Definitions
from callfile.rubric.rubric import Group
from callfile.schema import call_schema
from callfile.template.placeholders import PLACEHOLDERS
from command.running import ROOT, Stop
from grants.core import tables, workflow

FOLDER = ROOT / "docs" / "reference"

# Part of the call → heading, in the order in which a file is read.
PARTS: tuple[tuple[type[Any], str], ...] = (
    (Call, "The call"),
    (AnyLot, "Lots"),
    (Lot, "Lots that people apply for"),
    (LotGroup, "Lots around others"),
    (Grant, "Limits of an award"),
    (Form, "Form"),
    (Section, "Pages of the form"),
)
# What each of them has, and then their kinds.
FAMILIES: tuple[tuple[type[Any], str, Sequence[type[Any]]], ...] = (
    (Field, "Fields", list(FIELD_KINDS.values())),
    (Node, "Criteria and groups", [Group, *CRITERIA.values()]),
    (Allocation, "Allocation", list(METHODS.values())),
)

CALL_FILE_INTRODUCTION = """\
# The call file

One YAML or JSON file holds a whole call. `./merila check-call FILE` names every fault with its
place; `call.schema.json` beside this page is for editors. Ready files stand in `library/`. This
page is written from the code (`./merila reference`).

Money and points are decimal strings (`"200.00"`), shares end in % (`"60%"`), counts are integers,
moments carry their zone (`"2026-10-30T12:00:00+01:00"`), and a text is a mapping from language to
text. A key with * has to be there.
"""
TEMPLATE_INTRODUCTION = """\
## Templates

The files of `library/` are templates: `merila` says `template/1`, what stands in curly brackets is
filled in, and dates are counted from the publication by the local clock (`"+39 days 12:00"`). Under
`sample` stand `year`, `published` (`"2026-09-21"`) and a value for every placeholder that is used:
one text, or one in each language. With them `check-call`, `recompute` and the desk read the file as
a call.
"""
WORKFLOW_INTRODUCTION = """\
# When something may happen

Two tables, of a call and of an application, are read by every act; a step that is not in them does
not exist. Each has one act, which asks its whole row: the state, who takes it, what must hold
besides, and the kind of its ledger entry. Whoever is in conflict or applies is kept out whatever
their role: `routes.md`. This page is written from `grants/core/tables.py` (`./merila reference`).

Whether a published call is announced, open or closed follows from its dates and the clock and is
stored nowhere.
"""

LEDGER_TABLE = ("<!-- written by ./merila reference -->", "<!-- until here -->")


def reference(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila reference", description="Write what docs/reference takes from the code."
    )
    parser.add_argument("--check", action="store_true", help="write nothing, say what is old")
    options = parser.parse_args(arguments)
    old = [name for name, text in pages().items() if _read(FOLDER / name) != text]
    if options.check and old:
        raise Stop(f"Not as the code is: {', '.join(old)}. ./merila reference writes them.")
    for name in old:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


def pages() -> dict[str, str]:
    """Every page that is written from the code, by file name."""
    return {
        "call-file.md": call_file_page(),
        "call.schema.json": json.dumps(call_schema(), indent=2, ensure_ascii=False) + "\n",
        "ledger.md": ledger_page(),
        "workflow.md": workflow_page(),
    }


def call_file_page() -> str:
    shown = {name_of(part) for part, _heading in PARTS}
    lines = [CALL_FILE_INTRODUCTION]
    for part, heading in PARTS:
        inherited = keys_of(AnyLot) if part in (Lot, LotGroup) else []
        lines += _part(part, heading, "##", shown, inherited)
    for base, heading, kinds in FAMILIES:
        lines += _part(base, heading, "##", shown)
        meanings = ([f"`{kind.NAME}`", kind.MEANING] for kind in kinds)
        lines += ["", *_table(("kind", "means"), meanings), ""]
        for kind in kinds:
            if len(keys_of(kind)) > len(keys_of(base)):
                lines += _part(kind, f"`{kind.NAME}`", "###", shown, keys_of(base))
    placeholders = ([f"`{{{name}}}`", meaning] for name, meaning in PLACEHOLDERS.items())
    lines += [TEMPLATE_INTRODUCTION, *_table(("placeholder", "means"), placeholders)]
    return "\n".join(lines) + "\n"


def _part(
    part: type[Any],
    heading: str,
    marks: str,
    shown: set[str],
    inherited: Sequence[Key] = (),
) -> list[str]:
    """Its keys but for those that are `inherited`, and the parts that only it has."""
    shown.add(name_of(part))
    known = {one.name for one in inherited}
    definitions: Definitions = {}
    schema = object_schema(part, definitions)
    rules = {key: rule for key, rule in schema["properties"].items() if key not in known}
    lines = [f"{marks} {heading}\n", f"{schema['description']}\n"]
    lines += [*_keys(rules, set(schema["required"])), ""]
    for name in _named_in(list(rules.values())):
        if name not in shown and "properties" in definitions[name]:
            shown.add(name)
            inner = definitions[name]
            lines += [f"{marks}# `{name}`\n", f"{inner['description']}\n"]
            lines += [*_keys(inner["properties"], set(inner["required"])), ""]
    return lines


def _named_in(rules: object) -> list[str]:
    """The definitions that a rule names itself, in their order."""
    if isinstance(rules, Mapping):
        own = [str(rules["$ref"]).rpartition("/")[2]] if "$ref" in rules else []
        return own + [name for rule in rules.values() for name in _named_in(rule)]
    if isinstance(rules, list):
        return [name for rule in rules for name in _named_in(rule)]
    return []


def _keys(rules: Mapping[str, Any], needed: set[str]) -> list[str]:
    return _table(
        ("key", "value", "means"),
        (
            [f"`{key}`" + (" *" if key in needed else ""), _value(rule), rule["description"]]
            for key, rule in rules.items()
        ),
    )


def _value(rule: Mapping[str, Any]) -> str:
    """What may stand there, in a few words."""
    if "$ref" in rule:
        return str(rule["$ref"]).rpartition("/")[2]
    if "const" in rule:
        return f"`{rule['const']}`"
    if "enum" in rule:
        return ", ".join(f"`{one}`" for one in rule["enum"])
    if "anyOf" in rule:
        return " or ".join(_value(one) for one in rule["anyOf"])
    if rule.get("type") == "array":
        return f"list of {_value(rule['items'])}"
    if rule.get("type") == "object":
        inner = rule.get("additionalProperties")
        return f"name → {_value(inner)}" if inner else "below"
    bounds = "–".join(str(rule[end]) for end in ("minimum", "maximum") if end in rule)
    words = {"string": "text", "integer": "integer", "boolean": "true, false"}
    # What may stand there follows from the kinds below.
    word = words[rule["type"]] if "type" in rule else "below"
    return " ".join(filter(None, [word, bounds]))


def workflow_page() -> str:
    return "\n".join(
        [
            WORKFLOW_INTRODUCTION,
            *_steps("A call", tables.CALL_STEPS, tables.CALL_WORK, workflow.CallState),
            *_steps(
                "An application",
                tables.APPLICATION_STEPS,
                tables.APPLICATION_WORK,
                workflow.ApplicationState,
            ),
        ]
    )


def _steps(
    heading: str,
    table: Mapping[StrEnum, workflow.Row],
    work: Mapping[StrEnum, workflow.Row],
    states: Iterable[StrEnum],
) -> list[str]:
    leaving = [
        [
            f"`{state}`",
            ", ".join(
                f"`{step}` → `{row.target}`" for step, row in table.items() if state in row.sources
            )
            or "nothing leads on",
        ]
        for state in states
    ]
    return [
        f"## {heading}\n",
        *_table(
            ("step", "from", "to", "by", "if", "entry"),
            [[f"`{step}`", *_cells(row)] for step, row in table.items()],
        ),
        "",
        *_table(("in this state", "may follow"), leaving),
        "",
        "What is done and leaves the state:\n",
        *_table(
            ("step", "in", "to", "by", "if", "entry"),
            [[f"`{step}`", *_cells(row)] for step, row in work.items()],
        ),
        "",
    ]


def _cells(row: workflow.Row) -> list[str]:
    where = _codes(row.sources)
    if row.calls:
        where += f"; its call {_codes(row.calls)}"
    return [
        where,
        f"`{row.target}`" if row.target else "stays",
        ", ".join(row.parts) or "another act",
        _codes(row.guards),
        f"`{row.entry}`" if row.entry else "",
    ]


def _codes(codes: Iterable[StrEnum]) -> str:
    return ", ".join(f"`{one}`" for one in codes)


def ledger_page() -> str:
    """The page as it is, with the table of what is public put in between its marks."""
    before, begin, rest = _read(FOLDER / "ledger.md").partition(LEDGER_TABLE[0])
    _old, end, after = rest.partition(LEDGER_TABLE[1])
    if not end:
        raise Stop("docs/reference/ledger.md has no place for its table.")
    rows = ([f"`{type}`", _public(said), _who(said)] for type, said in DISCLOSED.items())
    table = _table(("type", "`pub` may hold", "`actor`"), rows)
    return "\n".join([before + begin, "", *table, "", end + after])


def _public(said: Disclosure) -> str:
    found = "; ".join(f"`{key}`: {meaning}" for key, meaning in said.meanings.items())
    return found or "nothing"


def _who(said: Disclosure) -> str:
    whose = f"`{said.role}`" if said.role else "own role"
    return (
        f"{whose}, one pseudonym {'an entry' if said.scope is PseudonymScope.ENTRY else 'a call'}"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    cells = list(head)
    lines = [cells, ["---"] * len(cells), *(list(row) for row in rows)]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
