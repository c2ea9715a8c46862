import pytest

from callfile.as_written import all_lots, find_lot, grant_of, leaf_lots

CALL = {
    "grant": {"minimum": "20.00", "maximum": "50.00"},
    "lots": [
        {
            "code": "P",
            "grant": {"minimum": "30.00"},
            "lots": [{"code": "A", "grant": {"maximum": "80.00"}}, {"code": "B"}],
        },
        {"code": "C"},
    ],
}


def test_all_lots_puts_parents_before_children_in_file_order():
    assert [lot["code"] for lot in all_lots(CALL)] == ["P", "A", "B", "C"]
    assert [lot["code"] for lot in leaf_lots(CALL)] == ["A", "B", "C"]


def test_grant_of_overrides_key_by_key_on_the_way_down():
    assert grant_of(CALL, "A") == {"minimum": "30.00", "maximum": "80.00"}
    assert grant_of(CALL, "B") == {"minimum": "30.00", "maximum": "50.00"}
    assert grant_of(CALL, "C") == {"minimum": "20.00", "maximum": "50.00"}


def test_find_lot_looks_at_any_depth():
    assert find_lot(CALL, "B") == {"code": "B"}
    assert find_lot(CALL, "Z") is None


def test_grant_of_refuses_a_lot_that_is_not_there():
    with pytest.raises(KeyError):
        grant_of(CALL, "Z")
