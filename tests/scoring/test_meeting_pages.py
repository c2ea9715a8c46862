"""The page of the meeting: reasons, agreed values, cases in conflict."""

import re

import pytest
from django.urls import reverse

from scoring.actions.meetings.sign_minutes import sign_minutes
from scoring.models import CriterionReason
from scoring.selectors.meetings.running import running_meeting
from tests.awards.proposals import PROPOSED, an_allocation
from tests.meetings import end, meet, sign_all, vote_on_proposal
from tests.personas import person
from tests.scoring.committee import (
    SCORED,
    a_revealed_call,
    a_scoring_call,
    declare,
    fill_and_lock,
    member,
)
from tests.scoring.test_committee_pages import enter, post, url, words_of
from tests.scoring.test_meeting import agreed_lots
from tests.stage import at

pytestmark = pytest.mark.django_db


def test_meeting_begins_with_the_widest_spread_and_the_members_own_words(client):
    call, [application] = a_revealed_call(
        {"Igor": ("full", ""), "Celia": ("none", "Zasnove ni"), "Valter": ("some", "Jasna.")}
    )
    page = words_of(enter(client, "Lea").get(url("meeting", call)))

    assert "Zasnove ni. Jasna." in page
    assert application.title in page


def test_reason_is_written_in_one_language_and_then_the_other(client):
    given = dict.fromkeys(("Igor", "Celia", "Valter"), ("some", "Izvajalci"))
    call, [application] = a_revealed_call(given)
    enter(client, "Lea")
    address = url("case", call, application.number, "A2")

    post(client, address, {"do": "save", "reason-sl": "Izvajalci.", "reason-it": ""})
    assert CriterionReason.objects.get().text == {"sl": "Izvajalci."}
    post(client, address, {"do": "level"})
    assert CriterionReason.objects.get().text == {
        "sl": "Zasnova je jasna.",
        "it": "L’idea è chiara.",
    }
    assert "Show only" not in words_of(client.get(url("meeting", call) + "?show=missing"))


def test_text_of_a_level_is_not_offered_for_a_mean_of_different_levels(client):
    call, [application] = a_revealed_call()
    enter(client, "Lea")
    address = url("case", call, application.number, "A2")

    page = words_of(client.get(url("meeting", call)))
    assert 'value="level"' not in page
    assert "Člani so izbrali različne ravni" in page
    refused = post(client, address, {"do": "level", "reason-sl": "Moj stavek."})
    assert refused.status_code == 422
    assert "Moj stavek." in words_of(refused)
    assert not CriterionReason.objects.exists()


def test_reason_refuses_what_is_no_text_and_keeps_it(client):
    call, [application] = a_revealed_call()
    enter(client, "Lea")
    address = url("case", call, application.number, "A2")

    refused = post(client, address, {"do": "save", "reason-sl": "x" * 4001, "reason-it": "Sì."})

    assert refused.status_code == 422
    assert "Sì." in words_of(refused)
    assert not CriterionReason.objects.exists()


def test_reason_that_chair_and_secretary_write_at_once_shows_both_texts(client):
    call, [application] = a_revealed_call()
    enter(client, "Igor")
    case = url("meeting", call) + f"?case={application.number}.A2"
    seen = re.search(r'name="seen" value="(\w+)"', words_of(client.get(case)))[1]
    data = {"do": "save", "seen": seen, "reason-sl": "Predsednikov stavek."}
    address = url("case", call, application.number, "A2")
    assert post(client, address, data).status_code == 302

    asked = post(enter(client, "Lea"), address, data | {"reason-sl": "Tajničin stavek."})
    assert asked.status_code == 422
    assert "Medtem je bilo tu shranjeno: »Predsednikov stavek.«." in words_of(asked)
    assert "Tajničin stavek.</textarea>" in words_of(asked)
    assert CriterionReason.objects.get().text["sl"] == "Predsednikov stavek."


def test_agreed_value_is_recorded_at_the_meeting(client):
    call, [application] = a_revealed_call(lots=agreed_lots())
    with at(SCORED):
        meet(call)
    enter(client, "Igor")
    address = url("case", call, application.number, "A2")

    assert post(client, address, {"do": "agree", "value": ""}).status_code == 422
    assert post(client, address, {"do": "agree", "value": "some"}).status_code == 302
    assert application.agreed_scores.get().value == "some"
    assert (
        post(enter(client, "Celia"), address, {"do": "agree", "value": "full"}).status_code == 403
    )


