"""What a form lets the rubric read: the range, the grid and the options of every fact."""

from fractions import Fraction

import pytest

from callfile.fields.form import FORM, check_form
from callfile.reach.domains import Options, TableDomain, Truths
from callfile.reach.ranges import span
from callfile.reading.inspection import Inspection
from tests.core.callfile.sample_call import PLAN, field, options

CENT = Fraction(1, 100)


def asked(*fields):
    form = {"sections": [{"code": "s", "title": {}, "fields": list(fields)}]}
    return check_form(Inspection(), FORM.read(Inspection(), form, "form"), "form")


@pytest.mark.parametrize(
    ("kind", "more", "domain"),
    [
        ("integer", {}, span(0, None, Fraction(1))),
        ("integer", {"min": 2, "max": 7}, span(2, 7, Fraction(1))),
        ("integer", {"min": -5, "max": "5"}, span(-5, 5, Fraction(1))),
        ("decimal", {}, span(0, None, CENT)),
        ("decimal", {"decimals": 0}, span(0, None, Fraction(1))),
        ("decimal", {"decimals": 1, "max": "2.5"}, span(0, Fraction(5, 2), Fraction(1, 10))),
        ("decimal", {"decimals": 6}, span(0, None, Fraction(1, 10**6))),
        ("money", {}, span(0, None, CENT)),
        ("money", {"min": "1.50", "max": "20.05"}, span(Fraction(3, 2), Fraction(401, 20), CENT)),
        ("yes_no", {}, Truths()),
        ("declaration", {"text": {}}, Truths()),
        ("one_of", {"options": options("a", "b")}, Options(frozenset({"a", "b"}))),
        ("table", {"columns": []}, TableDomain({}, 100)),
        (
            "table",
            {"columns": [field("n", "integer", max=3), field("t", "short_text")], "max_rows": 4},
            TableDomain({"n": span(0, 3, Fraction(1))}, 4),
        ),
    ],
)
def test_a_fact_can_be_what_its_field_allows(kind, more, domain):
    found = asked(field("f", kind, fact=True, **more))
    assert found.facts == {"f": domain}
    assert found.fields == {"f": domain}
    assert asked(field("f", kind, **more)).facts == {}


@pytest.mark.parametrize(
    ("kind", "more"), [("integer", {"min": 9, "max": 7}), ("decimal", {"decimals": 7}), ("x", {})]
)
def test_of_a_field_that_cannot_be_read_only_its_name_is_known(kind, more):
    found = asked(field("f", kind, fact=True, **more))
    assert (found.facts, found.fields, found.unread) == ({}, {"f": None}, {"f"})


@pytest.mark.parametrize("kind", ["short_text", "long_text", "many_of", "date", "period", "place"])
def test_other_kinds_are_fields_and_no_facts(kind):
    found = asked(field("f", kind, fact=True))
    assert (found.facts, found.fields) == ({}, {"f": None})


def test_the_plan_gives_its_own_facts():
    percent, money = span(0, 100), span(CENT, None, CENT)
    assert asked(PLAN).facts == {
        "requested": money,
        "eligible_cost": span(0, None, CENT),
        "total_cost": money,
        "own_share": percent,
        "public_share": percent,
        "other_sources_share": percent,
    }


def test_what_may_stay_blank_is_optional():
    found = asked(
        field("a", "yes_no"),
        field("b", "yes_no", required=False),
        field("c", "yes_no", required=True, shown_if="a"),
        field("d", "yes_no", required=True),
    )
    assert found.optional == {"b", "c"}


def test_of_two_fields_with_one_code_the_first_counts():
    found = asked(field("a", "yes_no", fact=True), field("a", "integer", fact=True))
    assert found.facts == {"a": Truths()}
    assert found.fields == {"a": Truths()}
