"""A row that is taken away or added behind the program is found, whatever model it is of."""

from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from audit.proof import fsck
from audit.proof.fsck import Difference
from grants.models import Application
from scoring.models import CommitteeMember
from tests.proof.tampering import nothing_refuses, tamper
from tests.proof.test_every_column import (
    ALL,
    UNPROVED,
    another,
    finds_something,
    models,
    slow_checks,
)

pytestmark = pytest.mark.django_db


FREE = {
    "accounts.RoleGrant": "the same role once more is refused; another one: test_recorded_rows",
    "accounts.User": "one more account without rights claims nothing",
    "grants.Funder": "one more funder without calls claims nothing",
}


def proved(*, without: Collection[str] = ()) -> Iterator[Any]:
    for model in models():
        label = model._meta.label
        if ALL not in UNPROVED.get(label, {}) and label not in without:
            yield pytest.param(model, id=model.__name__)


def _differences(model: type[Model]) -> list[str]:
    checks = [one for one in fsck.registered() if one not in slow_checks(model)]
    return [str(one) for one in fsck.findings(checks) if isinstance(one, Difference)]


def _first(model: type[Model]) -> Any:
    """A row that counts: a draft is nobody's but the applicant's."""
    rows = model._base_manager.order_by("pk")
    if model._meta.label == "applicants.Organisation":
        rows = rows.exclude(proved_at=None)
    return rows.first()


@pytest.mark.parametrize("model", [*proved()])
def test_row_that_was_taken_away_is_found(case, model):
    meta, row = model._meta, _first(model)
    with nothing_refuses(), connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{meta.db_table}" WHERE "{meta.pk.column}" = %s',
            [meta.pk.get_db_prep_value(row.pk, connection)],
        )
        assert cursor.rowcount == 1
    assert finds_something(without=slow_checks(model))


@pytest.mark.parametrize("model", [*proved(without=FREE)])
def test_row_that_was_added_is_found(case, model):
    values = _copy(_first(model))
    columns = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(["%s"] * len(values))
    insert = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})'
    try:
        with transaction.atomic(), nothing_refuses(), connection.cursor() as cursor:
            cursor.execute(insert, list(values.values()))
    except IntegrityError:
        # There the database keeps its conditions whoever asks: nobody can make this change.
        assert connection.vendor == "postgresql"
        return
    assert finds_something(without=slow_checks(model))


def _copy(row: Any) -> dict[str, object]:
    """The same row once more, with another value wherever the database wants only one."""
    meta = row._meta
    single = {one.name for one in meta.concrete_fields if one.unique}
    single |= {one.fields[-1] for one in meta.constraints if getattr(one, "fields", ())}
    values: dict[str, object] = {}
    for field in meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key and field.get_internal_type() == "BigAutoField":
            continue
        if field.name in single:
            value = another(field, value)
        values[field.column] = field.get_db_prep_save(value, connection)
    return values


def test_row_whose_partner_is_gone_is_named(case):
    first = "SELECT MIN(id) FROM scoring_committeemember WHERE role = 'secretary'"
    tamper(f"UPDATE scoring_committeemember SET committee_id = 900 WHERE id = ({first})")
    [said] = [one for one in _differences(CommitteeMember) if "its committee is not there" in one]
    assert said.startswith("scoring.CommitteeMember ")


@pytest.mark.parametrize("sha256", ["", "0" * 64])
def test_file_that_was_laid_beside_an_application_is_named(case, sha256):
    attachment = case.applications.get(number="M27-A-001").attachments.get()
    attachment.pk = "00000000-0000-4000-8000-000000000001"
    attachment.sha256 = sha256
    attachment.save(force_insert=True)
    assert (
        f"opened application M27-A-001: the file {attachment.pk} was not sent with it"
    ) in _differences(Application)
