"""What stands on the paper is typed by the officer, checked and supplemented as what is online."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile, mark_of
from audit.proof import fsck
from audit.proof.fsck import Difference
from grants.actions.checking.decide_completeness import decide_completeness
from grants.actions.checking.transcribe_paper import stored_transcription, transcribe_paper
from grants.application_refusals import UnfitAnswers
from grants.models import Application, Transcription
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.start_scoring import _require_answers
from tests.grants.papers import POSTED_LATE, a_paper
from tests.opened import CHECKING, CLOSING, a_call_with_committee, a_sent_application, open_call
from tests.personas import person, say_roles
from tests.proof.stage import ARTICLE, FACT, lots_with_a_file
from tests.proof.tampering import nothing_refuses
from tests.small_call import ANSWERS
from tests.stage import PREPARED, at

LABELS = {"members": "Člani", "plan": "Finančna"}

pytestmark = pytest.mark.django_db


def in_checking(**paper) -> Application:
    with at(PREPARED):
        say_roles()
    call = a_call_with_committee(lots=lots_with_a_file())
    a_sent_application(call, "Društvo Prvo")
    row = a_paper(call, **paper)
    open_call(call)
    with at(CLOSING):
        close_opening_session(
            call=call,
            public_present=0,
            remarks="",
            actor=person("Cvetka"),
        )
    row.refresh_from_db()
    return row


def typed(row, answers=ANSWERS, by="Ada", **more):
    given = {"in_scan": ["consent"], "eligibility": {"seat": True}, **more}
    with at(CHECKING):
        return transcribe_paper(application=row, answers=answers, actor=person(by), **given)


def decided(row, verdict):
    with at(CHECKING):
        return decide_completeness(
            application=row,
            verdict=verdict,
            findings=[{"code": "eligibility.seat", "result": "holds", "note": ""}]
            if verdict == "complete"
            else [],
            article=ARTICLE if verdict == "dismiss" else {},
            fact=FACT if verdict == "dismiss" else {},
            actor=person("Ada"),
        )


def differences():
    return [str(one) for one in fsck.findings(fsck.registered()) if isinstance(one, Difference)]


def test_typed_paper_has_its_sums_its_facts_and_is_found_complete():
    row = in_checking()
    typed(row)
    row.refresh_from_db()
    scan = row.attachments.get()
    assert row.requested_cents
    assert (row.title, row.answers["consent"]) == (ANSWERS["title"], [str(scan.pk)])
    assert row.applicant["eligibility"] == {"seat": True}
    assert differences() == []
    decided(row, "complete")
    row.refresh_from_db()
    assert row.state == "complete"
    assert differences() == []


@pytest.mark.parametrize("lacking", ["members", "plan"])
def test_nobody_is_judged_by_what_the_paper_lacks(lacking):
    row = in_checking()
    typed(row, {code: value for code, value in ANSWERS.items() if code != lacking})
    for verdict in ("complete", "dismiss"):
        with pytest.raises(Refused, match=LABELS[lacking]) as refused:
            decided(row, verdict)
        assert refused.value.field == "verdict"
    typed(row)
    decided(row, "complete")
    with at(CHECKING), nothing_refuses():
        Application.objects.filter(pk=row.pk).update(answers={})
        with pytest.raises(Refused, match=row.number):
            _require_answers(row.call)
    row.refresh_from_db()
    assert row.state == "complete"


def test_a_number_of_which_nothing_can_be_computed_is_no_answer():
    row = in_checking()
    typed(row, {**ANSWERS, "members": "9999"})
    with pytest.raises(Refused, match=LABELS["members"]):
        decided(row, "complete")


def test_nothing_is_decided_before_it_is_typed():
    row = in_checking()
    for verdict in ("complete", "dismiss"):
        with pytest.raises(Refused) as refused:
            decided(row, verdict)
        assert refused.value.field == "verdict"


def test_late_paper_is_dismissed_without_being_read():
    row = in_checking(filed=POSTED_LATE)
    with pytest.raises(Refused):
        typed(row)
    with pytest.raises(Refused):
        decided(row, "complete")
    decided(row, "dismiss")
    row.refresh_from_db()
    assert row.state == "dismissed"
    assert differences() == []


def test_same_again_writes_nothing_and_a_correction_is_entered():
    row = in_checking()
    first = typed(row)
    assert typed(row).entry == first.entry
    second = typed(row, {**ANSWERS, "members": "12"})
    assert second.entry != first.entry
    assert Transcription.objects.get().answers["members"] == "12"
    assert differences() == []


def test_two_officers_do_not_overwrite_each_other():
    row = in_checking()
    seen = mark_of(stored_transcription(None))
    typed(row, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        typed(row, {**ANSWERS, "members": "12"}, seen=seen)


def test_what_no_application_can_hold_is_not_typed():
    row = in_checking()
    with pytest.raises(UnfitAnswers):
        typed(row, {**ANSWERS, "members": "veliko"})
    assert not Transcription.objects.exists()


@pytest.mark.parametrize("name", ["Celia", "Emil", "Fani", "Bruno"])
def test_only_the_officer_types(name):
    row = in_checking()
    with pytest.raises(PermissionDenied):
        typed(row, by=name)


def test_what_was_sent_online_is_not_typed():
    row = in_checking()
    online = row.call.applications.exclude(pk=row.pk).get()
    with pytest.raises(Refused):
        typed(online)


def test_what_is_changed_behind_the_program_is_found():
    row = in_checking()
    typed(row)
    Application.objects.filter(pk=row.pk).update(answers={**ANSWERS, "title": "Drugo"})
    assert any("typed from its scan" in one for one in differences())
