from callfile.fields.financial_plan import PLAN_FACTS
from tests.core.callfile.sample_form import ANSWERS, READ, answers, plan

facts_of = READ.form.facts


def test_facts_are_fields_marked_as_facts_and_the_plan():
    assert facts_of(ANSWERS) == {
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


def test_facts_leave_out_hidden_fields():
    assert "young" not in facts_of(answers(youth=False, young="12"))


def test_facts_keep_no_as_a_fact():
    assert facts_of(answers(youth=False))["youth"] is False


def test_facts_leave_out_what_is_unanswered_or_refused():
    facts = facts_of(answers(members=None, hours="12.55", seat="moon"))
    assert not {"members", "hours", "seat"} & facts.keys()


def test_facts_give_no_plan_facts_while_a_line_cannot_be_read():
    broken = plan(incomes=[{"category": "own", "amount": "1,00"}])
    assert not set(PLAN_FACTS) & facts_of({**ANSWERS, "plan": broken}).keys()


def test_facts_keep_shares_exact():
    thirds = plan(
        costs=[{"category": "fees", "amount": "300.00"}],
        incomes=[{"category": "own", "amount": "100.00"}],
        requested="200.00",
    )
    facts = facts_of({**ANSWERS, "plan": thirds})
    assert (facts["own_share"], facts["public_share"]) == ("100/3", "0")


def test_facts_give_no_shares_of_nothing():
    nothing = plan(costs=[], incomes=[])
    facts = facts_of({**ANSWERS, "plan": nothing})
    assert facts["total_cost"] == "0.00"
    assert "own_share" not in facts


def test_totals_count_ineligible_costs_apart():
    totals = READ.form.plan.totals(ANSWERS["plan"])
    assert totals is not None
    assert (totals.total_cost, totals.eligible_cost, totals.difference) == (100_000, 90_000, 0)
