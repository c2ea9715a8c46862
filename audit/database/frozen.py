"""Which tables hold rows that never change, or not from some moment on; each app names its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Model, UniqueConstraint

# An identifier of PostgreSQL has 63 bytes, and `triggers.py` puts its own words around it.
LONGEST_NAME: Final = 42


@dataclass(frozen=True, slots=True)
class Frozen:
    """A rule of one table. `since` and `unless` are SQL with OLD and NEW; empty for "always".

    `fixed` are the columns that do not change once `since` holds, but where `unless` allows it.
    `unique` are the sets of columns by which SQLite would replace a row without asking.
    `may_vanish` are rows that may be deleted.
    """

    name: str
    table: str
    fixed: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    since: str = ""
    unless: str = ""
    may_vanish: bool = False


_rules: dict[str, Frozen] = {}


def freeze(
    model: type[Model],
    *,
    name: str = "",
    fields: Sequence[str] = (),
    moving: Sequence[str] = (),
    since: str = "",
    unless: str = "",
    may_vanish: bool = False,
) -> None:
    """All columns of the model but the `moving` ones, or those of `fields` only.

    A second rule for one table has a `name`, where its fields do not make one. Raises ValueError
    where the name is too long for the trigger that PostgreSQL makes of it.
    """
    meta = model._meta
    chosen = fields or [one.name for one in meta.concrete_fields if one.name not in moving]
    constraints = [
        one.fields
        for one in meta.constraints
        if isinstance(one, UniqueConstraint) and one.fields and one.condition is None
    ]
    single = [(one.name,) for one in meta.concrete_fields if one.unique]
    rule = Frozen(
        name="_".join([meta.db_table, *([name] if name else fields)]),
        table=meta.db_table,
        fixed=_columns(model, chosen),
        unique=tuple(_columns(model, names) for names in (*single, *constraints)),
        since=since,
        unless=unless,
        may_vanish=may_vanish,
    )
    if len(rule.name) > LONGEST_NAME:
        raise ValueError(f"{rule.name}: give the rule a name, its fields make too long a one")
    _rules[rule.name] = rule


def rules() -> tuple[Frozen, ...]:
    return tuple(_rules.values())


def _columns(model: type[Model], names: Sequence[str]) -> tuple[str, ...]:
    columns = {one.name: str(one.column) for one in model._meta.concrete_fields}
    return tuple(columns[name] for name in names)
