"""A list of a call file that is longer than anybody needs: said at its place, read no further."""

import pytest

from callfile.faults import FaultCode
from callfile.reach.ranges import highest
from callfile.rubric.reach import reach_of
from callfile.schema import call_schema
from callfile.shape import MOST_ITEMS, Inspection


@pytest.mark.parametrize(("count", "is_said"), [(MOST_ITEMS, False), (MOST_ITEMS + 1, True)])
def test_list_that_is_too_long_is_said_at_its_place_and_read_no_further(count, is_said):
    page = Inspection()
    read = list(page.items({"bands": [{}] * count}, "bands", "rubric.K1"))
    assert len(read) == MOST_ITEMS
    said = [(fault.place, fault.code) for fault in page.faults]
    assert said == ([("rubric.K1.bands", FaultCode.TOO_MANY_ITEMS)] if is_said else [])


def test_schema_draws_the_same_line():
    node = call_schema()["$defs"]["node"]["properties"]
    assert {node[key]["maxItems"] for key in ("bands", "levels", "children")} == {MOST_ITEMS}


def test_reach_of_bands_is_computed_from_as_many_as_are_checked():
    bands = [{"from": str(one), "to": str(one + 1), "points": str(one)} for one in range(1200)]
    node = {"code": "K", "kind": "bands", "fact": "members", "bands": bands}
    assert highest(reach_of(node, {})["K"].points) == MOST_ITEMS - 1
