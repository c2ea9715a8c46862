"""Every whole number of a call file at both ends of what is allowed."""

from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator

from callfile.file import check
from callfile.schema import call_schema
from tests.core.callfile.sample_call import CALL, text

VALIDATOR = Draft202012Validator(call_schema())
FIELD = ("lots", 0, "form", "sections", 0, "fields", 0)
FIELDS = {
    "long_text": {"max_words": 5},
    "file": {"types": ["pdf"], "max_mb": 5},
    "decimal": {"min": "0", "max": "1"},
}


def with_number(path, value, kind=None):
    call = deepcopy(CALL)
    call["lots"][0]["allocation"] = {"method": "ranked", "last": "stop", "top": 5}
    if kind is not None:
        fields = call["lots"][0]["form"]["sections"][0]["fields"]
        fields.insert(0, {"code": "new", "kind": kind, "label": text("Novo"), **FIELDS[kind]})
    inside = call
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return call


def is_out_of_range(call):
    return any(fault.code.value == "out_of_range" for fault in check(call))


@pytest.mark.parametrize(
    ("path", "least", "most", "kind"),
    [
        (("supplement_days",), 1, 60, None),
        (("remedy", "days"), 1, 90, None),
        (("applications_per_organisation", "total"), 1, 1000, None),
        (("applications_per_organisation", "per_lot"), 1, None, None),
        (("lots", 0, "aggregation", "minimum_sheets"), 1, 100, None),
        (("lots", 0, "aggregation", "decimals"), 0, 6, None),
        (("lots", 0, "allocation", "top"), 1, 100_000, None),
        ((*FIELD, "max_mb"), 1, 100, "file"),
        ((*FIELD, "max_files"), 1, 50, "file"),
        ((*FIELD, "decimals"), 0, 6, "decimal"),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_check_and_schema_draw_the_same_line(path, least, most, kind):
    def verdicts(value):
        call = with_number(path, value, kind)
        return not is_out_of_range(call), VALIDATOR.is_valid(call)

    assert verdicts(least) == (True, True)
    assert verdicts(least - 1) == (False, False)
    if most is not None:
        assert verdicts(most) == (True, True)
        assert verdicts(most + 1) == (False, False)
