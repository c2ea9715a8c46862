"""Complete or dismissed; facts as declared or as recognised: the acts of the check."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.refusal import Refused
from applicants.models import Membership, MembershipRole
from audit.core.entry import parse_entry
from audit.models import LedgerEntry
from grants.actions.checking.decide_completeness import decide_completeness
from grants.actions.checking.recognise_fact import recognise_fact
from grants.models import Application, Call, CompletenessCheck, RecognisedFact, StateChange
from scoring.selectors.runs.evaluation import evaluation_of
from tests.opened import (
    CHECKING,
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    find_complete,
    open_call,
)
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db
ARTICLE = {"sl": "5. člen pravilnika", "it": "articolo 5 del regolamento"}
FACT = {"sl": "Sedež je v Kopru.", "it": "La sede è a Capodistria."}
REASON = {"sl": "Plačanih je 12 članarin.", "it": "Le quote versate sono 12."}


def an_application() -> Application:
    return a_call_in_checking(1).applications.get()


def decide(application, verdict="complete", name="Ada", **given):
    values = {"findings": [], "article": {}, "fact": {}, **given}
    with at(CHECKING):
        return decide_completeness(
            application=application, verdict=verdict, actor=person(name), **values
        )


def dismiss(application, **given):
    return decide(application, "dismiss", **{"article": ARTICLE, "fact": FACT, **given})


def recognise(application, value="12", name="Ada", code="members", reason=REASON):
    with at(CHECKING):
        return recognise_fact(
            application=application, code=code, value=value, reason=reason, actor=person(name)
        )


def test_decide_completeness_moves_the_application():
    application = an_application()
    check = decide(application)
    application.refresh_from_db()
    assert application.state == "complete"
    entry = parse_entry(check.entry.canonical.encode())
    assert entry.type == "completeness.decided"
    assert entry.pub == {}
    payload = json.loads(check.entry.payload.text)
    assert (payload["number"], payload["verdict"]) == (application.number, "complete")


def test_decide_completeness_dismisses_with_article_and_fact():
    application = an_application()
    check = dismiss(application)
    application.refresh_from_db()
    assert application.state == "dismissed"
    assert (check.article, check.fact) == (ARTICLE, FACT)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"article": {}}, "article"),
        ({"article": {"sl": " ", "it": "  "}}, "article"),
        ({"fact": {"en": "The seat is elsewhere."}}, "fact"),
    ],
)
def test_dismissal_without_its_grounds_is_refused(given, place):
    with pytest.raises(Refused) as refused:
        dismiss(an_application(), **given)
    assert refused.value.field == place
    assert not CompletenessCheck.objects.exists()


EVERY_ANSWER = ("eligibility.seat", "evidence.members")


def _answers(**said):
    return [
        {"code": code, "result": said.get(code.partition(".")[2], "holds"), "note": ""}
        for code in EVERY_ANSWER
    ]


def test_dismissal_is_refused_where_everything_that_is_asked_and_computed_holds():
    application = an_application()
    applicant = {**application.applicant, "registered_on": "2001-01-01"}
    Application.objects.filter(pk=application.pk).update(applicant=applicant)
    with pytest.raises(Refused, match="zavrženje") as refused:
        dismiss(application, findings=_answers())
    assert refused.value.field == "verdict"
    assert not CompletenessCheck.objects.exists()

    # One No, or one computed check that does not hold, is a ground.
    assert dismiss(application, findings=_answers(seat="fails")).verdict == "dismiss"


def test_dismissal_stands_where_a_computed_check_does_not_hold():
    application = an_application()
    applicant = {**application.applicant, "registered_on": "2026-12-01"}
    Application.objects.filter(pk=application.pk).update(applicant=applicant)
    assert dismiss(application, findings=_answers()).verdict == "dismiss"


def test_database_refuses_a_dismissal_without_an_article():
    dismiss(an_application())
    with pytest.raises(IntegrityError), transaction.atomic():
        CompletenessCheck.objects.update(article={})


def test_complete_application_has_no_question_answered_with_no():
    finding = {"code": "eligibility.seat", "result": "fails", "note": ""}
    with pytest.raises(Refused) as refused:
        decide(an_application(), findings=[finding])
    assert refused.value.field == "verdict"


def test_decide_completeness_twice_is_once():
    application = an_application()
    assert decide(application) == decide(application)
    assert LedgerEntry.objects.filter(type="completeness.decided").count() == 1


def test_changed_verdict_needs_a_reason_and_is_a_further_entry():
    application = an_application()
    decide(application)
    with pytest.raises(Refused) as refused:
        dismiss(application)
    assert refused.value.field == "reason"
    check = dismiss(application, reason="Prišel je izpisek iz registra.")
    application.refresh_from_db()
    assert (application.state, check.verdict) == ("dismissed", "dismiss")
    assert parse_entry(check.entry.canonical.encode()).type == "correction.made"
    steps = StateChange.objects.filter(application=application).values_list("step", flat=True)
    assert list(steps)[-3:] == ["find_complete", "revise_check", "dismiss"]


@pytest.mark.parametrize("name", ["Bruno", "Celia", "Cvetka", "Dario", "Emil", "Fani"])
def test_check_is_for_officers(name):
    application = an_application()
    with pytest.raises(PermissionDenied):
        decide(application, name=name)
    with pytest.raises(PermissionDenied):
        recognise(application, name=name)


def test_nobody_checks_an_application_of_their_own_organisation():
    application = an_application()
    Membership.objects.create(
        user=person("Ada"), organisation=application.organisation, role=MembershipRole.VIEWER
    )
    with pytest.raises(PermissionDenied):
        decide(application)
    with pytest.raises(PermissionDenied):
        recognise(application)


def test_check_waits_for_the_end_of_the_opening_session():
    call = a_call_with_committee()
    application = a_sent_application(call)
    open_call(call)
    with pytest.raises(Refused):
        decide(application)
    with pytest.raises(Refused):
        recognise(application)


def test_check_ends_where_the_scoring_begins():
    application = find_complete(a_call_in_checking(1)).applications.get()
    Call.objects.update(state="scoring")
    with pytest.raises(Refused):
        dismiss(application, reason="Prepozno.")
    with pytest.raises(Refused):
        recognise(application)


def test_recognise_fact_keeps_declared_and_recognised():
    application = an_application()
    row = recognise(application)
    assert (row.declared, row.recognised, row.reason) == ("34", "12", REASON)
    payload = json.loads(row.entry.payload.text)
    assert payload.pop("rows")["fact"].keys() == {f"{row.application.number} · members"}
    assert payload == {
        "number": application.number,
        "fact": "members",
        "recognised": "12",
        "as_declared": False,
        "reason": REASON,
    }
    decide(application)
    assert evaluation_of(application.call)["applications"][0]["facts"]["members"] == "12"


def test_recognise_fact_as_declared_needs_no_reason():
    application = an_application()
    recognise(application)
    row = recognise(application, value="34", reason={})
    assert (row.recognised, row.reason) == ("34", {})
    assert RecognisedFact.objects.count() == 1


def test_recognise_fact_twice_is_once():
    application = an_application()
    recognise(application)
    recognise(application)
    assert LedgerEntry.objects.filter(type="fact.recognised").count() == 1


@pytest.mark.parametrize(
    ("code", "value", "reason"),
    [
        ("members", "12", {"en": "Only English."}),
        ("members", "-1", REASON),
        ("members", "12,5", REASON),
        ("members", "9999", REASON),
        ("members", "", REASON),
        ("members", ["12"], REASON),
        ("title", "Drugo", REASON),
        ("eligible_cost", "900.01", REASON),
        ("eligible_cost", "-1.00", REASON),
        ("nothing", "1", REASON),
    ],
)
def test_recognise_fact_refuses_what_does_not_fit(code, value, reason):
    application = an_application()
    with pytest.raises(Refused) as refused:
        recognise(application, code=code, value=value, reason=reason)
    assert refused.value.field == code
    assert not RecognisedFact.objects.exists()


def test_recognise_fact_lowers_the_eligible_cost():
    application = an_application()
    recognise(application, code="eligible_cost", value="500.00")
    decide(application)
    assert evaluation_of(application.call)["applications"][0]["eligible_cost"] == "500.00"


def test_recognise_fact_of_a_dismissed_application_is_settled():
    application = an_application()
    dismiss(application)
    with pytest.raises(Refused):
        recognise(application)
