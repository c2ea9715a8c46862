"""A call is a type (`callfile.call`): nobody outside the call file reads it as JSON."""

import ast
from collections.abc import Iterator
from pathlib import Path

from callfile.allocation.methods import METHODS, Allocation, ShareBand
from callfile.call import About, Basis, Call, PerOrganisation, Remedy, Source
from callfile.criteria import KINDS, Band, Factor, Node
from callfile.dates.call_dates import Dates
from callfile.fields import FIELD_KINDS
from callfile.fields.form import Form, Section
from callfile.grant import Grant
from callfile.lots.lot import Condition, Lot, LotGroup
from callfile.ranking import Aggregation, Threshold
from callfile.reading.parts import keys_of
from callfile.rubric.rubric import Group
from tests.architecture.sources import name, parse, python_files

# The floors above the call file.
APPS = ("grants", "scoring", "awards", "reports")
PARTS = (
    *(Call, About, Source, Basis, Remedy, PerOrganisation, Dates, Grant, Lot, LotGroup, Condition),
    *(Form, Section, *FIELD_KINDS.values(), Node, Group, *KINDS.values(), Band, Factor),
    *(Aggregation, Threshold, Allocation, ShareBand, *METHODS.values()),
)
KEYS = {one.name for part in PARTS for one in keys_of(part)}
# Words that other data has too: answers, sheets, steps of a trace, results, decisions, pages.
SHARED = {
    *("code", "title", "text", "label", "url", "row", "value", "total", "kind", "to", "from"),
    *("eligibility", "languages", "lots", "points", "cap", "fact", "unit", "budget", "share"),
    *("per", "weight", "coefficient", "expression", "levels", "maximum", "article", "columns"),
    *("allocation", "days", "deadline", "opens", "published", "form"),
}
# What only a call has. A key of these says nothing else, and so does not stand on them either.
OF_A_CALL = {
    *("call", "lot", "node", "rubric", "criterion", "section", "field", "column", "option"),
    *("condition", "grant", "limits", "remedy", "aggregation", "threshold", "level", "band"),
}
WRITTEN = {
    "grants/forms/call_parts.py": "the desk edits a draft, faulty or not",
    "grants/forms/call_lots.py": "the desk edits a draft, faulty or not",
    "reports/demo/call_files.py": "the demo makes its calls out of the library",
    "scoring/core/points/score.py": "vectors hold single parts of a call",
    "scoring/core/run/vectors.py": "vectors hold single parts of a call",
    "scoring/core/run/recompute.py": "a recomputation begins with a file from outside",
}
UNTYPED = ("Mapping[str, Any]", "dict[str, Any]", "Json", "Any")


def _files() -> Iterator[Path]:
    return (path for path in python_files(*APPS) if name(path) not in WRITTEN)


def _read_keys(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, what is read from, key: of `x.get("key")` and `x["key"]`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=source, attr="get"),
                args=[ast.Constant(value=str(key)), *_],
            ):
                yield node.lineno, _last(source), key
            case ast.Subscript(value=source, slice=ast.Constant(value=str(key))):
                yield node.lineno, _last(source), key


def _last(source: ast.expr) -> str:
    """`call` of `row.call`, of `call or {}` and of `call`."""
    if isinstance(source, ast.BoolOp):
        return _last(source.values[0])
    return ast.unparse(source).rpartition(".")[2]


def test_a_call_is_read_by_the_call_file_alone():
    wrong = [
        f"{name(path)}:{line} reads {key!r} of {source}"
        for path in _files()
        for line, source, key in _read_keys(parse(path))
        if key in KEYS - SHARED or (key in KEYS and source in OF_A_CALL)
    ]
    assert wrong == []


def test_parts_of_a_call_have_their_types():
    wrong = [
        f"{name(path)}:{one.lineno} {said}"
        for path in _files()
        for one in ast.walk(parse(path))
        for said in [_annotated(one)]
        if said
    ]
    assert wrong == []


def _annotated(one: ast.AST) -> str:
    """`lot: Json`, where a part of a call has no type of its own."""
    match one:
        case ast.arg(arg=called, annotation=ast.expr() as kind):
            pass
        case ast.AnnAssign(target=ast.Name(id=called), annotation=kind):
            pass
        case _:
            return ""
    is_untyped = ast.unparse(kind) in UNTYPED and called in OF_A_CALL
    return f"{called}: {ast.unparse(kind)}" if is_untyped else ""


def test_words_of_a_call_are_keys_and_written_files_are_there():
    assert SHARED <= KEYS
    assert {name(path) for path in python_files(*APPS)} >= set(WRITTEN)


def test_a_reader_of_a_raw_call_would_be_found():
    tree = ast.parse("lot['rubric']; call.content.get('basis') or []; (field or {}).get('label')")
    assert set(_read_keys(tree)) == {
        (1, "lot", "rubric"),
        (1, "content", "basis"),
        (1, "field", "label"),
    }
    [argument] = ast.parse("def f(lot: Json): ...").body[0].args.args
    assert _annotated(argument) == "lot: Json"
