"""Whatever a trace knows of an application, its decision says; a new kind of step fails here."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from awards.words.decision_points import criteria_in_words, scoring
from awards.words.decision_refusal import equals
from scoring.core.money.allocation_trace import AllocationStep as S
from scoring.core.points.score import Standing
from scoring.core.trace import PointStep
from scoring.words.trace import sentences_of_amount
from scoring.words.trace.amounts import say_amount
from scoring.words.trace.names import LotNames
from scoring.words.trace.points import say_points
from tests.scoring.test_trace_sentences import LOT, WRITTEN
from tests.scoring.trace_steps import OF_AMOUNTS, OF_POINTS
from tests.single_lot import read_lot

NUMBER = "K-1"
# With these there is no value, so the ranking is refused and there is no decision.
UNDECIDED = {
    *(
        PointStep.FACT_MISSING,
        PointStep.FACT_IN_NO_LEVEL,
        PointStep.FACT_IN_NO_BAND,
        PointStep.ROW_IN_NO_LEVEL,
    ),
    *(
        PointStep.FORMULA_MISSING,
        PointStep.PRECONDITION_MISSING,
        PointStep.MISSING_SHEETS,
        PointStep.ANSWER_MISSING,
    ),
    *(PointStep.ANSWER_OFF_RANGE, PointStep.AGREED_MISSING, PointStep.PART_MISSING),
}
# The numbers of these stand in the computation below the points.
COMPUTED = {
    PointStep.MEAN_OF_SHEETS: "(10 + 5 + 8) ÷ 3",
    PointStep.MEDIAN_OF_SHEETS: "mediana ocen 10, 5, 8",
    PointStep.TRIMMED_MEAN_OF_SHEETS: "(8 + 9) ÷ 2",
    PointStep.WEIGHT: "4,33 × 6",
}
# Said by a sentence of the whole decision.
IN_THE_SCORING = {
    PointStep.AGREED_VALUE: "točke merila so usklajena ocena komisije",
    PointStep.ROUNDED: "zaokrožijo se na 2 decimalki",
    PointStep.PRINTED: "zaokrožijo se na 2 decimalki",
}
OF_THE_WHOLE = {PointStep.TOTAL, PointStep.TOTAL_BELOW_ZERO, PointStep.THRESHOLD_MET}
TIES = {
    *(PointStep.TIE_BROKEN_BY_CRITERION, PointStep.TIE_BROKEN_BY_REQUESTED),
    *(PointStep.TIE_BROKEN_BY_DRAW, PointStep.TIE_STAYS),
}
# Each has a place of its own, which tests/awards/test_decision_reasons.py reads.
ELSEWHERE = {PointStep.RANK, PointStep.THRESHOLD_MISSED}
# A condition that holds takes nothing away; its published sentence stands beside the points.
NO_REASON = {PointStep.PRECONDITION_TRUE}
# What became of the pot afterwards, and of others in it: no reason for this amount.
OF_THE_POT_ALONE = {S.REFUSED, S.ALL_AT_CAP, S.SPENT, S.MOVED_TO, S.RETURNED_TO, S.STAYS}
OF_THE_POT = {
    *(S.OWN_BUDGET, S.RECEIVED_FROM, S.POT, S.RAISED, S.ROUND, S.SCALE, S.WITHIN_POT),
    *(S.OVER_POT_RANKED, S.LEFTOVER_UNITS, S.ROUNDED_DOWN),
}


def step(code: str) -> dict[str, Any]:
    return {"rule": code, "args": {**OF_POINTS, **OF_AMOUNTS}[code]}


def ranked(*verdict: dict[str, Any], **trace: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "number": NUMBER,
        "status": Standing.RANKED,
        "values": {"A1": "5", "K4": "1"},
        "trace": trace,
        "verdict": list(verdict),
        "reasons": [],
        "total": "73",
        "rank": 1,
    }


def case(row: dict[str, Any], **lot: Any) -> tuple[Any, Any]:
    """The findings of one application and the application."""
    found = SimpleNamespace(
        rows={NUMBER: row},
        evaluated={NUMBER: {"sheets": [{"assessor": "a1"}], "conflicts": []}},
        lot=lambda _code: read_lot({**WRITTEN, **lot}),
        maxima=lambda _code: {},
    )
    application = SimpleNamespace(number=NUMBER, lot=SimpleNamespace(code="A"))
    return found, application


def in_scoring(row: dict[str, Any], **lot: Any) -> str:
    return str(scoring(*case(row, **lot))["text"]).lower()


def of_criterion(code: str, written: str = "") -> dict[str, str]:
    row = ranked(A1=[step(code)])
    return criteria_in_words(LOT, row, {}, {"A1": {"sl": written}} if written else {})["A1"]


@pytest.fixture(autouse=True)
def _slovene():
    with override("sl"):
        yield


@pytest.mark.parametrize("code", [one for one in PointStep if one not in UNDECIDED | NO_REASON])
def test_step_to_the_points_stands_in_the_decision(code):
    words = say_points(LotNames(LOT), "A1", step(code)).words
    if code in ELSEWHERE:
        return
    if code in IN_THE_SCORING:
        terms = {"decimals": 2, "method": "agreed"}
        assert IN_THE_SCORING[code] in in_scoring(ranked(), aggregation=terms)
    elif code in OF_THE_WHOLE:
        args = {**OF_POINTS[code], **({"code": "A1"} if code == PointStep.THRESHOLD_MET else {})}
        said = {"rule": code, "args": args}
        assert say_points(LotNames(LOT), "", said).words.lower() in in_scoring(ranked(said))
    elif code in TIES:
        assert words.lower() in equals(*case(ranked(step(code))))["text"].lower()
    elif code in COMPUTED:
        assert of_criterion(code)["computation"] == COMPUTED[code]
    else:
        # Also beside a reason that the committee wrote itself.
        for written in ("", "Komisija je zapisala."):
            assert words.lower() in of_criterion(code, written)["reason"].lower()


def test_published_formula_stands_beside_its_numbers():
    assert of_criterion(PointStep.FORMULA)["formula"] == "2 × »Člani«"


def test_formula_is_quoted_as_its_reader_quotes():
    with override("it"):
        assert of_criterion(PointStep.FORMULA)["formula"] == "2 × «Soci»"
    with override("en"):
        assert of_criterion(PointStep.FORMULA)["formula"].endswith("”")


def test_full_points_without_a_level_have_a_sentence():
    said = {"rule": PointStep.AGREED_VALUE, "args": {"value": "5", "result": "5"}}
    found = criteria_in_words(LOT, ranked(A1=[said]), {"A1": 5}, {})["A1"]
    assert found["reason"] == "Doseženo je najvišje število točk."


@pytest.mark.parametrize("code", [one for one in S if one not in OF_THE_POT_ALONE])
def test_step_to_the_amount_stands_in_the_decision(code):
    pot = [{"rule": S.POT, "args": OF_AMOUNTS[S.POT]}]
    # Whoever gets a unit that is over reads how many there were.
    own = [step(S.LEFTOVER_UNIT)] if code == S.LEFTOVER_UNITS else []
    if code in OF_THE_POT:
        pot = [*pot, step(code)] if code != S.POT else pot
    else:
        own = [step(code)]
    trace = {"pot": pot, "applications": {NUMBER: own}}
    result = {"lots": {"A": {"amounts": {NUMBER: "10.00"}, "trace": trace}}}
    said = [one.words for one in sentences_of_amount(LOT, result, NUMBER)]
    assert say_amount(LotNames(LOT), step(code)).words in said
