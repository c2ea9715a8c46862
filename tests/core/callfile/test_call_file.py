from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.faults import FaultCode, Severity
from callfile.file import CanonicalError, call_hash, canonical, check, load
from tests.core.callfile.sample_call import CALL, FIELDS, PLAN, call_with, faults_of, field, text

LOT = "lots[0]"


def test_check_finds_nothing_in_a_call_without_faults():
    assert check(CALL) == []


def set_at(path, value):
    """A change that sets the value at a path such as ("lots", 0, "budget"); None takes it away."""

    def change(call):
        *way, last = path
        for step in way:
            call = call[step]
        if value is None:
            del call[last]
        else:
            call[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("merila",), "call/2", "merila unknown_format"),
        (("merila",), None, " missing_key"),
        (("code",), "kultura 2027", "code expected_code"),
        (("languages",), [], "languages empty_list"),
        (("languages", 1), "xx", "languages[1] unknown_choice"),
        (("title", "it"), " ", "title.it missing_language"),
        (("title", "en"), "Culture", "title unlisted_language"),
        (("title",), "Kultura", "title expected_texts"),
        (("title", "it"), 5, "title.it expected_text"),
        (("titel",), {}, " unknown_key"),
        (("basis",), [], "basis empty_list"),
        (("basis", 0, "text"), None, "basis[0] missing_key"),
        (("basis", 0, "text", "it"), None, "basis[0].text.it missing_language"),
        (("strategy",), [], "strategy no_strategy"),
        (("remedy", "days"), 0, "remedy.days out_of_range"),
        (("remedy", "days"), "8", "remedy.days expected_integer"),
        (("remedy", "days"), True, "remedy.days expected_integer"),
        (("remedy", "kind"), "complaint", "remedy.kind unknown_choice"),
        (("remedy",), None, " missing_key"),
        (("integrity_rule",), None, " missing_key"),
        (("integrity_rule",), "maybe", "integrity_rule unknown_choice"),
        (
            ("applications_per_organisation", "per_lot"),
            4,
            "applications_per_organisation limit_per_lot",
        ),
        (("supplement_days",), 5.5, "supplement_days float"),
        (("dates", "deadline"), "2027-01-11T08:00:00+01:00", "dates.deadline date_order"),
        (("dates", "opening"), "2027-02-15T09:00:00", "dates.opening no_zone"),
        (("dates", "opening"), "2027-02-30T09:00:00+01:00", "dates.opening expected_date_time"),
        (("dates", "opening"), "15. 2. 2027", "dates.opening expected_date_time"),
        (("dates", "consultation"), "2026-12-01", "dates.consultation expected_list"),
        (("dates", "results_by"), None, "dates missing_key"),
        # 11:30 in UTC is after noon in the zone of the deadline
        (("dates", "opening"), "2027-02-10T10:59:00Z", "dates.opening date_order"),
        (("grant", "minimum"), "2000.00", "grant grant_order"),
        (("grant", "minimum"), "200", "grant.minimum expected_money"),
        (("grant", "max_share_of_eligible_cost"), "0.6", "grant.max_share_of_eligible_cost"),
        (("lots",), [], "lots empty_list"),
        (("lots", 0, "budget"), None, "lots[0] budget_missing"),
        (("lots", 0, "budget"), "50%", "lots[0].budget share_at_top"),
        (("lots", 0, "budget"), "100.00", "lots[0].grant minimum_above_budget"),
        (("lots", 0, "budget"), 5000.0, "lots[0].budget float"),
        (("lots", 0, "rubric"), None, "lots[0] missing_key"),
        (("lots", 0, "spill_to"), ["A"], "lots[0].spill_to[0] spill_earlier"),
        (("lots", 0, "spill_to"), ["Z"], "lots[0].spill_to[0] spill_unknown"),
        (("lots", 0, "eligibility"), [{"code": "seat"}], "lots[0].eligibility[0] missing_key"),
        (("lots", 0, "threshold", "total"), "10.01", "lots[0].threshold.total threshold_above"),
        (("lots", 0, "threshold", "total"), 5, "lots[0].threshold.total expected_number"),
        (("lots", 0, "aggregation", "method"), "sum", "lots[0].aggregation.method unknown_choice"),
        (("lots", 0, "aggregation", "method"), "trimmed_mean", "minimum_sheets trim_needs_four"),
        (("lots", 0, "aggregation", "assessors"), 1, "aggregation.assessors assessors_below"),
        (("lots", 0, "aggregation", "assessors"), 0, "aggregation.assessors out_of_range"),
        (("lots", 0, "tie_break"), ["criterion:X"], "lots[0].tie_break[0] tie_break_unknown"),
        (("lots", 0, "tie_break"), ["criterion:R"], "tie_break[0] tie_break_cannot_decide"),
        (("lots", 0, "tie_break"), ["draw", "draw"], "tie_break[1] tie_break_cannot_decide"),
        (
            ("lots", 0, "tie_break"),
            ["requested:lower", "requested:higher"],
            "tie_break[1] tie_break_cannot_decide",
        ),
        (("lots", 0, "allocation", "redistribute"), None, "lots[0].allocation missing_key"),
        (("lots", 0, "allocation", "redistribute"), "yes", "redistribute expected_boolean"),
        (("lots", 0, "allocation", "below_minimum"), None, "allocation below_minimum_unstated"),
        (("lots", 0, "allocation", "last"), "stop", "lots[0].allocation unknown_key"),
        (("lots", 0, "allocation", "unit"), "0.00", "lots[0].allocation.unit not_positive"),
        (("lots", 0, "allocation", "unit"), "1", "lots[0].allocation.unit expected_money"),
    ],
)
def test_check_names_one_fault_and_its_place(path, value, fault):
    found = faults_of(set_at(path, value))
    assert any(fault in line for line in found), found


