"""Every kind (of criterion, of field, of division) has every part, on each floor that asks."""

import pytest

from callfile.allocation.methods import METHODS, Method
from callfile.criteria import KINDS
from callfile.fields import FIELD_KINDS
from callfile.reading.parts import keys_of
from callfile.schema import call_schema
from scoring.core.money.allocation import METHODS as DIVISIONS
from scoring.core.points.criteria import POINTS
from tests.core.callfile.sample_form import LOT


@pytest.mark.parametrize("name", KINDS)
def test_kind_is_called_by_its_name_and_explained(name):
    kind = KINDS[name]
    assert name == kind.NAME
    assert kind.MEANING
    assert all(one.meaning for one in keys_of(kind))


def test_every_criterion_has_points():
    assert set(POINTS) == set(KINDS.values())


def test_schema_knows_every_kind_and_its_keys():
    known = call_schema()["$defs"]
    kinds = [one["$ref"].rpartition("/")[2] for one in known["node"]["anyOf"]]
    assert kinds == ["criterion_group", *(f"criterion_{name}" for name in KINDS)]
    for name, kind in KINDS.items():
        written = known[f"criterion_{name}"]["properties"]
        assert list(written) == [one.name for one in keys_of(kind)]
        assert written["kind"]["const"] == name


def test_every_criterion_says_what_it_reaches():
    assert all("reach" in vars(kind) for kind in KINDS.values())


def test_every_kind_of_field_is_called_by_its_name_and_explained():
    assert [kind.NAME for kind in FIELD_KINDS.values()] == list(FIELD_KINDS)
    assert all(kind.MEANING for kind in FIELD_KINDS.values())


@pytest.mark.parametrize("name", FIELD_KINDS)
def test_every_kind_of_field_has_the_rule_of_its_answers(name):
    found = {rule for cls in FIELD_KINDS[name].__mro__[:-2] for rule in vars(cls)}
    assert found & {"faults_of", "problems_of_parts"}


def test_columns_of_words_and_days_are_never_public():
    columns = {name: kind.MAY_BE_PUBLIC for name, kind in FIELD_KINDS.items() if kind.MAY_BE_COLUMN}
    assert columns == {
        "short_text": False,
        "date": False,
        "integer": True,
        "decimal": True,
        "money": True,
        "yes_no": True,
        "one_of": True,
    }
    assert [kind.NAME for kind in FIELD_KINDS.values() if kind.MAY_BE_PUBLIC] == [
        *("integer", "decimal", "money", "yes_no", "one_of")
    ]


def test_every_method_is_called_by_its_name_and_divides():
    assert set(METHODS) == set(Method) == set(DIVISIONS)
    assert all(name == METHODS[name].NAME and METHODS[name].MEANING for name in METHODS)


def test_the_form_of_the_tests_has_a_field_of_every_kind():
    fields = [field for section in LOT["form"]["sections"] for field in section["fields"]]
    assert {field["kind"] for field in fields} == FIELD_KINDS.keys()
