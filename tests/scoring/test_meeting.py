"""After the scores are revealed: agreed values and reasons for the decision."""

from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied

from accounts.refusal import Refused
from audit.models import LedgerEntry
from scoring.actions.set_agreed_score import set_agreed_score
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.models import AgreedScore, CriterionReason
from scoring.selectors.reasons import cases_of, joined_sentences
from tests.meetings import meet
from tests.personas import person
from tests.scoring.committee import SCORED, a_revealed_call, a_scoring_call, member
from tests.small_call import small_call
from tests.stage import at

pytestmark = pytest.mark.django_db

SCORERS = ("Igor", "Celia", "Valter")


def agreed_lots():
    lots = deepcopy(small_call()["lots"])
    for lot in lots:
        lot["aggregation"]["method"] = "agreed"
    return lots


def agree(application, value, name="Igor", criterion="A2"):
    with at(SCORED):
        meet(application.call)
        return set_agreed_score(
            application=application, criterion=criterion, value=value, actor=member(name)
        )


def write(application, name="Lea", criterion="A2", **text):
    with at(SCORED):
        return write_criterion_reason(
            application=application, criterion=criterion, text=text, actor=member(name)
        )


def missing_reasons(call):
    return [case for case in cases_of(call) if case.missing_languages]


def test_reason_is_missing_in_every_official_language_until_it_is_written():
    call, [application] = a_revealed_call()
    [missing] = missing_reasons(call)
    assert (missing.application, missing.code) == (application, "A2")
    assert missing.missing_languages == ("sl", "it")

    write(application, sl="Izvajalci niso določeni.", it="")
    assert missing_reasons(call)[0].missing_languages == ("it",)

    write(application, sl="Izvajalci niso določeni.", it="Gli esecutori non sono indicati.")
    assert missing_reasons(call) == []
    assert CriterionReason.objects.count() == 1


def test_no_reason_is_missing_at_the_maximum():
    call, _applications = a_revealed_call(
        {"Igor": ("full", ""), "Celia": ("full", ""), "Valter": ("full", "")}
    )

    assert missing_reasons(call) == []


def test_level_that_all_gave_gives_its_published_text():
    call, _applications = a_revealed_call(dict.fromkeys(SCORERS, ("some", "Izvajalci")))

    [case] = cases_of(call)
    assert case.level_text == {"sl": "Zasnova je jasna.", "it": "L’idea è chiara."}


@pytest.mark.parametrize("levels", [("full", "some", "full"), ("full", "some", "none")])
def test_mean_of_different_levels_has_no_text_of_a_level(levels):
    """Neither between the levels nor where the mean equals one of them, (10 + 5 + 0) ÷ 3 = 5."""
    marks = [(level, "" if level == "full" else "Izvajalci") for level in levels]
    call, _applications = a_revealed_call(dict(zip(SCORERS, marks, strict=True)))

    [case] = cases_of(call)
    assert case.needs_reason
    assert case.level_text == {}
    assert case.missing_languages == ("sl", "it")


def test_agreed_level_gives_its_text():
    call, [application] = a_revealed_call(lots=agreed_lots())
    agree(application, "some")

    [case] = cases_of(call)
    assert case.level_text == {"sl": "Zasnova je jasna.", "it": "L’idea è chiara."}


def test_agreed_value_is_needed_set_once_and_stands_in_the_ledger():
    call, [application] = a_revealed_call(lots=agreed_lots())
    assert [case.needs_agreement for case in cases_of(call)] == [True]

    agree(application, "some")
    entries = LedgerEntry.objects.count()
    agree(application, "some")

    assert LedgerEntry.objects.count() == entries
    assert LedgerEntry.objects.latest("seq").type == "agreed_score.set"
    assert AgreedScore.objects.get().value == "some"
    assert [case.needs_reason for case in cases_of(call)] == [True]
    agree(application, "full", "Lea")
    assert missing_reasons(call) == []


@pytest.mark.parametrize(("criterion", "value"), [("A2", "5"), ("A1", "10"), ("A2", "")])
def test_agreed_value_must_be_one_of_the_call(criterion, value):
    _call, [application] = a_revealed_call(lots=agreed_lots())

    with pytest.raises(Refused):
        agree(application, value, criterion=criterion)


def test_agreed_value_is_refused_where_the_rule_is_a_mean():
    _call, [application] = a_revealed_call()

    with pytest.raises(Refused):
        agree(application, "some")


def test_nothing_is_agreed_before_the_scores_are_revealed():
    _call, [application] = a_scoring_call(lots=agreed_lots())

    with pytest.raises(Refused):
        agree(application, "some")
    with pytest.raises(Refused):
        write(application, sl="Prezgodaj.")


@pytest.mark.parametrize("name", ["Celia", "Ines"])
def test_only_chair_and_secretary_write_for_the_committee(name):
    _call, [application] = a_revealed_call(lots=agreed_lots())

    with pytest.raises(PermissionDenied):
        agree(application, "some", name)
    with pytest.raises(PermissionDenied):
        write(application, name, sl="Ne.")
    with at(SCORED), pytest.raises(PermissionDenied):
        write_criterion_reason(
            application=application, criterion="A2", text={}, actor=person("Ada")
        )


@pytest.mark.parametrize("text", ["x" * 4001, "a\x07b"])
def test_reason_refuses_what_is_no_text(text):
    _call, [application] = a_revealed_call()

    with pytest.raises(Refused):
        write(application, sl=text)


def test_sentences_of_several_members_become_one_text():
    assert joined_sentences(["Ni izvajalcev", " Jasno. ", "", "Ni izvajalcev"]) == (
        "Ni izvajalcev. Jasno."
    )


def test_queries_do_not_grow_with_the_applications(django_assert_num_queries):
    call, _applications = a_revealed_call(count=3)

    with django_assert_num_queries(8):
        assert len(missing_reasons(call)) == 3
