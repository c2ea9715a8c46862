"""A request: named things, asked until a time, answered once, with before and after."""

import json
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from accounts.refusal import Refused
from applicants.files.check import FileRefused
from audit.models import LedgerEntry
from audit.proof import fsck
from grants.actions.requests.answer_request import Upload
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.requests.take_back_request import take_back_request
from grants.application_refusals import UnfitAnswers
from grants.core.workflow import ApplicationWork
from grants.models import Application, Attachment, Call, Request, RequestOutcome
from grants.selectors.may import may
from grants.words.requests import Notice, letter_kind
from jobs.letters import write_letter
from jobs.models import Letter
from tests.grants.applying import a_pdf
from tests.grants.requests import (
    ARTICLE,
    DUE,
    IN_TIME,
    TOO_LATE,
    WHY,
    accept,
    answer,
    ask,
    ask_and_accept,
)
from tests.opened import CHECKING, a_call_in_checking, check_all
from tests.personas import person, say_roles
from tests.proof.stage import lots_with_a_file
from tests.stage import PREPARED, at

pytestmark = pytest.mark.django_db

ASKED, WAITS, ENDS, ANSWERED = (letter_kind("supplement", one) for one in Notice)


@pytest.fixture
def application(db):
    with at(PREPARED):
        say_roles()
    call = a_call_in_checking(1, lots=lots_with_a_file())
    row = call.applications.get()
    row.call = call
    return row


def differences():
    return [str(one) for one in fsck.differences()]


def entry(kind):
    row = LedgerEntry.objects.filter(type=kind).latest("seq")
    return json.loads(row.canonical), json.loads(row.payload.text)


def test_request_keeps_what_stands_there_and_opens_only_that(application):
    request = ask_and_accept(application, "members", "consent")
    assert list(request.things.values_list("field", "before", "after")) == [
        ("members", "34", None),
        ("consent", None, None),
    ]
    public, said = entry("request.made")
    assert public["pub"] == {}
    assert said["fields"] == ["members", "consent"]
    with pytest.raises(Refused, match="Poziv tega ne navaja"):
        answer(request, {"title": "Drug naslov"})
    application.refresh_from_db()
    assert application.answers["title"] == "Pesmi treh obal"


def test_answer_takes_the_place_and_both_stay_on_record(application):
    request = answer(ask_and_accept(application, "members", "plan"), {"members": "41"})
    assert request.outcome == RequestOutcome.ANSWERED
    things = list(request.things.values_list("field", "before", "after", "is_answered"))
    assert things[0] == ("members", "34", "41", True)
    assert things[1][2:] == (None, False)
    application.refresh_from_db()
    assert application.answers["members"] == "41"
    _public, said = entry("request.answered")
    assert said["fields"] == ["members"]
    assert differences() == []


def test_supplemented_plan_changes_what_is_requested(application):
    plan = {**application.answers["plan"], "requested": "350.00"}
    plan["incomes"] = [{**plan["incomes"][0], "amount": "550.00"}]
    answer(ask_and_accept(application, "plan"), {"plan": plan})
    application.refresh_from_db()
    assert application.requested_cents == 35_000
    assert differences() == []


def test_file_takes_the_place_of_one_that_cannot_be_read(application):
    first, second = (
        answer(
            ask_and_accept(application, "consent"),
            {},
            Upload("consent", "soglasje.pdf", a_pdf(words)),
            when=CHECKING,
        )
        for words in ("prvo", "drugo")
    )
    before, after = first.things.get().after, second.things.get().after
    assert second.things.get().before == before != after
    application.refresh_from_db()
    assert application.answers["consent"] == after
    assert {str(one.pk) for one in application.attachments.all()} == {*before, *after}
    assert differences() == []


def test_file_that_is_none_is_refused_and_nothing_is_kept(application):
    request = ask_and_accept(application, "consent")
    with pytest.raises(FileRefused):
        answer(request, {}, Upload("consent", "soglasje.pdf", b"MZ\x90"))
    assert not Attachment.objects.exists()
    with pytest.raises(UnfitAnswers):
        answer(
            request,
            {},
            Upload("consent", "a.pdf", a_pdf("a")),
            Upload("consent", "b.pdf", a_pdf("b")),
        )
    assert not Attachment.objects.exists()


