"""Every step of a trace has a sentence in three languages, and nothing of it is lost."""

import json
from pathlib import Path

import pytest
from django.utils.translation import override

from callfile.call import call_of
from scoring.core.money.allocation_trace import AllocationStep
from scoring.core.run.files import read_file
from scoring.core.run.recompute import recompute
from scoring.core.trace import PointStep
from scoring.words.trace import (
    amount_words,
    computation_of_points,
    point_words,
    sentences_of_amount,
    sentences_of_place,
    sentences_of_points,
    sentences_of_pot,
)
from scoring.words.trace.amounts import say_amount
from scoring.words.trace.formulas import worked_formula
from scoring.words.trace.names import LotNames
from scoring.words.trace.points import say_points
from tests.scoring.trace_steps import OF_AMOUNTS, OF_POINTS, REPEATED, another
from tests.single_lot import read_lot

LIBRARY = Path(__file__).parents[2] / "library"
LANGUAGES = ("sl", "it", "en")
WRITTEN = {
    "code": "A",
    "aggregation": {"decimals": 2},
    "form": {
        "sections": [
            {
                "fields": [
                    {"code": "members", "kind": "integer", "label": {"sl": "Člani", "it": "Soci"}},
                    {"code": "status", "kind": "yes_no", "label": {"sl": "Status"}},
                ]
            }
        ]
    },
    "rubric": {
        "code": "R",
        "article": {"sl": "14. člen"},
        "children": [
            {
                "code": "A1",
                "kind": "levels",
                "title": {"sl": "Vaje", "it": "Prove"},
                "printed_max": "30",
                "levels": [
                    {"code": "yes", "points": "5", "text": {"sl": "ima status", "it": "ha"}},
                    {"code": "none", "points": "0", "text": {"sl": "nima statusa"}},
                ],
            },
            {"code": "K4", "title": {"sl": "Ekipe"}},
        ],
    },
    "allocation": {
        "method": "point_value",
        "redistribute": True,
        "article": {"sl": "16. člen"},
    },
}
LOT = read_lot(WRITTEN)


def points(rule, language="sl", **args):
    with override(language):
        return say_points(LotNames(LOT), "A1", {"rule": rule, "args": args})


def amount(rule, language="sl", **args):
    with override(language):
        return say_amount(LotNames(LOT), {"rule": rule, "args": args})


CASES = [
    *[(points, code, args) for code, args in OF_POINTS.items()],
    *[(amount, code, args) for code, args in OF_AMOUNTS.items()],
]
each_step = pytest.mark.parametrize(
    ("say", "code", "args"), CASES, ids=[f"{code}" for _say, code, _args in CASES]
)


def test_every_code_has_an_example_and_a_sentence():
    assert set(OF_POINTS) == set(PointStep)
    assert set(OF_AMOUNTS) == set(AllocationStep)
    for codes, say in ((PointStep, point_words.SAY), (AllocationStep, amount_words.SAY)):
        assert {key.partition(":")[0] for key in say} == set(codes)


@each_step
def test_step_is_said_in_three_languages(say, code, args):
    said = {language: say(code, language, **args) for language in LANGUAGES}
    assert all(sentence.words and sentence.value for sentence in said.values())
    written_alike = {PointStep.COEFFICIENT, PointStep.PER_UNIT}
    assert len({sentence.words for sentence in said.values()}) == 3 or code in written_alike
    for sentence in said.values():
        assert "%(" not in sentence.value + sentence.words


@each_step
def test_no_arg_of_a_step_is_lost(say, code, args):
    said = say(code, **args)
    for key in args.keys() - REPEATED:
        other = say(code, **{**args, key: another(args[key])})
        assert (other.value, other.words) != (said.value, said.words), f"{key} is not said"


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        (PointStep.LEVEL_OF_FACT, "5,00", "Status: da. Velja raven »ima status«"),
        (PointStep.FORMULA, "68,00", "Člani: 34. Po objavljeni formuli: 2 × 34"),
        (PointStep.BAND_OF_FACT, "15,00", "Člani: 34; razred: od 20 do manj kot 50"),
        (PointStep.PER_UNIT, "23,20", "Člani: 58 × 0,4"),
        (PointStep.MEAN_OF_SHEETS, "7,6666…", "povprečje ocenjevalnih listov: (10 + 5 + 8) ÷ 3"),
        (PointStep.ROUNDED, "8,33", "8,3333…, zaokroženo na 2 decimalki"),
        (PointStep.WEIGHT, "25,98", "4,33 × utež 6"),
        (PointStep.THRESHOLD_MET, "73,00", "skupaj: dosežen prag 60 točk"),
        (PointStep.RANK, "9.", "mesto s toliko točkami: 73,66"),
    ],
)
def test_sentence_of_points(code, value, words):
    said = points(code, **OF_POINTS[code])
    assert (said.value, said.words) == (value, words)


