"""Fields of an application form: their kinds, their order, and which of them are shown.

Source: CALL_FILE §2. A field with `shown_if` is shown while the expression is true of the fields
before it; while it is false or cannot be told yet, the field is hidden and does not count.

>>> lot = {"form": {"sections": [{"code": "s", "fields": [
...     {"code": "school", "kind": "yes_no"},
...     {"code": "classes", "kind": "integer", "shown_if": "school"}]}]}}
>>> [field["code"] for field in shown_fields(lot, {"school": True})]
['school', 'classes']
>>> [field["code"] for field in shown_fields(lot, {"school": False, "classes": "3"})]
['school']
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from callfile.formula.evaluate import FormulaError, Node, evaluate, parse

Field = Mapping[str, Any]


class FieldKind(StrEnum):
    """What a field asks for."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    MANY_OF = "many_of"
    DATE = "date"
    PERIOD = "period"
    PLACE = "place"
    FILE = "file"
    TABLE = "table"
    DECLARATION = "declaration"
    FINANCIAL_PLAN = "financial_plan"


class IncomeSource(StrEnum):
    """Where a line of income in the financial plan comes from."""

    OWN = "own"
    PUBLIC = "public"
    OTHER = "other"


COLUMN_KINDS = frozenset(
    {
        FieldKind.SHORT_TEXT,
        FieldKind.INTEGER,
        FieldKind.DECIMAL,
        FieldKind.MONEY,
        FieldKind.ONE_OF,
        FieldKind.DATE,
        FieldKind.YES_NO,
    }
)
FACT_KINDS = frozenset(
    {
        FieldKind.INTEGER,
        FieldKind.DECIMAL,
        FieldKind.MONEY,
        FieldKind.YES_NO,
        FieldKind.ONE_OF,
        FieldKind.TABLE,
        FieldKind.DECLARATION,
    }
)
FILE_TYPES = frozenset({"pdf", "docx", "xlsx", "odt", "ods", "jpg", "png"})


def fields_of(lot: Mapping[str, Any]) -> list[Field]:
    """All fields of the lot's form, in the order of the sections."""
    sections = (lot.get("form") or {}).get("sections") or []
    return [field for section in sections for field in section.get("fields") or []]


def shown_fields(lot: Mapping[str, Any], answers: Mapping[str, object]) -> list[Field]:
    """The fields that the applicant sees with these answers."""
    shown: list[Field] = []
    known: dict[str, object] = {}
    for field in fields_of(lot):
        rule = field.get("shown_if")
        if rule is not None and not _holds(rule, known):
            continue
        shown.append(field)
        code = field["code"]
        if answers.get(code) is not None:
            known[code] = answers[code]
    return shown


def _holds(rule: object, known: Mapping[str, object]) -> bool:
    node = _parsed(rule) if isinstance(rule, str) else None
    return node is not None and evaluate(node, known) is True


@lru_cache(maxsize=1024)
def _parsed(rule: str) -> Node | None:
    try:
        return parse(rule)
    except FormulaError:
        return None
