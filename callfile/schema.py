"""JSON Schema (2020-12) of the call file: its shape, for editors and other programs.

Source: CALL_FILE §1–§5 and §8. The schema tells what a file may look like; what must hold between
its parts (bands that touch, budgets that add up, facts that are asked for) only `call_file.check`
can tell. Whatever the check accepts without an error fits the schema.

>>> call_schema()["$schema"]
'https://json-schema.org/draft/2020-12/schema'
>>> sorted(call_schema()["$defs"])[:4]
['aggregation', 'allocation', 'band', 'category']
"""

from typing import Any

from callfile.check.allocation import METHODS as ALLOCATION_METHODS
from callfile.check.lots import KINDS as LOT_KINDS
from callfile.check.lots import MOST_LOTS
from callfile.check.ranking import METHODS as AGGREGATION_METHODS
from callfile.file import FORMAT, INTEGRITY_RULES, LANGUAGES, REMEDIES
from callfile.form.fields import COLUMN_KINDS, FILE_TYPES, FieldKind, IncomeSource
from callfile.schema_meanings import MEANINGS, NODE_KINDS, PARTS
from callfile.shape import CODE, MOST_ITEMS, NAME

Schema = dict[str, Any]

_WHOLE = {"type": "integer"}
_YES_NO = {"type": "boolean"}
_PLAIN = {"type": "string"}
_EXPRESSION: Schema = {"type": "string", "minLength": 1, "maxLength": 2000}