@pytest.mark.parametrize(
    ("code", "language", "value", "words"),
    [
        (
            AllocationStep.PARTIAL_REMAINDER,
            "sl",
            "340,00",
            "ostane, manj od pripadajočih 460,00\u00a0€: dodeli se ostanek",
        ),
        (
            AllocationStep.CAP_SHARE,
            "en",
            "540.00",
            "at most 60% of the eligible costs of €901.00; €900.00 was requested",
        ),
        (AllocationStep.MOVED_TO, "it", "−\u00a05,00", "passano al lotto B1"),
        (
            AllocationStep.ROUND,
            "en",
            "900.00",
            (
                "divided in round 1: ÷ 63 points of all, so a point is worth €14.2857…; "
                "2 applications reach the most that can be granted"
            ),
        ),
        (
            AllocationStep.LEFTOVER_UNIT,
            "sl",
            "+\u00a01,00",
            "ena od 4 preostalih enot po 1,00\u00a0€; 2. po vrsti, odloči večji ostanek",
        ),
    ],
)
def test_sentence_of_amounts(code, language, value, words):
    said = amount(code, language, **OF_AMOUNTS[code])
    assert (said.value, said.words) == (value, words)


CENT = {"unit": "0.01"}


@pytest.mark.parametrize(
    ("code", "args", "language", "words"),
    [
        (
            AllocationStep.POT,
            {"budget": "905.00", "pot": "905.00"},
            "sl",
            "na voljo, računano v centih",
        ),
        (
            AllocationStep.POT,
            {"budget": "905.00", "pot": "905.00"},
            "it",
            "disponibili, calcolati in centesimi",
        ),
        (AllocationStep.CAP_TO_UNIT, {}, "sl", "isto, zaokroženo navzdol na cent"),
        (
            AllocationStep.LEFTOVER_UNIT,
            {"units": 3},
            "sl",
            "eden od 3 preostalih centov; 2. po vrsti, odloči večji ostanek",
        ),
        (
            AllocationStep.LEFTOVER_MISSED,
            {"units": 2, "by": "rank"},
            "sl",
            (
                "ostanek je enak, a 2 preostala centa gresta drugim vlogam: 2. po vrsti, odloči "
                "boljše mesto"
            ),
        ),
        (
            AllocationStep.LEFTOVER_UNITS,
            {"units": 4},
            "it",
            "4 centesimi residui vanno ai resti maggiori, fino a 0,3953…",
        ),
        (
            AllocationStep.ROUNDED_DOWN,
            {},
            "en",
            "amounts are rounded down to the cent and what is over stays in the pot",
        ),
    ],
)
def test_sentence_of_a_unit_of_one_cent_says_cents(code, args, language, words):
    said = amount(code, language, **{**OF_AMOUNTS[code], **CENT, **args})
    assert said.words == words
    assert "0,01" not in said.words


@pytest.mark.parametrize(
    ("unit", "language", "said"),
    [
        ("0.01", "sl", "ostane 0,3023… centa"),
        ("0.01", "it", "resto 0,3023… di centesimo"),
        ("1.00", "sl", "ostane 0,3023… enote"),
    ],
)
def test_sentence_says_of_what_a_part_is_over(unit, language, said):
    lot = read_lot({**WRITTEN, "allocation": {**WRITTEN["allocation"], "unit": unit}})
    code = AllocationStep.SCALED_BY
    with override(language):
        sentence = say_amount(LotNames(lot), {"rule": code, "args": OF_AMOUNTS[code]})
    assert sentence.words.endswith(said)
    assert sentence.exact == ("0,9252… = 2240/2421", "0,3023… = 13/43")


