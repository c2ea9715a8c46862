"""Start, save, send, replace, withdraw: the acts of an applicant."""

from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied

from applicants.models import MembershipRole
from audit.models import LedgerEntry
from callfile.form.problems import ProblemCode
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.actions.applying.withdraw_application import withdraw_application
from grants.application_refusals import (
    CallNotOpen,
    LimitReached,
    NotComplete,
    StaleDraft,
    UnfitAnswers,
)
from grants.core.workflow import StepNotAllowed
from grants.models import Application
from grants.sealed_content import read_sealed
from tests.grants.applying import a_draft, a_filled_draft, add_member, moment
from tests.personas import person
from tests.small_call import ANSWERS, PLAN
from tests.stage import DEADLINE, FILING, LATE, PUBLISHED, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db


def _answers(application: Application) -> dict[str, object]:
    content = read_sealed(application=application, actor=person("Bruno"), at=moment(FILING))
    return content.answers


def test_start_application_numbers_a_sealed_draft():
    draft = a_draft()
    assert draft.number == "M27-A-001"
    assert draft.state == "draft"
    assert draft.answers is None
    assert _answers(draft) == {}


def test_start_application_is_for_owners_and_editors():
    organisation = an_organisation()
    call = a_published_call()
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    for name in ("Vera", "Dario"):
        with at(FILING), pytest.raises(PermissionDenied):
            start_application(
                lot=call.lots.get(code="A"),
                organisation=organisation,
                language="sl",
                actor=person(name),
            )


@pytest.mark.parametrize("when", [PUBLISHED, LATE])
def test_start_application_needs_an_open_call(when):
    call = a_published_call()
    with at(when), pytest.raises(CallNotOpen):
        start_application(
            lot=call.lots.get(code="A"),
            organisation=an_organisation(),
            language="sl",
            actor=person("Bruno"),
        )


def test_start_application_keeps_to_the_limits():
    call, organisation = a_published_call(), an_organisation()
    for _ in range(2):
        a_draft(call, organisation)
    with pytest.raises(LimitReached) as refused:
        a_draft(call, organisation)
    assert refused.value.in_lot
    assert call.applications.count() == 2


def test_save_answers_keeps_what_it_is_not_told():
    draft = a_draft()
    with at(FILING):
        first = save_answers(
            application=draft, answers={"members": "34"}, draft_version=1, actor=person("Bruno")
        )
        second = save_answers(
            application=draft, answers={"title": "Zbor"}, draft_version=2, actor=person("Bruno")
        )
    assert (first.draft_version, second.draft_version) == (2, 3)
    assert _answers(second) == {"members": "34", "title": "Zbor"}


def test_save_answers_refuses_a_stale_tab():
    draft = a_filled_draft()
    with at(FILING), pytest.raises(StaleDraft) as refused:
        save_answers(
            application=draft, answers={"members": "1"}, draft_version=1, actor=person("Bruno")
        )
    assert refused.value.draft_version == draft.draft_version
    assert _answers(draft)["members"] == "34"


@pytest.mark.parametrize(
    "answers",
    [
        {"members": "veliko"},
        {"members": 34},
        {"title": "\x00"},
        {"title": ["x"]},
        {"title": "x" * 200},
        {"plan": {"costs": "vse"}},
        {"truthful": "da"},
        {"unknown": "x"},
    ],
)
def test_save_answers_refuses_what_no_draft_can_hold(answers):
    draft = a_draft()
    with at(FILING), pytest.raises(UnfitAnswers):
        save_answers(application=draft, answers=answers, draft_version=1, actor=person("Bruno"))
    assert _answers(draft) == {}


def test_save_answers_holds_what_is_only_not_right_yet():
    draft = a_draft()
    plan = {**deepcopy(PLAN), "requested": "100.00"}
    with at(FILING):
        saved = save_answers(
            application=draft, answers={"plan": plan}, draft_version=1, actor=person("Bruno")
        )
    assert _answers(saved) == {"plan": plan}


def test_save_answers_is_not_for_viewers():
    organisation = an_organisation()
    draft = a_draft(organisation=organisation)
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    with at(FILING), pytest.raises(PermissionDenied):
        save_answers(application=draft, answers={}, draft_version=1, actor=person("Vera"))


