"""A divided pot as the rows of its spreadsheet, without a database."""

from callfile.allocation.rule import read_allocation_rule
from callfile.numbers.exact import parse_exact
from callfile.numbers.money import cents as to_cents
from reports.selectors.summary import SummaryLot, SummaryRow
from scoring.core.run.run_rows import Outcome

CAPS = {"cap_requested", "cap_maximum", "cap_share"}


def as_lot(rule, grant, budget, entries, found):
    """`found` is the result of `allocate`, its amounts best first."""
    given = {entry["number"]: entry for entry in entries}
    totals = [parse_exact(given[number]["points"]) for number in found["amounts"]]
    rows = [
        as_row(totals.index(total) + 1, total, given[number], found)
        for number, total in zip(found["amounts"], totals, strict=True)
    ]
    rules = [step["rule"] for step in found["trace"]["pot"]]
    return SummaryLot(
        code="A",
        title={"sl": "Celoletno delo", "it": "Attività annuale"},
        criteria=[],
        titles={},
        maximum=None,
        decimals=2,
        rule=read_allocation_rule(rule, grant),
        rule_text={"sl": str(rule)},
        minimum=to_cents(grant.get("minimum", "0.00")),
        rounds=rules.count("round") + rules.count("all_at_cap"),
        budget=to_cents(budget),
        received=0,
        rows=rows,
    )


def as_row(rank, total, entry, found):
    number = entry["number"]
    steps = {step["rule"]: step["args"] for step in found["trace"]["applications"][number]}
    [cap] = [args["cap"] for rule, args in steps.items() if rule in CAPS]
    return SummaryRow(
        number=number,
        applicant="",
        title="",
        kind="granted",
        points={},
        total=total,
        rank=rank,
        requested=to_cents(entry["requested"]),
        cap=to_cents(cap),
        amount=to_cents(found["amounts"][number]),
        outcome=Outcome.PAID,
        is_in_pot=True,
        is_refused=found["out"].get(number) == "below_minimum",
        is_raised="raised_to_minimum" in steps,
    )