@pytest.fixture(scope="module", params=["kultura", "prireditve", "socialno", "sport"])
def example(request):
    """A ready call with its example, as plain JSON."""
    call = read_file(str(LIBRARY / f"{request.param}.yaml"))
    evaluation = read_file(str(LIBRARY / "examples" / f"{request.param}.evaluation.json"))
    return call, json.loads(json.dumps(recompute(call, evaluation)))


def test_every_number_of_a_ready_call_ends_in_its_own_sum(example):
    call, result = example
    with override("en"):
        for lot in call_of(call).leaves:
            assert sentences_of_pot(lot, result)
            for row in result["ranking"][lot.code]:
                assert sentences_of_place(lot, row)
                for code in row["trace"]:
                    last = sentences_of_points(lot, row, code)[-1]
                    assert last.sum
                    whole = row["values"][code].partition(".")[0]
                    assert last.value.replace(",", "").startswith(whole)
                amounts = result["lots"][lot.code]["amounts"]
                said = sentences_of_amount(lot, result, row["number"])
                if row["number"] in amounts:
                    assert said[-1].value.replace(",", "") == amounts[row["number"]]
                else:
                    assert said == []


def test_computation_of_points_is_one_line(example):
    call, result = example
    for lot in call_of(call).leaves:
        for row in result["ranking"][lot.code][:2]:
            for code in row["trace"]:
                assert "\n" not in computation_of_points(lot, row, code)


@pytest.mark.parametrize(
    ("expression", "worked"),
    [
        ("a + b × 2", "3 + 4 × 2"),
        ("(a + b) × 2 − −a", "(3 + 4) × 2 − −3"),
        ("if a > b then a else b ÷ 8", "4 ÷ 8"),
        ("max(a, b, 1) × min(a)", "4 × 3; 4 je največje od: 3; 4; 1"),
        ("round_half_up(a ÷ b, 1)", "0,8; 0,8 je 3 ÷ 4, zaokroženo"),
        ('if k = "x" and not f then 1 else 2', "1"),
        ("a ×", ""),
    ],
)
def test_formula_is_said_with_the_numbers_and_the_branch_taken(expression, worked):
    values = {"a": "3", "b": "4", "k": "x", "f": False}

    assert worked_formula(expression, values) == worked


def test_formula_of_a_trace_is_kept_for_whoever_opens_it():
    said = points(
        PointStep.FORMULA, expression="2 × members", values={"members": "34"}, result="68"
    )

    assert said.formula == "2 × »Člani«"


def test_formula_names_no_code_of_the_call_file():
    """What the call calls `rate` is a number to everybody else."""
    expression = "if members > 9 then rate × members else 0"
    node = {"code": "A1", "kind": "formula", "constants": {"rate": "0.5"}}
    rubric = {"code": "R", "children": [{**node, "expression": expression}]}
    lot = read_lot({**WRITTEN, "rubric": rubric})
    args = {
        "expression": expression,
        "values": {"members": "34", "rate": "0.5"},
        "result": "17",
    }
    with override("sl"):
        said = say_points(LotNames(lot), "A1", {"rule": PointStep.FORMULA, "args": args})
    assert said.formula == "če »Člani« > 9, potem 0,5 × »Člani«, sicer 0"


def test_groups_of_one_are_no_groups():
    whole = {"units": "20.5", "per": "1", "result": "20"}
    assert points(PointStep.FULL_UNITS, **whole).words == "od 20,5 štejejo samo cele enote"
    assert "skupine" in points(PointStep.FULL_UNITS, units="417", per="10", result="41").words


def test_question_of_the_form_brings_its_own_mark():
    asked = {"code": "own", "kind": "yes_no", "label": {"sl": "Ali je društvo vaše?"}}
    lot = read_lot({"form": {"sections": [{"fields": [asked]}]}})
    step = {
        "rule": "level_of_fact",
        "args": {"fact": "own", "value": True, "level": "yes", "result": "5"},
    }
    with override("sl"):
        said = say_points(LotNames(lot), "A1", step)

    assert said.words == "Ali je društvo vaše? Da"
