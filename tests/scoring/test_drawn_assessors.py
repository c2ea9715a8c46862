"""Assessors that are drawn: from what, who they are, and who steps in."""

import json
from collections import Counter
from datetime import date

import pytest

from accounts.refusal import Refused
from audit.core.canonical import digest
from audit.models import LedgerEntry
from jobs.models import Letter
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.committee.exclude_member import exclude_member
from scoring.actions.committee.excuse_member import excuse_member
from scoring.actions.committee.give_seat import Taker, give_seat
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.core.run.draw import drawn_again
from scoring.models import AssessorDraw, CommitteeMember, CommitteeRole, ScoreSheet
from scoring.selectors.due_sheets import due_sheets
from scoring.selectors.runs.evaluation import evaluation_of
from scoring.selectors.sheets import MemberSheets, SheetState, progress_of_members, sheet_progress
from scoring.waiting_mail import SHEETS_OPEN
from tests.personas import person
from tests.scoring.committee import (
    CHECKED,
    SCORED,
    a_checking_call,
    a_committee,
    a_scoring_call,
    an_opened_application,
    declare,
    fill,
    fill_and_lock,
    member,
)
from tests.scoring.drawing import a_drawn_call, drawing_lots, drawn_names
from tests.scoring.test_waiting_mail import told
from tests.stage import at

pytestmark = pytest.mark.django_db
MEMBERS = ("Igor", "Celia", "Valter")


def seat(call, name):
    return CommitteeMember.objects.get(committee__call=call, user=member(name))


def states(call, name):
    sheets = MemberSheets(seat(call, name), due_sheets([call]))
    return [state for _pk, _number, state in sheets.places]


def step_out(call, application, name):
    with at(SCORED):
        declare_conflicts(
            call=call, answers={application.pk: (True, "Sorodnik.")}, actor=member(name)
        )


def test_each_application_has_as_many_as_the_call_says_and_the_load_is_even():
    call, applications = a_drawn_call(5)

    names = [drawn_names(one) for one in applications]
    assert {len(found) for found in names} == {2}
    loads = Counter(name for found in names for name in found)
    assert set(loads) == set(MEMBERS)
    assert max(loads.values()) - min(loads.values()) <= 1
    assert sheet_progress(call).expected == 10
    by_member = {pk: due for pk, (_locked, due) in progress_of_members(call).items()}
    assert by_member == {seat(call, name).pk: loads[name] for name in MEMBERS}
    assert states(call, "Ines") == [SheetState.NOT_MINE] * 5


def test_draw_follows_from_the_entry_that_began_the_scoring_and_anyone_can_repeat_it():
    call, applications = a_drawn_call(4)
    kept = AssessorDraw.objects.get(call=call)

    begun, drawn = LedgerEntry.objects.filter(call_code=call.code).order_by("-seq")[:2][::-1]
    assert begun.type == "call.advanced"
    assert kept.seed == begun.leaf_hash
    assert json.loads(drawn.canonical)["pub"] == {"seed": kept.seed, "draw": digest(kept.draw)}
    payload = json.loads(begun.payload.text)["draw"]
    assert payload["seats"] == 4
    assert [row["number"] for row in payload["applications"]] == [
        one.number for one in applications
    ]

    evaluation = evaluation_of(call)
    again = drawn_again(call.content, evaluation)
    assert again["order"] == {row["number"]: row["order"] for row in kept.draw["applications"]}
    holder = {str(place): pk for place, pk in enumerate(kept.seats, 1)}
    for one in applications:
        names = [seat(call, name).pk for name in drawn_names(one)]
        assert names == [holder[number] for number in again["drawn"][one.number]]


def test_seats_of_a_published_draw_stand_in_no_order_of_the_committee():
    call, _applications = a_drawn_call(1)
    kept = AssessorDraw.objects.get(call=call)
    text = json.dumps(kept.draw)
    for name in (*MEMBERS, "Ines"):
        assert member(name).name not in text
    assert sorted(kept.seats) == sorted(seat(call, name).pk for name in (*MEMBERS, "Ines")), (
        "the secretary scores nothing"
    )


def test_whoever_steps_out_is_not_drawn():
    call = a_checking_call(lots=drawing_lots())
    applications = [an_opened_application(call, f"Društvo {n}") for n in range(1, 4)]
    a_committee(call)
    declare(call, "Celia", {one.pk: (True, "Sorodnik.") for one in applications[:2]})
    for name in ("Igor", "Valter", "Ines"):
        declare(call, name)
    with at(CHECKED):
        start_scoring(call=call, actor=person("Ada"))

    assert [sorted(drawn_names(one)) for one in applications[:2]] == [["Igor", "Valter"]] * 2
    assert "Celia" in drawn_names(applications[2])


def test_later_conflict_brings_in_who_stands_next_and_nobody_else():
    call, applications = a_drawn_call(3)
    before = {one.pk: drawn_names(one) for one in applications}
    first = applications[0]
    gone = before[first.pk][0]
    [left] = set(MEMBERS) - set(before[first.pk])

    step_out(call, first, gone)
    assert drawn_names(first) == [before[first.pk][1], left]
    assert [drawn_names(one) for one in applications[1:]] == [
        before[one.pk] for one in applications[1:]
    ]
    step_out(call, first, left)
    assert drawn_names(first) == [before[first.pk][1], "Ines"], "the substitute in the end"
    step_out(call, first, "Ines")
    assert drawn_names(first) == [before[first.pk][1]]
    assert sheet_progress(call).short_numbers == (first.number,)


