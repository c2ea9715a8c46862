from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from callfile.faults import Severity
from callfile.file import check
from callfile.schema import call_schema
from tests.core.callfile.sample_call import CALL

VALIDATOR = Draft202012Validator(call_schema())


def places(value, way=()):
    yield way
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in parts:
            yield from places(part, (*way, key))


def changed(path, value):
    call = deepcopy(CALL)
    inside = call
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return call


def has_errors(call):
    return any(fault.severity is Severity.ERROR for fault in check(call))


def test_call_schema_is_a_schema():
    Draft202012Validator.check_schema(call_schema())


def test_call_schema_accepts_a_call_without_faults():
    assert VALIDATOR.is_valid(CALL)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("merila",), "call/2"),
        (("titel",), {}),
        (("lots", 0, "budget"), 5000),
        (("lots", 0, "budget"), "5.000,00"),
        (("lots", 0, "rubric", "children", 0, "levels", 0, "points"), 5),
        (("lots", 0, "allocation", "method"), "lottery"),
        (("lots", 0, "form", "sections", 0, "fields", 0, "kind"), "colour"),
        (("dates", "deadline"), "2027-02-10"),
        (("languages",), []),
    ],
)
def test_call_schema_and_check_refuse_the_same_shapes(path, value):
    call = changed(path, value)
    assert not VALIDATOR.is_valid(call)
    assert has_errors(call)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([way for way in places(CALL) if way]),
    st.sampled_from([None, True, 5, "5", "5.00", "5%", "x y", "", [], {}, ["A"], {"sl": "a"}]),
)
def test_whatever_check_accepts_fits_the_schema(path, value):
    call = changed(path, value)
    assert has_errors(call) or value is None or VALIDATOR.is_valid(call)