def call_schema() -> Schema:
    """The whole schema as plain JSON data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Merila call file",
        **_object("call", _CALL_REQUIRED, _CALL),
        "$defs": {**_SCALARS, **_form_parts(), **_rubric_parts(), **_lot_parts()},
    }


def _object(part: str, required: tuple[str, ...], properties: Schema) -> Schema:
    meanings = MEANINGS[part]
    return {
        "type": "object",
        "description": PARTS[part],
        "required": list(required),
        "properties": {
            key: {**rule, "description": meanings[key]} for key, rule in properties.items()
        },
        "additionalProperties": False,
    }


def _list(item: Schema, least: int = 1) -> Schema:
    return {"type": "array", "items": item, "minItems": least, "maxItems": MOST_ITEMS}


def _one_of(choices: Any) -> Schema:
    return {"enum": [str(choice) for choice in choices]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _pattern(text: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{text})$"}


_SCALARS: Schema = {
    "code": _pattern(CODE.pattern),
    "name": _pattern(NAME.pattern),
    "texts": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
    "number": _pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
    "money": _pattern(r"(?:0|[1-9][0-9]{0,13})\.[0-9]{2}"),
    "share": _pattern(r"(?:100(?:\.0{1,6})?|[1-9]?[0-9](?:\.[0-9]{1,6})?)%"),
    "moment": _pattern(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
    ),
    "day": _pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "limit": {"anyOf": [_ref("number"), _WHOLE]},
}
_TEXTS, _CODE, _NAME = _ref("texts"), _ref("code"), _ref("name")
_OPTION: Schema = {"code": _CODE, "text": _TEXTS}
_NUMBER, _MONEY, _SHARE = _ref("number"), _ref("money"), _ref("share")

_CALL_REQUIRED = (
    *("merila", "code", "languages", "title", "basis", "dates", "supplement_days"),
    *("remedy", "integrity_rule", "lots"),
)
_MOMENT = _ref("moment")
_CALL: Schema = {
    "merila": {"const": FORMAT},
    "code": _CODE,
    "languages": _list(_one_of(LANGUAGES)),
    "title": _TEXTS,
    "short_title": _TEXTS,
    "text": _TEXTS,
    "about": _object(
        "about",
        (),
        {
            "modelled_on": _list(
                _object("source", ("title",), {"title": _PLAIN, "url": _PLAIN}), 0
            ),
            "completed_by_us": _TEXTS,
        },
    ),
    "basis": _list(_object("basis", ("text",), {"text": _TEXTS, "url": _PLAIN})),
    "strategy": _list(_CODE, 0),
    "dates": _object(
        "dates",
        ("published", "opens", "deadline", "opening", "results_by"),
        {
            "consultation": {**_list(_MOMENT, 2), "maxItems": 2},
            **dict.fromkeys(("published", "opens", "deadline", "opening", "results_by"), _MOMENT),
        },
    ),
    "supplement_days": {**_WHOLE, "minimum": 1, "maximum": 60},
    "remedy": _object(
        "remedy",
        ("kind", "to", "days"),
        {
            "kind": _one_of(REMEDIES),
            "to": _TEXTS,
            "days": {**_WHOLE, "minimum": 1, "maximum": 90},
        },
    ),
    "integrity_rule": _one_of(INTEGRITY_RULES),
    "applications_per_organisation": _object(
        "per_organisation",
        (),
        {"total": {**_WHOLE, "minimum": 1}, "per_lot": {**_WHOLE, "minimum": 1}},
    ),
    "grant": _ref("grant"),
    "lots": {**_list(_ref("lot")), "maxItems": MOST_LOTS},
}


def _form_parts() -> Schema:
    field = {
        "code": _NAME,
        "label": _TEXTS,
        "help": _TEXTS,
        "required": _YES_NO,
        "options": _list(_ref("option")),
        "min": {"anyOf": [_ref("limit"), _ref("day")]},
        "max": {"anyOf": [_ref("limit"), _ref("day")]},
        "decimals": {**_WHOLE, "minimum": 0, "maximum": 6},
        "unit": _TEXTS,
        "max_length": {**_WHOLE, "minimum": 1},
    }
    more = {
        "fact": _YES_NO,
        "shown_if": _EXPRESSION,
        "evidence": {"type": "string"},
        "max_words": {**_WHOLE, "minimum": 1},
        "types": _list(_one_of(sorted(FILE_TYPES))),
        "max_mb": {**_WHOLE, "minimum": 1, "maximum": 100},
        "max_files": {**_WHOLE, "minimum": 1, "maximum": 50},
        "columns": _list(_ref("column")),
        "max_rows": {**_WHOLE, "minimum": 1, "maximum": 1000},
        "text": _TEXTS,
        "cost_categories": _list(_ref("category")),
        "income_categories": _list(_ref("category")),
    }
    needed = ("code", "kind", "label")
    section = {"code": _CODE, "title": _TEXTS, "help": _TEXTS, "fields": _list(_ref("field"))}
    return {
        "form": _object("form", ("sections",), {"sections": _list(_ref("section"))}),
        "section": _object("section", ("code", "title", "fields"), section),
        "field": _object("field", needed, {**field, **more, "kind": _one_of(FieldKind)}),
        "column": _object("column", needed, {**field, "kind": _one_of(sorted(COLUMN_KINDS))}),
        "option": _object("option", ("code", "text"), _OPTION),
        "category": _object(
            "category",
            ("code", "text"),
            {**_OPTION, "eligible": _YES_NO, "source": _one_of(IncomeSource)},
        ),
    }


def _rubric_parts() -> Schema:
    positive = {"type": "string", "pattern": "^(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?$"}
    by_level = {"type": "object", "additionalProperties": _NUMBER}
    node = {
        "code": _CODE,
        "kind": _one_of(NODE_KINDS),
        **dict.fromkeys(("title", "text", "article"), _TEXTS),
        **dict.fromkeys(("printed_max", "weight", "cap"), positive),
        **dict.fromkeys(("minimum", "min", "max", "step"), _NUMBER),
        **dict.fromkeys(("per", "max_units", "max_points"), _ref("limit")),
        **dict.fromkeys(("fact", "column", "row", "of"), _PLAIN),
        "precondition": _EXPRESSION,
        "expression": _EXPRESSION,
        "constants": by_level,
        "levels": _list(_ref("level")),
        "bands": _list(_ref("band")),
        "points": {"anyOf": [_NUMBER, by_level, _list(_ref("level"))]},
        "table": {"type": "object", "additionalProperties": by_level},
        "children": _list(_ref("node")),
    }
    interval = dict.fromkeys(("from", "to", "min", "max", "step", "points", "coefficient"), _NUMBER)
    level = {"code": _CODE, "points": _NUMBER, "text": _TEXTS}
    return {
        "node": _object("node", ("code", "title"), node),
        "level": _object("level", ("code", "points"), level),
        "band": _object("band", (), {**interval, "share": _SHARE, "text": _TEXTS}),
    }


def _lot_parts() -> Schema:
    lot = {
        "code": _CODE,
        "kind": _one_of(LOT_KINDS),
        "title": _TEXTS,
        "text": _TEXTS,
        "budget": {"anyOf": [_MONEY, _SHARE]},
        "grant": _ref("grant"),
        "eligibility": _list(
            _object("condition", ("code", "text"), {"code": _CODE, "text": _TEXTS, "ask": _TEXTS}),
            0,
        ),
        "form": _ref("form"),
        "rubric": _ref("node"),
        "aggregation": _ref("aggregation"),
        "threshold": _object("threshold", ("total",), {"total": _NUMBER}),
        "tie_break": _list({"type": "string"}, 0),
        "allocation": _ref("allocation"),
        "spill_to": _list({"type": "string"}, 0),
        "lots": {**_list(_ref("lot")), "maxItems": MOST_LOTS},
    }
    limits = {"minimum": _MONEY, "maximum": _MONEY, "max_share_of_eligible_cost": _SHARE}
    return {
        "lot": _object("lot", ("code", "title"), lot),
        "grant": _object("grant", (), limits),
        "aggregation": _object(
            "aggregation",
            ("method", "minimum_sheets"),
            {
                "method": _one_of(AGGREGATION_METHODS),
                "decimals": {**_WHOLE, "minimum": 0, "maximum": 6},
                "minimum_sheets": {**_WHOLE, "minimum": 1, "maximum": 100},
            },
        ),
        "allocation": _object(
            "allocation",
            ("method",),
            {
                "method": _one_of(ALLOCATION_METHODS),
                "unit": _MONEY,
                "rounding": _one_of(("largest_remainder", "down")),
                "below_minimum": _one_of(("refuse", "raise")),
                "minimum": _one_of(("refuse", "raise")),
                "redistribute": _YES_NO,
                "value": _NUMBER,
                "last": _one_of(("partial", "stop", "skip")),
                "top": {**_WHOLE, "minimum": 1},
                "over": _one_of(("scale", "ranked")),
                "bands": _list(_ref("band")),
                "text": _TEXTS,
                "article": _TEXTS,
            },
        ),
    }