def test_nobody_else_writes_a_sheet():
    _call, [first, *_rest] = a_drawn_call(3)
    drawn = drawn_names(first)
    [other] = set(MEMBERS) - set(drawn)

    with at(SCORED), pytest.raises(Refused, match="drug član"):
        save_sheet(application=first, criterion="A2", value="full", reason="", actor=member(other))
    with at(SCORED), pytest.raises(Refused, match="drug član"):
        lock_sheet(application=first, actor=member(other))
    assert not ScoreSheet.objects.exists()


def test_scores_are_shown_when_the_drawn_ones_have_locked():
    call, applications = a_drawn_call(3)
    for one in applications[:-1]:
        for name in drawn_names(one):
            fill_and_lock(one, name)
    with at(SCORED), pytest.raises(Refused, match=applications[-1].number):
        reveal_scores(call=call, actor=member("Igor"))
    for name in drawn_names(applications[-1]):
        fill_and_lock(applications[-1], name)
    with at(SCORED):
        assert reveal_scores(call=call, actor=member("Igor")).revealed_at
    assert {len(row["sheets"]) for row in evaluation_of(call)["applications"]} == {2}


def test_letters_go_to_whose_turn_it_is():
    _call, [only] = a_drawn_call(1)
    found = told()
    drawn = {member(name).email for name in drawn_names(only)}
    opened = {
        address
        for address, subjects in found.items()
        if any("odprti" in subject for subject in subjects)
    }
    assert opened == drawn


def test_whoever_steps_in_is_told_and_nobody_else():
    call, applications = a_drawn_call(3)
    first = applications[0]
    before = drawn_names(first)
    told()
    step_out(call, first, before[0])
    [came] = set(drawn_names(first)) - set(before)
    later = "Ocenjevalni listi, ki jih je treba še zakleniti"
    assert told() == {member(came).email: ["Ocenjevalni listi so odprti", later]}
    # About the chair, or where the application is closed to the chair, the officer decides.
    actor = person("Ada") if "Igor" in before else member("Igor")
    with at(SCORED):
        exclude_member(application=first, member=seat(call, before[1]), reason="Sum.", actor=actor)
    [substitute] = set(drawn_names(first)) - {came}
    assert "Ocenjevalni listi so odprti" in told()[member(substitute).email]


def excuse(call, name):
    with at(SCORED):
        excuse_member(
            member=seat(call, name),
            decision=PaperDecision("", date(2026, 11, 19)),
            reason="Bolezen.",
            actor=person("Ada"),
        )


def give(call, left, name):
    person(name)
    with at(SCORED):
        return give_seat(
            left=seat(call, left),
            taker=Taker(person(name)),
            decision=PaperDecision("032-5/2026", date(2026, 11, 19)),
            actor=person("Ada"),
        )


def test_who_takes_a_seat_takes_its_place_in_the_draw():
    call, applications = a_drawn_call(4)
    before = {one.pk: drawn_names(one) for one in applications}
    Letter.objects.all().delete()
    excuse(call, "Celia")
    came = {name for one in applications for name in {*drawn_names(one)} - {*before[one.pk]}}
    told_at_once = Letter.objects.filter(kind=SHEETS_OPEN).values_list("address", flat=True)
    assert sorted(told_at_once) == sorted(member(name).email for name in came)
    assert all("Celia" not in drawn_names(one) for one in applications)
    assert {len(drawn_names(one)) for one in applications} == {2}

    taken = give(call, "Celia", "Ciril")
    first_name = taken.user.name.partition(" ")[0]
    for one in applications:
        expected = [first_name if name == "Celia" else name for name in before[one.pk]]
        assert drawn_names(one) == expected


def test_whoever_has_begun_in_an_empty_place_goes_on():
    call, applications = a_drawn_call(4)
    one = next(row for row in applications if "Celia" in drawn_names(row))
    before = drawn_names(one)
    excuse(call, "Celia")
    [came] = set(drawn_names(one)) - set(before)
    fill(one, came)

    give(call, "Celia", "Ciril")
    assert came in drawn_names(one)
    assert len(drawn_names(one)) == 2


def test_before_the_draw_nobody_scores_and_the_list_says_so():
    call = a_checking_call(lots=drawing_lots())
    an_opened_application(call)
    a_committee(call)
    assert states(call, "Celia") == [SheetState.UNDECLARED]
    declare(call, "Celia")
    assert states(call, "Celia") == [SheetState.TO_DRAW]
    assert sheet_progress(call).expected == 0


def test_committee_has_as_many_as_are_drawn():
    call = a_checking_call(lots=drawing_lots(4))
    seats = [
        Seat(member(name), CommitteeRole.CHAIR if name == "Igor" else CommitteeRole.MEMBER)
        for name in MEMBERS
    ]
    with at(CHECKED), pytest.raises(Refused, match="4"):
        appoint_committee(call=call, appointment="1", seats=seats, actor=person("Ada"))


def test_scoring_does_not_begin_with_fewer_seats_than_are_drawn():
    call = a_checking_call(lots=drawing_lots(3))
    an_opened_application(call)
    a_committee(call)
    for name in (*MEMBERS, "Ines"):
        declare(call, name)
    for name in ("Celia", "Ines"):
        excuse(call, name)
    with at(SCORED), pytest.raises(Refused, match="3"):
        start_scoring(call=call, actor=person("Ada"))
    assert not AssessorDraw.objects.exists()


def test_call_without_a_draw_is_as_before():
    call, applications = a_scoring_call(2)
    assert not AssessorDraw.objects.exists()
    assert "draw" not in evaluation_of(call)
    assert [sorted(drawn_names(one)) for one in applications] == [sorted(MEMBERS)] * 2