def test_check_suggests_the_key_that_was_meant():
    faults = check(call_with(set_at(("lots", 0, "tie_brake"), [])))
    assert [dict(fault.args) for fault in faults if fault.code is FaultCode.MISSPELT_KEY] == []
    call = call_with(set_at(("lots", 0, "tie_break"), None))
    call["lots"][0]["tie_brake"] = ["draw"]
    (fault,) = check(call)
    assert fault.args == {"key": "tie_brake", "suggestion": "tie_break"}


def test_check_reports_all_faults_at_once():
    def change(call):
        call["title"] = {"sl": "Kultura"}
        call["remedy"]["days"] = 0
        call["lots"][0]["budget"] = "5.000,00"
        call["lots"][0]["rubric"]["children"][0]["levels"][1]["text"] = {"it": "pieno"}

    assert faults_of(change) == [
        "title.it missing_language",
        "remedy.days out_of_range",
        "lots[0].budget expected_money",
        "lots[0].rubric.Q.levels[1].text.sl missing_language",
    ]


ALLOCATIONS = {
    "ranked": {"method": "ranked", "last": "partial"},
    "bands": {
        "method": "bands",
        "over": "scale",
        "below_minimum": "raise",
        "bands": [{"from": "5", "to": "8", "share": "50%"}, {"from": "8", "share": "100%"}],
    },
    "fixed_point_value": {"method": "fixed_point_value", "value": "3.10", "below_minimum": "raise"},
    "proportional": {"method": "proportional", "below_minimum": "raise"},
    "equal": {"method": "equal", "below_minimum": "refuse"},
}


@pytest.mark.parametrize("method", ALLOCATIONS)
def test_check_accepts_every_method_of_allocation(method):
    assert faults_of(set_at(("lots", 0, "allocation"), ALLOCATIONS[method])) == []


@pytest.mark.parametrize(
    ("method", "changes", "fault"),
    [
        ("ranked", {"last": None}, "lots[0].allocation missing_key"),
        ("ranked", {"last": "later"}, "lots[0].allocation.last unknown_choice"),
        ("ranked", {"top": 0}, "lots[0].allocation.top out_of_range"),
        ("fixed_point_value", {"value": "0"}, "lots[0].allocation.value not_positive"),
        ("fixed_point_value", {"value": 3}, "lots[0].allocation.value expected_number"),
        ("fixed_point_value", {"below_minimum": "refuse"}, "below_minimum refuse_can_take"),
        ("proportional", {"below_minimum": "refuse"}, "below_minimum refuse_can_take"),
        ("bands", {"below_minimum": "refuse"}, "below_minimum refuse_can_take"),
        ("bands", {"over": "ranked", "last": "skip"}, "lots[0].allocation.last skip_with_bands"),
        ("bands", {"over": "ranked"}, "lots[0].allocation missing_key"),
        ("bands", {"bands": [{"from": "6", "share": "50%"}]}, "allocation.bands bands_below"),
        (
            "bands",
            {"bands": [{"from": "0", "to": "10", "share": "50%"}]},
            "lots[0].allocation.bands bands_end_excluded",
        ),
        (
            "bands",
            {
                "bands": [
                    {"from": "8", "share": "50%"},
                    {"from": "5", "to": "8", "share": "60%"},
                ]
            },
            "lots[0].allocation.bands shares_fall",
        ),
        (
            "bands",
            {"bands": [{"from": "5", "to": "7", "share": "5%"}, {"from": "8", "share": "9%"}]},
            "lots[0].allocation.bands bands_gap",
        ),
        ("bands", {"bands": [{"share": "101%"}]}, "bands[0].share expected_share"),
    ],
)
def test_check_refuses_faulty_allocations(method, changes, fault):
    rule = {**ALLOCATIONS[method], **changes}
    rule = {key: value for key, value in rule.items() if value is not None}
    found = faults_of(set_at(("lots", 0, "allocation"), rule))
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(
    ("decimals", "end", "has_gap"),
    [
        (0, "7.5", False),
        (0, "7", True),
        (6, "7.9999995", False),
        (6, "7.999999", True),
        (None, "7.9999995", True),
    ],
)
def test_check_knows_which_totals_can_lie_between_two_bands_of_shares(decimals, end, has_gap):
    """Totals are rounded to the decimals of the call; without them any number may come."""

    def change(call):
        lot = call["lots"][0]
        bands = [{"from": "5", "to": end, "share": "5%"}, {"from": "8", "share": "9%"}]
        lot["allocation"] = {**ALLOCATIONS["bands"], "bands": bands}
        lot["aggregation"] = {**lot["aggregation"], "decimals": decimals}

    found = [fault.code.value for fault in check(call_with(change))]
    assert any(code.startswith("bands_gap") for code in found) == has_gap


