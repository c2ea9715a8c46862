"""A good call file with one value changed: every fault at its place, in every language."""

import pytest
from django.utils import translation

from callfile.file import check
from grants.call_files.reading import read_call, write_yaml
from grants.words.call_file_messages import sentence_of
from tests.bad_input.corpus.documents import VALUES
from tests.bad_input.corpus.places import changed, places, without, written
from tests.bad_input.judge import LANGUAGES
from tests.core.callfile.sample_call import CALL

PLACES = [place for place in places(CALL) if place[-1] not in ("it", "en")]


def _at(place):
    """The keys of what stands there."""
    part = CALL
    for step in place:
        part = part[step]
    return part.keys() if isinstance(part, dict) else ()


CASES = [
    (place, name)
    for number, place in enumerate(PLACES)
    # Every value at the top, and four at each of the places within, in turn.
    for name in (VALUES if len(place) == 1 else [*VALUES, *VALUES][number % 20 : number % 20 + 4])
]


@pytest.mark.parametrize(
    ("place", "name"), CASES, ids=[f"{written(place)}-{name}" for place, name in CASES]
)
def test_call_with_a_strange_value_is_checked_to_the_end(place, name):
    call = changed(CALL, place, VALUES[name])
    faults = check(call)
    for language in LANGUAGES:
        with translation.override(language):
            assert all(sentence_of(fault) for fault in faults)
    if not faults:
        # What the check lets through can be written and read again.
        assert read_call(write_yaml(call).encode()).faults == []


@pytest.mark.parametrize("place", PLACES, ids=written)
def test_call_without_a_part_is_checked_to_the_end(place):
    for fault in check(without(CALL, place)):
        with translation.override("sl"):
            assert sentence_of(fault)


@pytest.mark.parametrize("name", ["null", "number", "true", "list-of-lists", "map"])
@pytest.mark.parametrize("key", ["code", "title", "dates", "lots", "languages", "remedy", "basis"])
def test_wrong_kind_of_a_needed_part_is_an_error(key, name):
    assert check({**CALL, key: VALUES[name]})


@pytest.mark.parametrize("place", [place for place in PLACES if "code" in _at(place)], ids=written)
def test_empty_thing_of_a_call_is_an_error(place):
    assert check(changed(CALL, place, {}))
