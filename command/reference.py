"""`./merila reference`: the pages of docs/reference that the code itself can write."""

import argparse
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from audit.core.disclosure import DISCLOSED, Disclosure, Scope
from callfile import schema_meanings
from callfile.schema import call_schema
from command.running import ROOT, Stop
from grants.core import tables, workflow

FOLDER = ROOT / "docs" / "reference"

# Part of the schema → heading, in the order in which a file is read.
PARTS = {
    "lot": "Lots",
    "grant": "Limits of an award",
    "form": "Form",
    "section": "Sections",
    "field": "Fields",
    "column": "Columns of a table",
    "option": "Options",
    "category": "Categories of the financial plan",
    "node": "Criteria and groups",
    "level": "Levels",
    "band": "Bands",
    "aggregation": "Aggregation",
    "allocation": "Allocation",
}
KINDS = {
    "field": schema_meanings.FIELD_KINDS,
    "node": schema_meanings.NODE_KINDS,
    "allocation": schema_meanings.ALLOCATION_METHODS,
}

CALL_FILE_INTRODUCTION = """\
# The call file

One YAML or JSON file holds a whole call. `./merila check-call FILE` names every fault with its
place; `call.schema.json` beside this page is for editors. Ready files stand in `library/`. This
page is written from the code (`./merila reference`).

Money and points are decimal strings (`"200.00"`), shares end in % (`"60%"`), counts are integers,
moments carry their zone (`"2026-10-30T12:00:00+01:00"`), and a text is a mapping from language to
text. A key with * has to be there.
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
    schema = call_schema()
    parts = [
        CALL_FILE_INTRODUCTION,
        _section("The call", schema, {}),
    ]
    for name, heading in PARTS.items():
        parts.append(_section(heading, schema["$defs"][name], KINDS.get(name, {})))
    return "\n".join(parts)


def _section(heading: str, part: Mapping[str, Any], kinds: Mapping[str, str]) -> str:
    lines = [f"## {heading}\n", f"{part['description']}\n", *_keys(part)]
    for key, rule in part["properties"].items():
        inner = rule.get("items", rule)
        if "properties" in inner:
            lines += [f"\n### `{key}`\n", f"{inner['description']}\n", *_keys(inner)]
    if kinds:
        lines += [
            "",
            *_table(("kind", "means"), ([f"`{one}`", text] for one, text in kinds.items())),
        ]
    return "\n".join(lines) + "\n"


def _keys(part: Mapping[str, Any]) -> list[str]:
    needed = set(part["required"])
    return _table(
        ("key", "value", "means"),
        (
            [f"`{key}`" + (" *" if key in needed else ""), _value(rule), rule["description"]]
            for key, rule in part["properties"].items()
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
    return " ".join(filter(None, [words[rule["type"]], bounds]))


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
    return f"{whose}, one pseudonym {'an entry' if said.scope is Scope.ENTRY else 'a call'}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    cells = list(head)
    lines = [cells, ["---"] * len(cells), *(list(row) for row in rows)]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
