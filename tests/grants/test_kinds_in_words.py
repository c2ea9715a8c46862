"""Every kind (of criterion, of division) is said where the call is published."""

import pytest
from django.utils.translation import override

from accounts.languages import LANGUAGES
from callfile.allocation.methods import Method
from callfile.criteria import KINDS
from grants.words.call.criteria import rubric_table
from grants.words.call.methods import METHOD_WORDS
from reports.spreadsheets.division import WEIGHTS
from tests.core.callfile.sample_call import LOT
from tests.single_lot import read_lot

BAND = {"from": "0", "points": "1"}
LEVEL = {"code": "some", "points": "1", "text": {"sl": "nekaj"}}
CRITERIA = {
    "levels": {"levels": [LEVEL]},
    "score": {"max": "5"},
    "bands": {"fact": "members", "bands": [BAND]},
    "per_unit": {"fact": "members", "points": "1"},
    "matrix": {
        "fact": "events",
        "row": "level",
        "column": "place",
        "table": {"local": {"home": "1"}},
    },
    "coefficient": {"of": "Q", "fact": "members", "bands": [{"from": "0", "coefficient": "1"}]},
    "formula": {"expression": "2 × members"},
}


def test_every_criterion_has_an_example():
    assert CRITERIA.keys() == KINDS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CRITERIA)
def test_criterion_says_its_points_and_who_gives_them(kind, language):
    quality = {"code": "Q", "kind": "score", "title": {"sl": "Q"}, "max": "3"}
    written = {"code": "K", "kind": kind, "title": {"sl": "K"}, **CRITERIA[kind]}
    lot = read_lot({**LOT, "rubric": {"code": "R", "children": [quality, written]}})
    with override(language):
        row = rubric_table(lot).rows[-1]
    assert row.levels
    assert row.note.rstrip(".")


def test_every_method_has_its_words_and_all_but_the_ranked_their_formula():
    assert METHOD_WORDS.keys() == set(Method)
    assert WEIGHTS.keys() == set(Method) - {Method.RANKED}