def test_key_of_a_file_is_no_answer(application):
    """Whoever knows the key of another applicant's file does not get that file by it."""
    request = ask_and_accept(application, "consent")
    with pytest.raises(Refused, match="datoteka"):
        answer(request, {"consent": ["1b4e28ba-2fa1-11d2-883f-0016d3cca427"]})
    assert Request.objects.get().outcome == RequestOutcome.OPEN


@pytest.mark.parametrize(
    "changes",
    [
        {"requested": "0.00"},
        {"requested": "400.00", "incomes": []},
        {"requested": "999999.00"},
    ],
)
def test_answer_has_to_fit_as_the_submit_insists(application, changes):
    """There is no second answer, so what a draft may still hold is refused here."""
    request = ask_and_accept(application, "plan")
    with pytest.raises(UnfitAnswers):
        answer(request, {"plan": {**application.answers["plan"], **changes}})
    application.refresh_from_db()
    assert application.requested_cents == 40_000


def test_last_moment_is_in_time_and_the_next_one_is_not(application):
    request = ask_and_accept(application, "members")
    with pytest.raises(Refused, match="Čas za odgovor je potekel"):
        answer(request, {"members": "41"}, when=TOO_LATE)
    assert answer(request, {"members": "41"}, when=IN_TIME).closed_at == DUE


def test_request_is_answered_once_and_by_the_owner(application):
    request = ask_and_accept(application, "members")
    for stranger in ("Ada", "Nika", "Celia"):
        with pytest.raises(PermissionDenied):
            answer(request, {"members": "41"}, who=stranger)
    answer(request, {"members": "41"})
    with pytest.raises(Refused):
        answer(request, {"members": "42"})
    application.refresh_from_db()
    assert application.answers["members"] == "41"


@pytest.mark.parametrize("answers", [{}, {"members": ""}])
def test_nothing_is_no_answer(application, answers):
    request = ask_and_accept(application, "members")
    with pytest.raises(Refused, match="ničesar"):
        answer(request, answers)
    assert Request.objects.get().outcome == RequestOutcome.OPEN


def test_answer_that_the_field_cannot_hold_is_refused(application):
    request = ask_and_accept(application, "members")
    with pytest.raises(UnfitAnswers):
        answer(request, {"members": "veliko"})
    application.refresh_from_db()
    assert application.answers["members"] == "34"


@pytest.mark.parametrize(
    ("fields", "changes", "words"),
    [
        ((), {}, "vsaj eno"),
        (("nowhere",), {}, "ne sprašuje"),
        (("members", "members"), {}, "ne sprašuje"),
        (("members",), {"reason": {"sl": " ", "en": "Missing."}}, "uradnem jeziku"),
        (("members",), {"article": {"sl": "", "it": ""}}, "člen"),
    ],
)
def test_request_without_its_grounds_is_refused(application, fields, changes, words):
    with pytest.raises(Refused, match=words):
        ask(application, *fields, **changes)
    assert not Request.objects.exists()


def test_one_official_language_is_enough(application):
    request = ask(application, "members", reason={"sl": "Manjka.", "it": ""})
    assert request.things.get().reason == {"sl": "Manjka."}


def test_time_runs_from_the_delivery_and_ends_on_a_working_day(application):
    """Asked on 5 November; what nobody takes over counts as delivered on the 20th."""
    request = ask(application, "members")
    assert request.due_at == datetime.fromisoformat("2026-11-30T23:59:59.999999+01:00")
    with pytest.raises(Refused, match="prevzemite"):
        answer(request, {"members": "41"}, when=CHECKING)
    taken = accept(request, when="2026-11-06T08:00:00+01:00")
    # The eighth day is a Saturday.
    assert taken.due_at == datetime.fromisoformat("2026-11-16T23:59:59.999999+01:00")
    again = accept(request, when="2026-11-09T08:00:00+01:00")
    assert (again.due_at, again.delivered_at) == (taken.due_at, taken.delivered_at)
    assert differences() == []


def test_what_nobody_takes_over_is_answered_after_the_fiction(application):
    request = ask(application, "members")
    answer(request, {"members": "41"}, when="2026-11-21T08:00:00+01:00")
    assert Request.objects.get().outcome == RequestOutcome.ANSWERED


