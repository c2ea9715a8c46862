"""Every kind of criterion has every part, on each floor that asks for its kind."""

from typing import get_args

import pytest

from callfile.criteria import KINDS, Criterion
from callfile.schema import call_schema
from callfile.schema_meanings import NODE_KINDS
from scoring.core.points.criteria import POINTS


@pytest.mark.parametrize("name", KINDS)
def test_kind_is_called_by_its_name_and_explained(name):
    kind = KINDS[name]
    assert kind.name == name
    assert kind.meaning == NODE_KINDS[name]
    assert not set(kind.required) & set(kind.optional)


def test_every_criterion_has_points():
    assert set(POINTS) == set(get_args(Criterion))


def test_schema_knows_every_kind_and_its_keys():
    node = call_schema()["$defs"]["node"]["properties"]
    assert node["kind"]["enum"] == ["group", *KINDS]
    for kind in KINDS.values():
        assert {*kind.required, *kind.optional} <= set(node)
