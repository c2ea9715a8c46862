from callfile.form.facts import PLAN_FACTS, facts_of, plan_totals
from callfile.form.fields import fields_of
from tests.core.callfile.sample_form import ANSWERS, LOT, answers, plan

PLAN_FIELD = next(field for field in fields_of(LOT) if field["code"] == "plan")


def test_facts_of_takes_fields_marked_as_facts_and_the_plan():
    assert facts_of(LOT, ANSWERS) == {
        "members": "34",
        "hours": "12.5",
        "fee": "10.00",
        "youth": True,
        "young": "12",
        "seat": "here",
        "events": [{"what": "Koncert", "level": "local", "visitors": "120"}],
        "requested": "539.99",
        "eligible_cost": "900.00",
        "total_cost": "1000.00",
        "own_share": "34",
        "public_share": "12",
        "other_sources_share": "46.001",
    }


def test_facts_of_leaves_out_hidden_fields():
    assert "young" not in facts_of(LOT, answers(youth=False, young="12"))


def test_facts_of_keeps_no_as_a_fact():
    assert facts_of(LOT, answers(youth=False))["youth"] is False


def test_facts_of_leaves_out_what_is_unanswered_or_refused():
    facts = facts_of(LOT, answers(members=None, hours="12.55", seat="moon"))
    assert not {"members", "hours", "seat"} & facts.keys()


def test_facts_of_gives_no_plan_facts_while_a_line_cannot_be_read():
    broken = plan(incomes=[{"category": "own", "amount": "1,00"}])
    assert not set(PLAN_FACTS) & facts_of(LOT, {**ANSWERS, "plan": broken}).keys()


def test_facts_of_keeps_shares_exact():
    thirds = plan(
        costs=[{"category": "fees", "amount": "300.00"}],
        incomes=[{"category": "own", "amount": "100.00"}],
        requested="200.00",
    )
    facts = facts_of(LOT, {**ANSWERS, "plan": thirds})
    assert (facts["own_share"], facts["public_share"]) == ("100/3", "0")


def test_facts_of_gives_no_shares_of_nothing():
    nothing = plan(costs=[], incomes=[])
    facts = facts_of(LOT, {**ANSWERS, "plan": nothing})
    assert facts["total_cost"] == "0.00"
    assert "own_share" not in facts


def test_plan_totals_counts_ineligible_costs_apart():
    totals = plan_totals(PLAN_FIELD, ANSWERS["plan"])
    assert totals is not None
    assert (totals.total_cost, totals.eligible_cost, totals.difference) == (100_000, 90_000, 0)
