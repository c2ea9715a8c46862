"""Scoring inputs: an evaluation with one value changed is computed exactly or refused by name."""

import json

import pytest
from django.utils import translation

from callfile.strict.fault import CoreFault
from scoring.core.run.recompute import recompute
from scoring.words.faults import sentence_of_fault
from tests.bad_input.corpus.documents import VALUES
from tests.bad_input.corpus.places import changed, places, without, written
from tests.bad_input.judge import LANGUAGES
from tests.core.scoring.test_recompute import CALL, EVALUATION

SOURCES = {"evaluation": EVALUATION, "call": CALL}
CASES = [
    (source, place, name)
    for source, value in SOURCES.items()
    for number, place in enumerate(places(value))
    for name in [*VALUES, *VALUES][number % 20 : number % 20 + 6]
]


def compute(source, value):
    """The result, or the sentences of the fault; anything else is a fault of ours."""
    given = {**SOURCES, source: value}
    fault = None
    try:
        result = recompute(given["call"], given["evaluation"])
    except CoreFault as refused:
        fault = refused
    if fault is not None:
        for language in LANGUAGES:
            with translation.override(language):
                assert sentence_of_fault(fault)
        return None
    json.dumps(result, allow_nan=False)
    assert not [part for part in _parts(result) if isinstance(part, float)]
    return result


def _parts(value):
    yield value
    for part in value.values() if isinstance(value, dict) else value if _is_list(value) else ():
        yield from _parts(part)


def _is_list(value):
    return isinstance(value, list | tuple)


@pytest.mark.parametrize(
    ("source", "place", "name"),
    CASES,
    ids=[f"{source}-{written(place)}-{name}" for source, place, name in CASES],
)
def test_computation_with_a_strange_value_is_exact_or_refused(source, place, name):
    compute(source, changed(SOURCES[source], place, VALUES[name]))


@pytest.mark.parametrize("place", list(places(EVALUATION)), ids=written)
def test_computation_without_a_part_is_exact_or_refused(place):
    compute("evaluation", without(EVALUATION, place))


@pytest.mark.parametrize(
    "value", ["-1", "1e2", "NaN", "9" * 400, "1/0", "٣", "1,5", " 3", "+3", "0x1", None, []]
)
def test_points_that_are_no_points_are_refused(value):
    first = EVALUATION["applications"][0]
    sheets = [{**sheet, "answers": {"K": {"value": value}}} for sheet in first["sheets"]]
    application = {**first, "sheets": sheets}
    assert compute("evaluation", {**EVALUATION, "applications": [application]}) is None
