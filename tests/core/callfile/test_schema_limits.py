"""Every number of the schema, and that it draws no other line than the reading of the file."""

import pytest
from jsonschema import Draft202012Validator

from callfile.schema import call_schema

LIMITS = {"minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength"}


def limits(value, place=""):
    if isinstance(value, dict):
        for key, part in value.items():
            if key in LIMITS and isinstance(part, int):
                yield f"{place}.{key}={part}"
            else:
                yield from limits(part, f"{place}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from limits(part, place)


def test_the_schema_has_just_these_limits():
    short = (
        one.removeprefix(".").replace(".properties.", " ").replace("$defs.", "")
        for one in limits(call_schema())
    )
    assert sorted(short) == LISTED


LISTED = [
    "about modelled_on.maxItems=1000",
    "about modelled_on.minItems=0",
    "aggregation assessors.maximum=100",
    "aggregation assessors.minimum=1",
    "aggregation decimals.maximum=6",
    "aggregation decimals.minimum=0",
    "aggregation minimum_sheets.maximum=100",
    "aggregation minimum_sheets.minimum=1",
    "allocation_bands bands.maxItems=1000",
    "allocation_bands bands.minItems=1",
    "allocation_ranked top.maximum=100000",
    "allocation_ranked top.minimum=1",
    "column_decimal decimals.maximum=6",
    "column_decimal decimals.minimum=0",
    "column_one_of options.maxItems=1000",
    "column_one_of options.minItems=1",
    "column_short_text max_length.maximum=10000",
    "column_short_text max_length.minimum=1",
    "criterion_bands bands.maxItems=1000",
    "criterion_bands bands.minItems=1",
    "criterion_bands precondition.maxLength=2000",
    "criterion_bands precondition.minLength=1",
    "criterion_coefficient bands.maxItems=1000",
    "criterion_coefficient bands.minItems=1",
    "criterion_coefficient precondition.maxLength=2000",
    "criterion_coefficient precondition.minLength=1",
    "criterion_formula expression.maxLength=2000",
    "criterion_formula expression.minLength=1",
    "criterion_formula precondition.maxLength=2000",
    "criterion_formula precondition.minLength=1",
    "criterion_group children.maxItems=1000",
    "criterion_group children.minItems=1",
    "criterion_group precondition.maxLength=2000",
    "criterion_group precondition.minLength=1",
    "criterion_levels levels.maxItems=1000",
    "criterion_levels levels.minItems=1",
    "criterion_levels precondition.maxLength=2000",
    "criterion_levels precondition.minLength=1",
    "criterion_matrix precondition.maxLength=2000",
    "criterion_matrix precondition.minLength=1",
    "criterion_per_unit points.anyOf.maxItems=1000",
    "criterion_per_unit points.anyOf.minItems=1",
    "criterion_per_unit precondition.maxLength=2000",
    "criterion_per_unit precondition.minLength=1",
    "criterion_score precondition.maxLength=2000",
    "criterion_score precondition.minLength=1",
    "dates consultation.maxItems=2",
    "dates consultation.minItems=2",
    "field_date shown_if.maxLength=2000",
    "field_date shown_if.minLength=1",
    "field_decimal decimals.maximum=6",
    "field_decimal decimals.minimum=0",
    "field_decimal shown_if.maxLength=2000",
    "field_decimal shown_if.minLength=1",
    "field_declaration shown_if.maxLength=2000",
    "field_declaration shown_if.minLength=1",
    "field_file max_files.maximum=50",
    "field_file max_files.minimum=1",
    "field_file max_mb.maximum=100",
    "field_file max_mb.minimum=1",
    "field_file shown_if.maxLength=2000",
    "field_file shown_if.minLength=1",
    "field_file types.maxItems=1000",
    "field_file types.minItems=1",
    "field_financial_plan cost_categories.maxItems=1000",
    "field_financial_plan cost_categories.minItems=1",
    "field_financial_plan income_categories.maxItems=1000",
    "field_financial_plan income_categories.minItems=1",
    "field_financial_plan shown_if.maxLength=2000",
    "field_financial_plan shown_if.minLength=1",
    "field_integer shown_if.maxLength=2000",
    "field_integer shown_if.minLength=1",
    "field_long_text max_words.maximum=10000",
    "field_long_text max_words.minimum=1",
    "field_long_text shown_if.maxLength=2000",
    "field_long_text shown_if.minLength=1",
    "field_many_of options.maxItems=1000",
    "field_many_of options.minItems=1",
    "field_many_of shown_if.maxLength=2000",
    "field_many_of shown_if.minLength=1",
    "field_money shown_if.maxLength=2000",
    "field_money shown_if.minLength=1",
    "field_one_of options.maxItems=1000",
    "field_one_of options.minItems=1",
    "field_one_of shown_if.maxLength=2000",
    "field_one_of shown_if.minLength=1",
    "field_period shown_if.maxLength=2000",
    "field_period shown_if.minLength=1",
    "field_place shown_if.maxLength=2000",
    "field_place shown_if.minLength=1",
    "field_short_text max_length.maximum=10000",
    "field_short_text max_length.minimum=1",
    "field_short_text shown_if.maxLength=2000",
    "field_short_text shown_if.minLength=1",
    "field_table columns.maxItems=1000",
    "field_table columns.minItems=1",
    "field_table max_rows.maximum=1000",
    "field_table max_rows.minimum=1",
    "field_table shown_if.maxLength=2000",
    "field_table shown_if.minLength=1",
    "field_yes_no shown_if.maxLength=2000",
    "field_yes_no shown_if.minLength=1",
    "form sections.maxItems=1000",
    "form sections.minItems=1",
    "lot eligibility.maxItems=1000",
    "lot eligibility.minItems=0",
    "lot spill_to.maxItems=1000",
    "lot spill_to.minItems=0",
    "lot tie_break.maxItems=1000",
    "lot tie_break.minItems=0",
    "lot_group lots.maxItems=200",
    "lot_group lots.minItems=1",
    "per_organisation per_lot.maximum=1000",
    "per_organisation per_lot.minimum=1",
    "per_organisation total.maximum=1000",
    "per_organisation total.minimum=1",
    "properties.basis.maxItems=1000",
    "properties.basis.minItems=1",
    "properties.languages.maxItems=1000",
    "properties.languages.minItems=1",
    "properties.lots.maxItems=200",
    "properties.lots.minItems=1",
    "properties.strategy.maxItems=1000",
    "properties.strategy.minItems=0",
    "properties.supplement_days.maximum=60",
    "properties.supplement_days.minimum=1",
    "remedy days.maximum=90",
    "remedy days.minimum=1",
    "section fields.maxItems=1000",
    "section fields.minItems=1",
    "texts.additionalProperties.minLength=1",
]


@pytest.mark.parametrize(
    ("name", "fitting", "other"),
    [
        ("number", ["0", "-1", "10.50"], ["01", "1.", "+1", "1e3", "1,5", ""]),
        ("money", ["0.00", "10.50", "99999999999999.99"], ["1", "1.5", "01.00", "-1.00", "1.000"]),
        ("share", ["0%", "100%", "100.0%", "99.999999%", "5%"], ["101%", "100.1%", "05%", "1"]),
        (
            "moment",
            ["2027-01-11T08:00+01:00", "2027-01-11T08:00:30Z"],
            ["2027-01-11", "2027-01-11T08:00", "2027-01-11 08:00Z", "2027-01-11T08:00:30.5Z"],
        ),
        ("day", ["2027-01-11"], ["2027-1-11", "11. 1. 2027"]),
        ("code", ["a", "A-1.b_2", "a" * 64], ["", "-a", "a b", "č", "a" * 65]),
        ("name", ["a", "_a1", "a" * 64], ["1a", "a-b", "", "a" * 65]),
        ("texts", [{"sl": "a"}, {}], [{"sl": ""}, {"sl": 5}, "a"]),
        ("limit", ["5", 5], [5.5, "x", None]),
    ],
)
def test_scalars_of_the_schema(name, fitting, other):
    scheme = {**call_schema(), "$ref": f"#/$defs/{name}"}
    for key in ("type", "required", "properties", "additionalProperties", "description", "title"):
        scheme.pop(key, None)
    validator = Draft202012Validator(scheme)
    assert [one for one in fitting if not validator.is_valid(one)] == []
    assert [one for one in other if validator.is_valid(one)] == []


def objects(value):
    if isinstance(value, dict):
        if "properties" in value:
            yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


def test_no_object_takes_keys_that_mean_nothing():
    found = list(objects(call_schema()))
    assert len(found) > 15
    for one in found:
        assert one["additionalProperties"] is False
        assert set(one["required"]) <= set(one["properties"])
        assert one["description"]
