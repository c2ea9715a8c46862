"""The right to be heard: told once, answered once, weighed; the scoring waits for it."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile
from audit.models import LedgerEntry
from audit.proof import fsck
from grants.actions.checking.decide_completeness import decide_completeness
from grants.actions.checking.recognise_fact import recognise_fact
from grants.actions.requests.answer_findings import Statement, answer_findings
from grants.actions.requests.answer_request import answer_request
from grants.actions.requests.take_back_request import take_back_request
from grants.core.hearing import HearingStanding
from grants.models import Call, Request, RequestOutcome, WeighedAnswer
from grants.selectors.requests.hearing import heard_facts, unheard
from grants.words.requests import Notice, letter_kind
from jobs.letters import write_letter
from jobs.models import Letter
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.start_scoring import start_scoring
from scoring.selectors.committee.conflicts import applications_to_declare
from tests.grants.hearings import (
    FEWER,
    STAYS,
    recognise,
    say,
    tell,
    tell_and_accept,
    weigh,
)
from tests.grants.requests import ARTICLE, DUE, IN_TIME, TOO_LATE, accept, answer, ask
from tests.opened import CHECKING, a_call_in_checking, check_all
from tests.personas import person, say_roles
from tests.proof.stage import lots_with_a_file
from tests.stage import PREPARED, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db):
    """Declared 34 members; 5 are recognised."""
    with at(PREPARED):
        say_roles()
    call = a_call_in_checking(1, lots=lots_with_a_file())
    row = call.applications.get()
    row.call = call
    recognise(row, members="5")
    return row


def differences():
    return [str(one) for one in fsck.differences()]


def payload(kind):
    return json.loads(LedgerEntry.objects.filter(type=kind).latest("seq").payload.text)


def start(call, when=TOO_LATE):
    call = Call.objects.get(pk=call.pk)
    with at(when):
        for name in ("Celia", "Ciril"):
            said = {row.pk: (False, "") for row in applications_to_declare(call)}
            declare_conflicts(call=call, answers=said, actor=person(name))
        return start_scoring(call=call, actor=person("Ada"))


def standing_of(application, when=IN_TIME):
    with at(when) as now:
        found = {one.fact.code: one.standing for one in heard_facts(application, now)}
    return found["members"]


def test_applicant_is_told_what_was_declared_found_and_what_it_does_to_the_points(application):
    request = tell(application)
    thing = request.things.get()
    assert (thing.field, thing.before, thing.recognised) == ("members", "34", "5")
    assert thing.reason == FEWER
    assert thing.effect == [
        {"criterion": "A1", "declared": "10", "recognised": "2", "is_most": False},
        {"criterion": "", "declared": "10", "recognised": "2", "is_most": False},
    ]
    assert payload("findings.told")["fields"] == ["members"]
    assert differences() == []


def test_all_facts_are_recognised_before_anything_is_told(db):
    call = a_call_in_checking(1)
    row = call.applications.get()
    with at(CHECKING):
        recognise_fact(
            application=row, code="members", value="5", reason=FEWER, actor=person("Ada")
        )
    with pytest.raises(Refused, match="Najprej preverite in priznajte"):
        tell(row)


def test_nothing_is_told_where_nothing_differs(db):
    call = a_call_in_checking(1)
    row = call.applications.get()
    recognise(row)
    with pytest.raises(Refused, match="Ni priznanega podatka"):
        tell(row)
    assert not Request.objects.exists()


def test_answer_changes_nothing_and_is_given_once_by_the_owner(application):
    request = tell(application)
    with pytest.raises(Refused, match="prevzemite"):
        say(request, "Članov je 34.", when=CHECKING)
    accept(request)
    for stranger in ("Ada", "Nika", "Celia"):
        with pytest.raises(PermissionDenied):
            say(request, "Članov je 34.", who=stranger)
    done = say(request, "Članov je 34, potrdila pošiljamo.")
    assert done.outcome == RequestOutcome.ANSWERED
    application.refresh_from_db()
    assert application.answers["members"] == "34"
    with pytest.raises(Refused, match="že zaključen"):
        say(request, "Še nekaj.")
    assert payload("findings.answered")["fields"] == ["members"]
    assert differences() == []


def test_late_answer_is_refused_and_silence_lets_the_call_go_on(application):
    request = tell_and_accept(application)
    assert request.due_at == DUE
    with pytest.raises(Refused, match="Čas za odgovor je potekel"):
        say(request, "Prepozno.", when=TOO_LATE)
    assert standing_of(application, TOO_LATE) is HearingStanding.HEARD
    with at(TOO_LATE):
        check_all(application.call)
    start(application.call)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (Statement(None, " "), "Vsaj pri enem"),
        (Statement(False, ""), "zakaj"),
        (Statement(True, "x" * 2001), "krajše"),
    ],
)
def test_answer_that_says_nothing_is_refused(application, statement, words):
    request = tell_and_accept(application)
    with at(IN_TIME), pytest.raises(Refused, match=words):
        answer_findings(request=request, statements={"members": statement}, actor=person("Bruno"))
    with at(IN_TIME), pytest.raises(Refused):
        answer_findings(
            request=request, statements={"title": Statement(True)}, actor=person("Bruno")
        )
    assert Request.objects.get().outcome == RequestOutcome.OPEN


def test_agreement_needs_no_weighing(application):
    request = say(tell_and_accept(application), agrees=True)
    assert standing_of(application) is HearingStanding.HEARD
    with pytest.raises(Refused, match="ni izjavil ničesar"):
        weigh(request)


def test_answer_is_weighed_in_a_sentence_that_can_be_mended(application):
    request = say(tell_and_accept(application), "Članov je 34.")
    assert standing_of(application) is HearingStanding.TO_WEIGH
    with pytest.raises(Refused, match="vsaj v enem uradnem jeziku"):
        weigh(request, {"sl": " ", "en": "Stays."})
    first = weigh(request)
    assert (first.kept, first.sentence) == ("5", STAYS)
    assert weigh(request).entry == first.entry
    better = weigh(request, {"sl": "Potrdil ni, ostane 5."})
    assert better.entry != first.entry
    with pytest.raises(ChangedMeanwhile):
        weigh(request, {"sl": "Drugače."}, seen="0" * 32)
    assert payload("answer.weighed")["kept"] == "5"
    assert standing_of(application) is HearingStanding.HEARD
    assert differences() == []


def test_value_towards_the_applicant_is_weighed_and_any_other_is_told_anew(application):
    request = say(tell_and_accept(application), "Članov je 34.")
    recognise(application, IN_TIME, members="28")
    assert standing_of(application) is HearingStanding.TO_WEIGH
    assert weigh(request).kept == "28"
    assert standing_of(application) is HearingStanding.HEARD
    recognise(application, IN_TIME, members="4")
    assert standing_of(application) is HearingStanding.TO_TELL
    with pytest.raises(Refused, match="znova"):
        weigh(request)
    again = tell(application, IN_TIME)
    assert (again.number, again.things.get().recognised) == (2, "4")


def test_facts_stay_while_the_applicant_is_heard(application):
    request = tell(application)
    with pytest.raises(Refused, match="še lahko izjavi"):
        recognise(application, members="10")
    with pytest.raises(Refused, match="lahko še odgovori"):
        tell(application)
    with pytest.raises(Refused, match="lahko še odgovori"):
        ask(application, "title")
    with at(CHECKING), pytest.raises(Refused, match="lahko še odgovori"):
        check_all(application.call)
    with at(CHECKING):
        take_back_request(request=request, reason="Napačno dejstvo.", actor=person("Ada"))
    recognise(application, members="10")
    assert tell(application).things.get().recognised == "10"
    assert differences() == []


def test_scoring_waits_until_everybody_was_heard(application):
    with at(CHECKING):
        check_all(application.call)
    number = application.number
    with pytest.raises(Refused, match=f"niso bili seznanjeni: {number}"):
        start(application.call, CHECKING)
    request = tell_and_accept(application)
    with pytest.raises(Refused, match=f"lahko še izjavijo: {number}"):
        start(application.call, IN_TIME)
    say(request, "Članov je 34.")
    with pytest.raises(Refused, match=f"presodite.*{number}"):
        start(application.call)
    weigh(request, when=TOO_LATE)
    assert start(application.call).state == "scoring"


def test_dismissed_application_needs_no_hearing(application):
    with at(CHECKING):
        decide_completeness(
            application=application,
            verdict="dismiss",
            findings=[{"code": "eligibility.seat", "result": "fails", "note": ""}],
            article=ARTICLE,
            fact=FEWER,
            actor=person("Ada"),
        )
    assert start(application.call, CHECKING).state == "scoring"


def test_supplemented_fact_is_recognised_and_told_anew(application):
    """What was declared is another value now, so what was told of the old one is no hearing."""
    say(tell_and_accept(application), agrees=True, when=CHECKING)
    answer(accept(ask(application, "members")), {"members": "36"}, when=CHECKING)
    application.refresh_from_db()
    assert standing_of(application) is HearingStanding.TO_TELL
    with pytest.raises(Refused, match="Najprej preverite in priznajte"):
        tell(application)
    with at(CHECKING) as now:
        assert unheard(application.call.applications.all(), now) == {
            application: HearingStanding.TO_TELL
        }


def test_answer_to_a_call_to_supplement_is_no_answer_to_what_was_found(application):
    """Each kind has its own act; with an old page of the other nothing happens."""
    lapsed = accept(ask(application, "title"))
    request = accept(tell(application, TOO_LATE), TOO_LATE)
    with at(TOO_LATE), pytest.raises(Refused):
        answer_request(request=lapsed, answers={"title": "Drug"}, actor=person("Bruno"))
    with at(TOO_LATE), pytest.raises(Refused):
        answer_request(request=request, answers={"members": "34"}, actor=person("Bruno"))
    application.refresh_from_db()
    assert application.answers["members"] == "34"
    assert Request.objects.get(pk=request.pk).outcome == RequestOutcome.OPEN


def test_letters_speak_of_the_right_to_be_heard(application):
    Letter.objects.all().delete()
    request = tell(application)
    kinds = {letter_kind("hearing", one) for one in (Notice.ASKED, Notice.WAITS, Notice.ENDS)}
    assert set(Letter.objects.values_list("kind", flat=True)) == kinds
    with at(CHECKING):
        written = write_letter(Letter.objects.get(kind="hearing-asked"))
    assert "pravico" in written.subject + written.body
    assert "dopolni" not in written.subject + written.body
    assert f"/applications/{application.number}/hearing/" in written.body
    say(accept(request), "Članov je 34.")
    assert write_letter(Letter.objects.get(kind="hearing-ends")) is None
    told = write_letter(Letter.objects.get(kind="hearing-answered"))
    assert f"/desk/applications/{application.number}/hearing/" in told.body


def test_conflict_closes_the_hearing_too(application):
    request = tell_and_accept(application)
    say(request, "Članov je 34.")
    with at(IN_TIME):
        declare_conflicts(
            call=application.call,
            answers={application.pk: (True, "Predsednica društva je moja sestra.")},
            actor=person("Ada"),
        )
    with pytest.raises(PermissionDenied):
        weigh(request)
    assert not WeighedAnswer.objects.exists()