def test_check_warns_where_a_ranked_rule_may_have_to_cut_between_equals():
    def change(call):
        call["lots"][0] |= {"allocation": ALLOCATIONS["ranked"], "tie_break": ["requested:lower"]}

    (fault,) = check(call_with(change))
    assert (fault.code, fault.severity) == (FaultCode.TIE_BREAK_OPEN, Severity.WARNING)


def nested(*budgets, parent="5000.00"):
    def change(call):
        lots = [
            {**deepcopy(call["lots"][0]), "code": code, "budget": budget}
            for code, budget in zip("ABC", budgets, strict=False)
        ]
        call["lots"] = [{"code": "P", "title": text("P"), "budget": parent, "lots": lots}]

    return change


@pytest.mark.parametrize(
    ("budgets", "faults"),
    [
        (("3000.00", "2000.00"), []),
        (("60%", "40%"), []),
        (("33.3%", "33.3%", "33.4%"), []),
        (("3000.00", "1999.99"), ["lots[0].lots budgets_differ"]),
        (("60%", "39%"), ["lots[0].lots shares_differ"]),
        (("3000.00", "40%"), ["lots[0].lots budgets_mixed"]),
    ],
)
def test_check_adds_up_the_budgets_of_nested_lots(budgets, faults):
    assert faults_of(nested(*budgets)) == faults


def test_check_lets_money_spill_to_later_leaf_lots_only():
    def change(call):
        nested("3000.00", "2000.00")(call)
        inner = call["lots"][0]["lots"]
        inner[0]["spill_to"] = ["B"]
        inner[1]["spill_to"] = ["A", "P"]

    assert faults_of(change) == [
        "lots[0].lots[1].spill_to[0] spill_earlier",
        "lots[0].lots[1].spill_to[1] spill_parent",
    ]


def test_check_refuses_rules_on_a_lot_that_is_divided():
    def change(call):
        nested("5000.00")(call)
        call["lots"][0]["allocation"] = {"method": "equal"}

    assert faults_of(change) == ["lots[0] key_on_parent"]


def test_check_refuses_two_lots_with_one_code():
    def change(call):
        call["lots"].append(deepcopy(call["lots"][0]))

    assert faults_of(change) == ["lots[1].code duplicate_code"]


def with_fields(*fields):
    return set_at(("lots", 0, "form", "sections", 0, "fields"), [*FIELDS, *fields])


