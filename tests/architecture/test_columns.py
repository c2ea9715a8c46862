"""Columns of any length stand last in their tables.

SQLite goes through a row from its beginning: a number behind a text of 20 MB costs the way through
all of it, and one behind the content of a decision two more pages of the file.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from tests.architecture.sources import APPS

pytestmark = pytest.mark.django_db

_ANY_LENGTH = (models.TextField, models.JSONField, models.BinaryField)


def _is_long(field: Any) -> bool:
    return isinstance(field, _ANY_LENGTH) and field.max_length is None


@pytest.mark.parametrize(
    "model",
    [model for app in APPS for model in apps.get_app_config(app).get_models()],
    ids=lambda model: model.__name__,
)
def test_columns_of_any_length_stand_last(model):
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, model._meta.db_table)
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    long = [_is_long(fields[column.name]) for column in table]
    assert long == sorted(long), [column.name for column in table]