def test_letters_tell_that_it_waits_and_remind_before_the_end(application):
    Letter.objects.all().delete()
    request = ask(application, "members")
    kinds = dict(Letter.objects.values_list("kind", "due_at"))
    assert set(kinds) == {ASKED, WAITS, ENDS}
    accept(request)
    assert Letter.objects.get(kind=ENDS).due_at == DUE - timedelta(days=2)
    with at(CHECKING):
        written = write_letter(Letter.objects.get(kind=ASKED))
        assert "Podatek manjka" not in written.body
        assert f"/applications/{application.number}/supplement/" in written.body
        assert write_letter(Letter.objects.get(kind=WAITS)) is None
    answer(request, {"members": "41"})
    assert write_letter(Letter.objects.get(kind=ENDS)) is None
    assert Letter.objects.get(kind=ANSWERED).address == person("Ada").email


def test_request_is_taken_back_only_while_completeness_is_checked(application):
    request = ask_and_accept(application, "members")
    Application.objects.filter(pk=application.pk).update(state="complete")
    with at(CHECKING), pytest.raises(Refused, match="O popolnosti te vloge je odločeno"):
        take_back_request(request=request, reason="Ni treba.", actor=person("Ada"))
    Call.objects.filter(pk=application.call_id).update(state="scoring")
    with at(CHECKING), pytest.raises(Refused, match="Popolnost se zdaj ne preverja"):
        take_back_request(request=request, reason="Ni treba.", actor=person("Ada"))


def test_nobody_is_judged_while_the_time_runs(application):
    ask_and_accept(application, "members")
    with at(IN_TIME), pytest.raises(Refused, match="13"):
        check_all(application.call)
    with pytest.raises(Refused, match="lahko še odgovori"):
        ask(application, "title")
    with at(TOO_LATE):
        check_all(application.call)
    application.refresh_from_db()
    assert application.state == "complete"


def test_request_is_taken_back_with_a_reason(application):
    request = ask_and_accept(application, "members")
    with at(CHECKING), pytest.raises(Refused, match="zakaj"):
        take_back_request(request=request, reason=" ", actor=person("Ada"))
    with at(CHECKING), pytest.raises(PermissionDenied):
        take_back_request(request=request, reason="Ni treba.", actor=person("Bruno"))
    with at(CHECKING):
        take_back_request(request=request, reason="Podatek je v vlogi.", actor=person("Ada"))
        check_all(application.call)
    with pytest.raises(Refused):
        answer(request, {"members": "41"})
    assert differences() == []


def test_whose_turn_it_is(application):
    ada, bruno = person("Ada"), person("Bruno")
    now = datetime.fromisoformat(CHECKING)
    assert may(ApplicationWork.REQUEST_SUPPLEMENT, application, ada, now)
    assert not may(ApplicationWork.ANSWER_REQUEST, application, bruno, now)
    ask(application, "members")
    assert not may(ApplicationWork.REQUEST_SUPPLEMENT, application, ada, now)
    assert may(ApplicationWork.ANSWER_REQUEST, application, bruno, now)
    assert not may(ApplicationWork.ANSWER_REQUEST, application, ada, now)


def test_request_about_a_sealed_application_is_refused(db):
    call = a_call_in_checking(1)
    call.applications.update(state="submitted")
    row = call.applications.get()
    with at(CHECKING), pytest.raises((Refused, PermissionDenied)):
        request_supplement(
            application=row,
            things=[Wanted("members", WHY, ARTICLE)],
            actor=person("Ada"),
        )


@pytest.mark.parametrize(
    "change",
    [
        {"due_at": DUE.replace(year=2027)},
        {"days": 30},
        {"delivered_at": None},
        {"outcome": ""},
        {"closed_because": "x"},
    ],
)
def test_what_was_asked_and_answered_never_changes(application, change):
    request = answer(ask_and_accept(application, "members"), {"members": "41"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(**change)


@pytest.mark.parametrize("change", [{"before": "1"}, {"after": "99"}, {"is_answered": False}])
def test_before_and_after_never_change(application, change):
    request = answer(ask_and_accept(application, "members"), {"members": "41"})
    with pytest.raises(DatabaseError), transaction.atomic():
        request.things.update(**change)


def test_answer_changed_behind_the_program_is_found(application):
    answer(ask_and_accept(application, "members"), {"members": "41"})
    application.refresh_from_db()
    application.answers["members"] = "99"
    application.save(update_fields=["answers"])
    assert any("not what was supplemented" in one for one in differences())