def test_submit_application_gives_a_receipt_and_an_entry():
    draft = a_filled_draft()
    with at(FILING):
        sent = submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert draft.submitted_at == sent.submitted_at == moment(FILING)
    assert draft.answers is None
    entry = sent.receipt["entry"]
    assert entry["type"] == "application.submitted"
    assert entry["pub"] == {}
    payload = dict(sent.receipt["payload"])
    assert payload.pop("rows").keys() == {"application", "submission", "state"}
    assert payload == {
        "number": "M27-A-001",
        "lot": "A",
        "sequence": 1,
        "sha256": sent.sha256,
        "attachments": [],
    }


def test_submit_application_twice_is_once():
    draft = a_filled_draft()
    with at(FILING):
        first, second = (
            submit_application(
                application=draft, draft_version=draft.draft_version, actor=person("Bruno")
            )
            for _ in range(2)
        )
    assert first == second
    assert LedgerEntry.objects.filter(type="application.submitted").count() == 1


def test_submit_application_at_the_deadline_is_in_time_and_a_second_later_is_not():
    call = a_published_call()
    punctual = a_filled_draft(call)
    late = a_filled_draft(call, an_organisation("Pihalni orkester"))
    with at(DEADLINE):
        submit_application(
            application=punctual, draft_version=punctual.draft_version, actor=person("Bruno")
        )
    with at(LATE), pytest.raises(CallNotOpen):
        submit_application(
            application=late, draft_version=late.draft_version, actor=person("Bruno")
        )
    late.refresh_from_db()
    assert late.state == "draft"


def test_submit_application_names_everything_that_is_missing():
    draft = a_draft()
    with at(FILING), pytest.raises(NotComplete) as refused:
        submit_application(application=draft, draft_version=1, actor=person("Bruno"))
    assert [problem.place for problem in refused.value.problems] == [
        "title",
        "members",
        "plan",
        "truthful",
    ]
    assert {problem.code for problem in refused.value.problems} == {ProblemCode.MISSING}
    assert refused.value.unanswered == ["seat"]


def test_submit_application_wants_a_balanced_plan():
    draft = a_filled_draft(plan={**deepcopy(PLAN), "requested": "399.99"})
    with at(FILING), pytest.raises(NotComplete) as refused:
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    [problem] = refused.value.problems
    assert problem.code is ProblemCode.NOT_BALANCED


@pytest.mark.parametrize("role", [MembershipRole.EDITOR, MembershipRole.VIEWER])
def test_submit_application_is_for_owners(role):
    organisation = an_organisation()
    draft = a_filled_draft(organisation=organisation)
    add_member(organisation, "Vera", role)
    with at(FILING), pytest.raises(PermissionDenied):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Vera")
        )


def test_submit_application_of_a_stale_tab_sends_nothing():
    draft = a_filled_draft()
    with at(FILING), pytest.raises(StaleDraft):
        submit_application(application=draft, draft_version=1, actor=person("Bruno"))
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_submit_application_again_replaces_until_the_deadline():
    draft = a_filled_draft()
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
        changed = save_answers(
            application=draft,
            answers={"members": "35"},
            draft_version=draft.draft_version,
            actor=person("Bruno"),
        )
        second = submit_application(
            application=draft, draft_version=changed.draft_version, actor=person("Bruno")
        )
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert second.sequence == 2
    assert second.receipt["entry"]["type"] == "application.replaced"


def test_withdraw_application_ends_it_and_frees_its_place():
    call, organisation = a_published_call(), an_organisation()
    draft = a_filled_draft(call, organisation)
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
        withdrawn = withdraw_application(application=draft, actor=person("Bruno"))
        assert withdraw_application(application=draft, actor=person("Bruno")) == withdrawn
    assert withdrawn.state == "withdrawn"
    assert LedgerEntry.objects.filter(type="application.withdrawn").count() == 1
    for _ in range(2):
        a_draft(call, organisation)


def test_withdraw_application_is_over_after_the_deadline():
    draft = a_filled_draft()
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    with at(LATE), pytest.raises(CallNotOpen):
        withdraw_application(application=draft, actor=person("Bruno"))


def test_withdraw_application_does_not_take_a_draft():
    draft = a_filled_draft()
    with at(FILING), pytest.raises(StepNotAllowed):
        withdraw_application(application=draft, actor=person("Bruno"))
    assert not LedgerEntry.objects.filter(type="application.withdrawn").exists()


def test_answers_of_the_tests_fit_the_small_call():
    assert _answers(a_filled_draft()) == ANSWERS
