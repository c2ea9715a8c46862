"""A list of a call file that is longer than anybody needs: said at its place, read no further."""

import pytest

from callfile.faults import FaultCode
from callfile.reading.inspection import Inspection
from callfile.reading.lists import MOST_ITEMS, list_of
from callfile.reading.shapes import TEXT
from callfile.schema import call_schema


@pytest.mark.parametrize(("count", "is_said"), [(MOST_ITEMS, False), (MOST_ITEMS + 1, True)])
def test_list_that_is_too_long_is_said_at_its_place_and_read_no_further(count, is_said):
    page = Inspection()
    read = list_of(TEXT).read(page, ["a"] * count, "rubric.K1.bands")
    assert len(read) == MOST_ITEMS
    said = [(fault.place, fault.code) for fault in page.faults]
    assert said == ([("rubric.K1.bands", FaultCode.TOO_MANY_ITEMS)] if is_said else [])


def test_schema_draws_the_same_line():
    known = call_schema()["$defs"]
    lists = [known["criterion_bands"], known["criterion_levels"], known["criterion_group"]]
    keys = ("bands", "levels", "children")
    found = {one["properties"][key]["maxItems"] for one, key in zip(lists, keys, strict=True)}
    assert found == {MOST_ITEMS}