def test_agreed_value_that_another_has_recorded_meanwhile_is_asked_about(client):
    call, [application] = a_revealed_call(lots=agreed_lots())
    with at(SCORED):
        meet(call)
    address = url("case", call, application.number, "A2")
    enter(client, "Igor")
    here = f"{url('meeting', call)}?case={application.number}.A2"
    seen = client.get(here).context["agreed_seen"]
    assert post(client, address, {"do": "agree", "value": "some", "seen": seen}).status_code == 302
    answer = post(client, address, {"do": "agree", "value": "full", "seen": seen})
    assert answer.status_code == 422
    assert application.agreed_scores.get().value == "some"
    seen = answer.context["agreed_seen"]
    assert post(client, address, {"do": "agree", "value": "full", "seen": seen}).status_code == 302
    assert application.agreed_scores.get().value == "full"


def test_scores_without_differences_are_agreed_together(client):
    same = {"Igor": ("some", "Jasna."), "Celia": ("some", "Jasna."), "Valter": ("some", "Jasna.")}
    call, [application] = a_revealed_call(same, lots=agreed_lots())
    with at(SCORED):
        meet(call)
    enter(client, "Celia")
    assert post(client, url("agree_common", call), {}).status_code == 403

    enter(client, "Lea")
    assert post(client, url("agree_common", call), {}).status_code == 302
    assert post(client, url("agree_common", call), {}).status_code == 302
    assert application.agreed_scores.get().value == "some"


def test_scores_that_differ_are_not_agreed_together(client):
    call, [application] = a_revealed_call(lots=agreed_lots())
    enter(client, "Lea")

    post(client, url("agree_common", call), {})
    assert not application.agreed_scores.exists()


def test_case_in_conflict_is_not_on_the_list_of_that_member(client):
    call, [application] = a_scoring_call()
    declare(call, "Celia", {application.pk: (True, "Članica odbora.")})
    for name in ("Igor", "Valter"):
        fill_and_lock(application, name)
    enter(client, "Igor")
    post(client, url("reveal_scores", call), {})

    page = words_of(enter(client, "Celia").get(url("meeting", call)))
    assert application.title not in page
    address = url("case", call, application.number, "A2")
    assert post(client, address, {"do": "save"}).status_code == 404


def test_refused_minutes_lead_to_a_new_meeting_on_every_page(client):
    allocation, _applications = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        vote_on_proposal(call)
        meeting = end(call)
        why = "Glasovanja ni bilo."
        sign_minutes(meeting=meeting, actor=member("Igor"), refuses=True, words=why)
        client.force_login(member("Celia"))
        assert "Podpišite zapisnik seje" in words_of(client.get(reverse("reports:desk")))
        sign_all(meeting)
    again, begin = "znova glasuje", url("meeting_begin", call)
    minutes = url("meeting_minutes", call, 1)
    for name, address, leads in (
        ("Igor", minutes, True),
        ("Igor", url("meeting", call), True),
        ("Igor", url("meeting_proposal", call), True),
        ("Igor", reverse("reports:desk"), False),
        ("Celia", minutes, False),
        ("Ada", minutes, False),
        ("Ada", reverse("reports:workspace", args=[call.code]), False),
        ("Ada", reverse("reports:desk"), False),
    ):
        with at(PROPOSED):
            client.force_login(member(name) if name != "Ada" else person(name))
            page = words_of(client.get(address))
        assert again in page.lower(), (name, address)
        assert (begin in page) is leads, (name, address)


def test_officer_notes_who_has_gone_and_sees_no_meeting(client):
    call, _applications = a_revealed_call()
    with at(SCORED):
        meeting = meet(call) or running_meeting(call)
        client.force_login(person("Ada"))
        address = url("meeting_attendance", call)
        assert address in words_of(client.get(url("meeting_minutes", call, 1)))
        there = [member(name).pk for name in ("Celia", "Valter")]
        given = {"present": there, "presides": member("Celia").pk}
        page = client.get(address)
        given["seen"] = page.context["form"]["seen"].value()
        assert client.post(address, given).url == url("sheets", call)
    meeting.refresh_from_db()
    assert [line["name"] for line in meeting.present] == ["Celia Vidmar", "Valter Renko"]


def test_attendance_of_people_that_nobody_knows_is_refused_and_stays(client):
    call, _applications = a_revealed_call()
    with at(SCORED):
        meet(call)
        client.force_login(member("Igor"))
        for wrong in ("x", "-1", "9" * 30, "1\0", str(person("Ada").pk)):
            given = {"present": [member("Igor").pk, wrong], "presides": wrong, "seen": wrong}
            answer = client.post(url("meeting_attendance", call), given)
            assert answer.status_code == 422
            assert {"present", "presides"} <= answer.context["form"].errors.keys()
    assert len(running_meeting(call).attendance) == 1
