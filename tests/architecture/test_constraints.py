"""Every rule that a model declares stands in the database too, on SQLite and on PostgreSQL.

The rows are made up: foreign keys are looked at only at the end of a transaction, which none of
them lives to see. A row is found that breaks one rule and keeps all the others; the database must
refuse it, and for that reason.
"""

import itertools
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.architecture.sources import APPS

pytestmark = pytest.mark.django_db

_MOMENT = datetime(2026, 11, 22, 6, tzinfo=UTC)


def declared(kind: type[models.BaseConstraint]) -> list[Any]:
    rows = [
        pytest.param(model, constraint, id=constraint.name)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    ]
    assert rows
    return rows


def values_of(field: models.Field) -> list[Any]:
    """A few that the column takes; the first is the one that is used where nothing is asked."""
    if isinstance(field, models.ForeignKey):
        return [*values_of(field.target_field), *([None] if field.null else [])]
    found: list[Any] = [""]
    for kind, values in (
        (models.UUIDField, [uuid.uuid4(), uuid.uuid4()]),
        (models.DateTimeField, [_MOMENT, _MOMENT.replace(year=2027), _MOMENT.replace(year=2025)]),
        (models.DateField, [date(2026, 1, 1), date(2027, 1, 1)]),
        (models.BooleanField, [False, True]),
        (models.JSONField, [{}]),
        (models.BinaryField, [b"", b"1"]),
        (models.IntegerField, [1, 0, 2, 3, -1, 2000, 32000]),
        (models.CharField, ["x", "", "a" * min(64, field.max_length or 64)]),
        (models.TextField, ["x", ""]),
    ):
        if isinstance(field, kind):
            found = values
            break
    chosen = [value for value, _words in field.flatchoices]
    return [*chosen, *found, *([None] if field.null else [])]


def names_in(node: Any) -> Iterator[str]:
    """The fields that a condition asks about."""
    if isinstance(node, models.Q):
        for child in node.children:
            yield from names_in(child)
    elif isinstance(node, tuple):
        yield node[0].partition("__")[0]
        yield from names_in(node[1])
    elif isinstance(node, models.F):
        yield node.name.partition("__")[0]
    elif hasattr(node, "get_source_expressions"):
        for child in node.get_source_expressions():
            yield from names_in(child)


def literals_in(node: Any) -> Iterator[tuple[str, Any]]:
    """The values that a condition compares its fields with."""
    for child in node.children if isinstance(node, models.Q) else ():
        if isinstance(child, tuple):
            name, value = child[0].partition("__")[0], child[1]
            values = value if isinstance(value, list | tuple) else [value]
            yield from ((name, one) for one in values if not isinstance(one, bool | models.F))
        else:
            yield from literals_in(child)


def rows_of(
    model: type[models.Model], names: set[str], base: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Every combination of values of the named fields; the others are those of `base`."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    kept = base or {name: values_of(field)[0] for name, field in fields.items()}
    asked = sorted(names & fields.keys())
    known = [pair for check in checks_of(model) for pair in literals_in(check.condition)]
    choices = (
        [*(value for of, value in known if of == name), *values_of(fields[name])] for name in asked
    )
    for values in itertools.product(*choices):
        yield kept | dict(zip(asked, values, strict=True))


def checks_of(model: type[models.Model]) -> list[models.CheckConstraint]:
    return [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]


def uniques_of(model: type[models.Model]) -> list[models.UniqueConstraint]:
    return [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]


def holds(model: type[models.Model], condition: models.Q, row: dict[str, Any]) -> bool:
    fields = model._meta.concrete_fields
    return condition.check({one.name: models.Value(row[one.name], one) for one in fields})


def good_row(model: type[models.Model]) -> dict[str, Any]:
    """One that keeps every check."""
    row = next(rows_of(model, set()))
    met: list[models.Q] = []
    names: set[str] = set()
    for check in checks_of(model):
        met.append(check.condition)
        if all(holds(model, each, row) for each in met):
            continue
        names |= set(names_in(check.condition))
        rows = rows_of(model, names, row)
        row = next(one for one in rows if all(holds(model, each, one) for each in met))
    return row


def insert(model: type[models.Model], row: dict[str, Any], number: int) -> None:
    fields = {one.name: one for one in model._meta.concrete_fields}
    values = {fields[name].attname: value for name, value in row.items()}
    key = model._meta.pk
    if isinstance(key, models.AutoField):
        values[key.attname] = 9_000_000 + number
    elif number and isinstance(key, models.UUIDField):
        values[key.attname] = uuid.uuid4()
    model(**values).save_base(raw=True, force_insert=True)


def unique_names(model: type[models.Model]) -> set[str]:
    """Fields of all rules of uniqueness; a second row differs in those that are not asked."""
    alone = {one.name for one in model._meta.concrete_fields if one.unique and not one.primary_key}
    return alone.union(*(rule.fields for rule in uniques_of(model)))


@pytest.mark.parametrize(("model", "constraint"), declared(models.CheckConstraint))
def test_database_refuses_a_row_that_breaks_a_check(model, constraint):
    broken: set[str] = set()
    best = None
    for row in rows_of(model, set(names_in(constraint.condition)), good_row(model)):
        if holds(model, constraint.condition, row):
            continue
        broken = {one.name for one in checks_of(model) if not holds(model, one.condition, row)}
        best = row
        if broken == {constraint.name}:
            break
    # An unknown state breaks what else depends on the state too, and one of them is named.
    assert best is not None
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        insert(model, best, 0)
    assert any(name in str(refusal.value) for name in broken)


@pytest.mark.parametrize(("model", "constraint"), declared(models.UniqueConstraint))
def test_database_refuses_a_second_row_like_the_first(model, constraint):
    asked = {*constraint.fields, *names_in(models.Q(*constraint.expressions))}
    conditions = [one.condition for one in checks_of(model)]
    if constraint.condition is not None:
        conditions.append(constraint.condition)
    # A stricter rule on some of the same fields must not be asked first.
    conditions += [
        ~one.condition
        for one in uniques_of(model)
        if one.condition is not None and one.name != constraint.name and {*one.fields} <= asked
    ]
    names = {name for one in conditions for name in names_in(one)}
    rows = rows_of(model, names, good_row(model))
    row = next(one for one in rows if all(holds(model, each, one) for each in conditions))
    other = dict(row)
    for name in unique_names(model) - asked:
        changed = ({**other, name: value} for value in values_of(model._meta.get_field(name)))
        for one in changed:
            if one[name] != row[name] and all(holds(model, each, one) for each in conditions):
                other = one
                break
    for name in unique_names(model) & asked - {*constraint.fields}:
        # Stricter than the column's own rule: in any case of its letters.
        other[name] = str(row[name]).swapcase()
    with transaction.atomic():
        insert(model, row, 0)
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            insert(model, other, 1)
        transaction.set_rollback(True)
    said = str(refusal.value)
    columns = [model._meta.get_field(name).column for name in constraint.fields]
    table = model._meta.db_table
    named = f"UNIQUE constraint failed: {', '.join(f'{table}.{one}' for one in columns)}"
    # SQLite names the columns; the ledger's own trigger is quicker still.
    assert constraint.name in said or named in said or "append-only" in said


@pytest.mark.parametrize("app", APPS)
def test_every_declared_rule_stands_in_the_database(app):
    missing = []
    for model in apps.get_app_config(app).get_models():
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
        missing += [one.name for one in model._meta.constraints if one.name not in found]
    assert missing == []