@pytest.mark.parametrize(
    ("new_field", "fault"),
    [
        (field("x", "colour"), "lots[0].form.x.kind unknown_choice"),
        (field("members", "integer"), "sections[0].fields[7].code duplicate_code"),
        (field("own_share", "integer"), "fields[7].code reserved_code"),
        (field("min", "integer"), "fields[7].code reserved_code"),
        (field("two-parts", "integer"), "fields[7].code expected_code"),
        (field("x", "one_of"), "lots[0].form.x missing_key"),
        (field("x", "one_of", options=[]), "lots[0].form.x.options empty_list"),
        (field("x", "file", max_mb=5), "lots[0].form.x missing_key"),
        (field("x", "file", types=[], max_mb=5), "lots[0].form.x.types empty_list"),
        (field("x", "file", types=["exe"], max_mb=5), "lots[0].form.x.types[0] unknown_choice"),
        (field("x", "long_text"), "lots[0].form.x missing_key"),
        (field("x", "long_text", max_words=9, fact=True), "lots[0].form.x.fact kind_is_no_fact"),
        (field("x", "integer", min=5, max=4), "lots[0].form.x range_order"),
        (field("x", "decimal", min=0.5), "lots[0].form.sections[0].fields[7].min float"),
        (field("x", "money", min="5"), "lots[0].form.x.min expected_money"),
        (field("x", "date", min="1. 1. 2027"), "lots[0].form.x.min expected_day"),
        (field("x", "integer", evidence="nothing"), "lots[0].form.x.evidence evidence_unknown"),
        (field("x", "integer", shown_if="later"), "lots[0].form.x.shown_if shown_if_unknown"),
        (field("x", "integer", shown_if="x > 1"), "lots[0].form.x.shown_if shown_if_later"),
        (field("x", "integer", shown_if="members >"), "lots[0].form.x.shown_if formula_syntax"),
        (field("x", "integer", shown_if="members"), "lots[0].form.x.shown_if formula_not_truth"),
        (field("x", "integer", shown_if="seat = 'moon'"), "lots[0].form.x.shown_if option_unknown"),
        (field("x", "integer", shown_if="events = 1"), "lots[0].form.x.shown_if fact_kind"),
        (field("x", "declaration"), "lots[0].form.x missing_key"),
        (
            field("x", "table", columns=[field("y", "file")]),
            "form.x.columns[0].kind unknown_choice",
        ),
        ({**PLAN, "code": "plan2"}, "lots[0].form.plan2 second_plan"),
        (field("x", "integer", label={"sl": "X"}), "lots[0].form.x.label.it missing_language"),
        (field("x", "integer", required="no"), "lots[0].form.x.required expected_boolean"),
    ],
)
def test_check_refuses_faulty_fields(new_field, fault):
    found = faults_of(with_fields(new_field))
    assert any(fault in line for line in found), found


def test_check_accepts_fields_shown_by_earlier_ones():
    shown = field("x", "integer", shown_if="school and seat = 'here' and members > 2")
    assert faults_of(with_fields(shown)) == []


def test_check_demands_a_financial_plan_that_is_always_there():
    assert faults_of(set_at(("lots", 0, "form", "sections", 0, "fields", 6), None)) == [
        "lots[0].form no_plan"
    ]
    hidden = {**PLAN, "shown_if": "school"}
    assert faults_of(set_at(("lots", 0, "form", "sections", 0, "fields", 6), hidden)) == [
        "lots[0].form.plan plan_not_always_shown"
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value, way=()):
    yield way
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in parts:
            yield from places(part, (*way, key))


ALL_PLACES = [way for way in places(CALL) if way]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ALL_PLACES), json_values), min_size=1, max_size=3))
def test_check_never_fails_whatever_stands_anywhere(changes):
    call = deepcopy(CALL)
    for path, value in changes:
        try:
            set_at(path, value)(call)
        except (KeyError, IndexError, TypeError):
            continue
    assert isinstance(check(call), list)


@settings(max_examples=50, deadline=None)
@given(json_values)
def test_check_never_fails_on_any_json(value):
    assert check(value)


def test_check_never_fails_on_bottomless_nesting():
    deep: list[object] = []
    for _ in range(3000):
        deep = [deep]
    assert "too_deep" in {fault.code for fault in check({**CALL, "lots": deep})}


@pytest.mark.parametrize("key", ["lots", "rubric"])
def test_check_refuses_trees_that_are_too_deep(key):
    def change(call):
        lot = call["lots"][0]
        node = lot if key == "lots" else lot["rubric"]
        inner = deepcopy(node)
        for level in range(40):
            child_key = "lots" if key == "lots" else "children"
            inner = {"code": f"N{level}", "title": text("N"), child_key: [inner]}
        if key == "lots":
            call["lots"] = [inner]
        else:
            lot["rubric"] = inner

    assert any("too_deep" in line for line in faults_of(change))


def test_check_refuses_texts_that_have_no_canonical_form():
    assert faults_of(set_at(("title", "sl"), "c\u030c")) == ["title.sl not_nfc"]
    assert faults_of(set_at(("title", "sl"), "\ud800")) == ["title.sl lone_surrogate"]
    assert "supplement_days integer_too_large" in faults_of(set_at(("supplement_days",), 2**53))


def test_load_composes_texts_and_refuses_floats():
    assert load('{"title": "Sec\\u030covlje"}') == {"title": "Sečovlje"}
    with pytest.raises(CanonicalError):
        load('{"budget": 200.00}')


def test_call_hash_does_not_depend_on_the_order_of_keys():
    backwards = dict(reversed(list(CALL.items())))
    assert canonical(backwards) == canonical(CALL)
    assert call_hash(load(canonical(CALL))) == call_hash(CALL)
    assert call_hash({**CALL, "supplement_days": 9}) != call_hash(CALL)
