"""The lots that people apply for, with the limits and the budget that hold for each."""

import pytest

from callfile.call import call_in, call_of

CALL = {
    "grant": {"minimum": "20.00", "maximum": "50.00"},
    "lots": [
        {
            "code": "P",
            "budget": "0.11",
            "grant": {"minimum": "30.00"},
            "lots": [
                {"code": "A", "budget": "50%", "grant": {"maximum": "80.00"}},
                {"code": "B", "budget": "50%"},
            ],
        },
        {"code": "C", "budget": "1.00"},
    ],
}


def test_lots_that_people_apply_for_stand_in_file_order():
    assert [lot.code for lot in call_of(CALL).leaves] == ["A", "B", "C"]


def test_limits_are_overridden_key_by_key_on_the_way_down():
    limits = {pot.code: (pot.grant.minimum, pot.grant.maximum) for pot in call_of(CALL).pots}
    assert limits == {"A": (3000, 8000), "B": (3000, 5000), "C": (2000, 5000)}


def test_pots_have_budgets_in_cents():
    assert [(pot.code, pot.budget) for pot in call_of(CALL).pots] == [
        ("A", 6),
        ("B", 5),
        ("C", 100),
    ]


def test_a_lot_is_found_by_its_code_at_any_depth():
    call = call_of(CALL)
    assert (call.lot("B").code, call.pot("B").lot) == ("B", call.lot("B"))


@pytest.mark.parametrize("code", ["Z", "P"])
def test_a_lot_that_nobody_applies_for_is_none(code):
    with pytest.raises(KeyError):
        call_of(CALL).lot(code)
    with pytest.raises(KeyError):
        call_of(CALL).pot(code)


def test_a_content_is_read_once_and_another_one_anew():
    assert call_of(CALL) is call_of({**CALL})
    assert call_of({**CALL, "code": "other"}).code == "other"


@pytest.mark.parametrize(
    "draft",
    [
        {},
        {"lots": 5, "title": 3, "dates": [], "remedy": {"days": "x"}, "languages": "sl"},
        {"lots": [[], {}, {"lots": [{}]}, {"code": "A", "form": 5, "rubric": [], "grant": "x"}]},
        {"basis": [5], "applications_per_organisation": {"total": "many"}},
    ],
)
def test_a_draft_gives_what_its_faults_leave(draft):
    call = call_of(draft)
    assert (call.remedy.kind, call.basis, call.supplement_days) == ("", (), 0)
    assert list(call.dates.known()) == []
    assert all(lot.form.shown({}) == [] for lot in call.leaves)


def test_a_call_in_its_canonical_text_is_the_same():
    assert call_in('{"code":"k-1"}') == call_of({"code": "k-1"})
