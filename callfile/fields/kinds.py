"""Reading a field or a column: its kind says what else it has."""

from collections.abc import Iterable, Mapping
from typing import Any

from callfile.fields.choices import Declaration, ManyOf, OneOf, YesNo
from callfile.fields.days import Date, Period, Venue
from callfile.fields.field import OF_FIELDS_ONLY, Field
from callfile.fields.files import Files
from callfile.fields.financial_plan import FinancialPlan
from callfile.fields.numbers import Decimal, Integer, Money
from callfile.fields.texts import LongText, ShortText
from callfile.reading.inspection import Inspection, at
from callfile.reading.parts import object_schema, read_keys, read_part
from callfile.reading.shapes import Definitions, Schema, Shape, one_of

# All but the table, whose columns are of these kinds.
SIMPLE: tuple[type[Field], ...] = (
    *(ShortText, LongText, Integer, Decimal, Money, YesNo, OneOf, ManyOf, Date, Period, Venue),
    *(Files, Declaration, FinancialPlan),
)
_BY_NAME = {kind.NAME: kind for kind in SIMPLE if kind.MAY_BE_COLUMN}
_COLUMNS = dict(sorted(_BY_NAME.items()))


def read_field(
    page: Inspection,
    raw: Mapping[str, Any],
    place: str,
    kinds: Mapping[str, type[Field]],
    without: Iterable[str] = (),
) -> Field:
    """A field of one of these kinds. Of one that cannot be read only what every field has."""
    kind = None
    if raw.get("kind") is not None:
        kind = one_of(kinds).read(page, raw["kind"], at(place, "kind"))
    if kind is None:
        page.keys(raw, place, ("code", "kind", "label"), tuple(raw))
    found = None if kind is None else read_part(page, kinds[kind], raw, place, without=without)
    return _only_common(raw, place) if found is None else found


def _only_common(raw: Mapping[str, Any], place: str) -> Field:
    silent = Inspection(rules_only=True)
    return Field(**read_keys(silent, Field, {"kind": "", **raw}, place))


def kinds_schema(
    name: str, meaning: str, kinds: Iterable[type[Field]], without: Iterable[str] = ()
) -> Shape[Any]:
    """Of a field of one of these kinds only the description."""
    return Shape(lambda *_: None, lambda found: _schema(found, name, meaning, kinds, without))


def _schema(
    definitions: Definitions,
    name: str,
    meaning: str,
    kinds: Iterable[type[Field]],
    without: Iterable[str],
) -> Schema:
    if name not in definitions:
        definitions[name] = {"description": meaning}
        ways = []
        for kind in kinds:
            schema = object_schema(kind, definitions, without)
            schema["properties"]["kind"] |= {"const": kind.NAME}
            definitions[f"{name}_{kind.NAME}"] = schema
            ways.append({"$ref": f"#/$defs/{name}_{kind.NAME}"})
        definitions[name]["anyOf"] = ways
    return {"$ref": f"#/$defs/{name}"}


def _read_column(page: Inspection, value: object, place: str) -> Field | None:
    raw = page.mapping(value, place)
    return None if raw is None else read_field(page, raw, place, _COLUMNS, OF_FIELDS_ONLY)


COLUMN: Shape[Field] = Shape(
    _read_column,
    kinds_schema("column", "A column of a table.", _COLUMNS.values(), OF_FIELDS_ONLY).schema,
)
