"""The meeting of the committee: who is there, what it votes on, its minutes and who signs them."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.refusal import Refused
from audit.core import canonical
from audit.models import LedgerEntry
from awards.actions.propose_allocation import propose_allocation
from jobs.models import Letter
from reports.selectors.call_facts import facts_of
from reports.selectors.next_act import Act, next_act
from scoring.actions.agree_common_scores import agree_common_scores
from scoring.actions.meetings._meeting import Ballot
from scoring.actions.meetings.adopt_proposal import adopt_proposal
from scoring.actions.meetings.begin_meeting import begin_meeting
from scoring.actions.meetings.change_attendance import change_attendance
from scoring.actions.meetings.end_meeting import end_meeting
from scoring.actions.meetings.sign_minutes import note_unsigned, sign_minutes
from scoring.actions.set_agreed_score import set_agreed_score
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.models import AgreedScore, CommitteeMeeting, CriterionReason, MeetingVote
from scoring.permissions import lead_committee, reopen_application
from scoring.selectors.committee.attendance import Attendance
from scoring.selectors.meetings.adopted import before_proposal, unsigned_in
from scoring.selectors.meetings.minutes import meeting_minutes
from scoring.selectors.meetings.running import quorum_in, voters_of
from scoring.selectors.meetings.shown import minutes_about, minutes_shown
from tests.awards.proposals import PROPOSED, an_allocation
from tests.meetings import a_meeting, adopt, all_for, end, sign_all, vote_on_proposal
from tests.personas import person
from tests.scoring.committee import SCORED, a_revealed_call, a_scoring_call, declare, member
from tests.scoring.test_meeting import agreed_lots
from tests.stage import at

pytestmark = pytest.mark.django_db


def begin(call, *names, in_place=None, presides="Igor", actor="Igor"):
    people = [member(name) for name in names]
    places = {member(one).pk: member(other).pk for one, other in (in_place or {}).items()}
    with at(SCORED):
        return begin_meeting(
            call=call,
            place="Sejna soba",
            attendance=Attendance(people, places),
            presides=member(presides).pk,
            actor=member(actor),
        )


def test_meeting_begins_with_more_than_half_of_those_with_a_vote():
    call, _applications = a_revealed_call()

    meeting = begin(call, "Igor", "Celia")

    assert [line["name"] for line in meeting.present] == ["Igor Stante", "Celia Vidmar"]
    assert quorum_in(meeting).is_met
    assert LedgerEntry.objects.latest("seq").type == "meeting.begun"
    assert begin(call, "Igor", "Celia").pk == meeting.pk


def test_second_beginning_with_other_people_is_refused_and_says_who_is_noted():
    call, _applications = a_revealed_call()
    begin(call, "Igor", "Celia")

    with pytest.raises(Refused, match=r"že poteka.*Igor Stante, Celia Vidmar"):
        begin(call, "Igor", "Celia", "Valter")
    with pytest.raises(Refused, match="že poteka"):
        begin(call, "Igor", "Celia", presides="Celia")


def test_whoever_leads_and_is_not_there_records_nothing_for_the_meeting():
    call, [application] = a_revealed_call(lots=agreed_lots())
    begin(call, "Igor", "Celia")
    there = Attendance([member("Igor"), member("Celia")])
    given = {"call": call, "presides": member("Igor").pk, "actor": member("Lea")}
    with at(SCORED):
        with pytest.raises(Refused, match="niste zapisani"):
            set_agreed_score(
                application=application, criterion="A2", value="some", actor=member("Lea")
            )
        with pytest.raises(Refused, match="niste zapisani"):
            end_meeting(call=call, remarks="", actor=member("Lea"))
        with pytest.raises(Refused, match="niste zapisani"):
            change_attendance(**given, attendance=there)
        change_attendance(**given, attendance=Attendance([*there.present, member("Lea")]))
        end_meeting(call=call, remarks="", actor=member("Lea"))


def test_chair_goes_and_whoever_stays_or_the_office_notes_it():
    call, _applications = a_revealed_call()
    meeting = begin(call, "Igor", "Celia", "Valter")
    ada, celia = person("Ada"), member("Celia")

    def note(*names, by, presides=celia):
        there = Attendance([member(name) for name in names])
        return change_attendance(call=call, attendance=there, presides=presides.pk, actor=by)

    with at(SCORED):
        for one in (member("Igor"), celia):
            rest = {"Igor", "Celia", "Valter"} - {one.name.split()[0]}
            with pytest.raises(Refused, match="zapiše nekdo, ki ostane"):
                note(*rest, by=one, presides=member("Valter"))
        with pytest.raises(Refused, match="zapiše nekdo, ki je navzoč"):
            note("Igor", "Celia", "Ines", by=member("Ines"))
        assert not quorum_in(note("Celia", by=celia)).is_met
        meeting.refresh_from_db()
        assert (meeting.presides, [line["name"] for line in meeting.present]) == (
            celia.pk,
            ["Celia Vidmar"],
        )
        note("Celia", "Lea", by=ada)
        end_meeting(call=call, remarks="", actor=member("Lea"))
    assert [line["name"] for line in CommitteeMeeting.objects.get().came] == [
        *("Igor Stante", "Celia Vidmar", "Valter Renko", "Lea Furlan")
    ]
    attended = LedgerEntry.objects.filter(type="meeting.attended").latest("seq")
    assert canonical.loads(attended.canonical)["actor"]["role"] == "officer"


def test_whoever_presides_leads_the_meeting_while_it_runs(client):
    """Igor, the chair, goes, and Lea, the secretary, has not come: the meeting is not stuck."""
    allocation, [application, _other] = an_allocation(is_adopted=False)
    call, celia, valter = allocation.ranking.call, member("Celia"), member("Valter")
    given = {"application": application, "criterion": "A2"}
    proposal = f"/sl/desk/calls/{call.code}/meetings/proposal/"
    client.force_login(celia)
    with at(PROPOSED):
        begin(call, "Igor", "Celia", "Valter")
        for one in (celia, valter):
            with pytest.raises(PermissionDenied):
                end_meeting(call=call, remarks="", actor=one)
        assert client.post(proposal).status_code == 403
        there = Attendance([celia, valter])
        change_attendance(call=call, attendance=there, presides=celia.pk, actor=valter)
        meeting = CommitteeMeeting.objects.get()
        write_criterion_reason(**given, text={"sl": "Novo.", "it": "Nuovo."}, actor=celia)
        with pytest.raises(PermissionDenied):
            adopt_proposal(call=call, ballots=all_for(meeting), actor=valter)
        votes = {f"vote_{one.pk}": "for" for one in (celia, valter)}
        answer = client.post(proposal, votes | {"sha256": allocation.result_sha256})
        assert (answer.status_code, MeetingVote.objects.get().is_adopted) == (302, True)
        assert not lead_committee.allows(celia, call)
        assert not reopen_application.allows(celia, application)
        end_meeting(call=call, remarks="", actor=celia)
        with pytest.raises(PermissionDenied):
            write_criterion_reason(**given, text={"sl": "Še.", "it": "Ancora."}, actor=celia)
    ended = canonical.loads(LedgerEntry.objects.filter(type="meeting.ended").get().canonical)
    assert ended["actor"]["role"] == "member"


def test_value_is_not_agreed_where_nobody_who_is_there_may_judge():
    same = dict.fromkeys(("Igor", "Celia", "Valter"), ("full", ""))
    call, [application] = a_revealed_call(same, lots=agreed_lots())
    begin(call, "Igor", "Celia", "Lea")
    for name in ("Igor", "Celia"):
        declare(call, name, {application.pk: (True, "Sestra.")})
    with at(SCORED), pytest.raises(Refused, match="ne sme glasovati nihče od navzočih"):
        set_agreed_score(application=application, criterion="A2", value="some", actor=member("Lea"))
    with at(SCORED), pytest.raises(Refused, match="ne sme glasovati nihče od navzočih"):
        agree_common_scores(call=call, actor=member("Lea"))
    assert not AgreedScore.objects.exists()


def test_meeting_does_not_begin_without_a_quorum():
    call, _applications = a_revealed_call()

    with pytest.raises(Refused, match="ni sklepčna"):
        begin(call, "Igor", "Lea")
    # A substitute counts in the place of a named member alone.
    with pytest.raises(Refused, match="ni sklepčna"):
        begin(call, "Igor", "Ines")
    assert not CommitteeMeeting.objects.exists()
    assert quorum_in(begin(call, "Igor", "Ines", in_place={"Ines": "Valter"})).is_met


def test_meeting_is_begun_by_who_leads_the_committee_after_the_reveal():
    call, _applications = a_revealed_call()
    with pytest.raises(PermissionDenied):
        begin(call, "Igor", "Celia", actor="Celia")
    with pytest.raises(Refused, match="vodi nekdo"):
        begin(call, "Igor", "Celia", "Lea", presides="Lea")


def test_meeting_does_not_begin_before_the_scores_are_revealed():
    call, _applications = a_scoring_call()
    with pytest.raises(Refused, match="po razkritju"):
        begin(call, "Igor", "Celia")


def test_nothing_is_agreed_without_a_meeting_and_without_a_quorum():
    call, [application] = a_revealed_call(lots=agreed_lots())
    given = {"application": application, "criterion": "A2", "value": "some"}
    with at(SCORED), pytest.raises(Refused, match="Najprej začnite sejo"):
        set_agreed_score(**given, actor=member("Igor"))
    begin(call, "Igor", "Celia")
    with at(SCORED):
        change_attendance(
            call=call,
            attendance=Attendance([member("Igor"), member("Lea")]),
            presides=member("Igor").pk,
            actor=member("Igor"),
        )
        with pytest.raises(Refused, match="zdaj ni sklepčna"):
            set_agreed_score(**given, actor=member("Igor"))
    assert not AgreedScore.objects.exists()


def test_vote_sets_the_value_that_more_than_half_are_for():
    call, [application] = a_revealed_call(lots=agreed_lots())
    meeting = begin(call, "Igor", "Celia", "Valter")
    given = {"application": application, "criterion": "A2", "actor": member("Igor")}
    igor, celia, valter = (member(name).pk for name in ("Igor", "Celia", "Valter"))
    with at(SCORED):
        lost = set_agreed_score(
            **given,
            value="full",
            ballots={igor: Ballot("for"), celia: Ballot("against"), valter: Ballot("abstained")},
        )
        won = set_agreed_score(
            **given,
            value="some",
            ballots={
                igor: Ballot("for"),
                celia: Ballot("for"),
                valter: Ballot("against", "Redarska služba ni imenovana."),
            },
        )
    assert lost is None
    assert won.value == AgreedScore.objects.get().value == "some"
    assert [vote.is_adopted for vote in MeetingVote.objects.order_by("pk")] == [False, True]
    said = str(meeting_minutes(meeting)["sl"])
    assert "Redarska služba ni imenovana." in said


def test_whoever_is_kept_out_of_an_application_does_not_vote_on_it():
    call, [application] = a_revealed_call(lots=agreed_lots())
    meeting = begin(call, "Igor", "Celia", "Valter")
    declare(call, "Valter", {application.pk: (True, "Sestra.")})

    names = [line["name"] for line in voters_of(meeting, application)]

    assert names == ["Igor Stante", "Celia Vidmar"]
    assert len(voters_of(meeting)) == 3
    ballots = {member(name).pk: Ballot("for") for name in ("Igor", "Celia", "Valter")}
    with at(SCORED), pytest.raises(Refused, match="izločen"):
        set_agreed_score(
            application=application,
            criterion="A2",
            value="some",
            actor=member("Igor"),
            ballots=ballots,
        )


def test_minutes_say_how_many_voted_where_others_are_kept_out():
    call, [application] = a_revealed_call(lots=agreed_lots())
    meeting = begin(call, "Igor", "Celia", "Valter")
    said = "o tej vlogi glasovalo: 1"
    declare(call, "Valter", {application.pk: (True, "Sestra.")})
    declare(call, "Celia", {application.pk: (True, "Brat.")})
    with at(SCORED):
        assert said not in str(meeting_minutes(meeting))
        set_agreed_score(
            application=application,
            criterion="A2",
            value="some",
            actor=member("Igor"),
            ballots={member("Igor").pk: Ballot("for")},
        )
        assert f"glasovalno pravico: 3; {said}" in str(meeting_minutes(meeting))


def test_everybody_with_a_vote_votes():
    call, [application] = a_revealed_call(lots=agreed_lots())
    begin(call, "Igor", "Celia")
    with at(SCORED), pytest.raises(Refused, match="kako glasuje Celia Vidmar"):
        set_agreed_score(
            application=application,
            criterion="A2",
            value="some",
            actor=member("Igor"),
            ballots={member("Igor").pk: Ballot("for")},
        )
    assert not MeetingVote.objects.exists()


def next_of(call):
    """As the desk and the page of the call say it."""
    return next_act(facts_of([call])[call.pk], call.deadline_at)


def propose(allocation):
    return propose_allocation(allocation=allocation, actor=person("Ada"))


def test_proposal_goes_on_when_adopted_ended_and_signed():
    allocation, _applications = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        with pytest.raises(Refused, match="še ni sprejela"):
            propose(allocation)
        vote_on_proposal(call)
        with pytest.raises(Refused, match="še ni končana"):
            propose(allocation)
        meeting = end(call)
        with pytest.raises(Refused, match="Igor Stante, Celia Vidmar, Valter Renko, Lea Furlan"):
            propose(allocation)
        sign_all(meeting)
        assert Letter.objects.filter(kind="minutes-ready").exists()
        propose(allocation)
    assert Letter.objects.filter(kind="minutes-due").count() == 4


def test_proposal_that_is_voted_down_does_not_go_on():
    allocation, _applications = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        assert not vote_on_proposal(call, "against").is_adopted
        sign_all(end(call))
        assert "ni sprejela" in str(before_proposal(call))


def test_newest_vote_against_undoes_the_one_before():
    allocation, _applications = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        vote_on_proposal(call)
        assert next_of(call).act is Act.END_MEETING
        vote_on_proposal(call, "against")
        assert "pri zadnjem glasovanju" in str(before_proposal(call))
        assert next_of(call).act is Act.VOTE_AGAIN
        meeting = end(call)
        sign_all(meeting)
        with pytest.raises(Refused, match="pri zadnjem glasovanju"):
            propose(allocation)
    said = str(meeting.minutes["sl"])
    assert "Velja zadnje glasovanje" in said
    assert allocation.result_sha256 not in said


def _signed_by(allocation, *, refusing):
    """The newest computation adopted, the meeting ended and signed off by all but some."""
    call = allocation.ranking.call
    with at(PROPOSED):
        vote_on_proposal(call)
        meeting = end(call)
        for line in meeting.came:
            user = User.objects.get(pk=line["user"])
            words = "Glasovanja ni bilo." if user.name.split()[0] in refusing else ""
            sign_minutes(meeting=meeting, actor=user, words=words, refuses=bool(words))


@pytest.mark.parametrize(
    ("refusing", "goes_on"), [(("Igor",), False), (("Celia", "Valter"), False), (("Celia",), True)]
)
def test_minutes_refused_by_who_presided_or_by_most_stop_the_proposal(refusing, goes_on):
    allocation, _applications = an_allocation(is_adopted=False)
    _signed_by(allocation, refusing=refusing)
    said = before_proposal(allocation.ranking.call)
    assert (said is None) is goes_on
    assert goes_on or "znova glasuje" in str(said)
    found = next_of(allocation.ranking.call)
    assert found.act is (Act.PROPOSE if goes_on else Act.VOTE_AGAIN)
    assert str(found.why) == str(said or "")


def test_same_reason_once_more_changes_nothing():
    allocation, [application, _other] = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        adopt(call)
    reason = CriterionReason.objects.get(application=application, criterion="A2")
    with at("2026-11-25T09:50:00+01:00"):
        again = write_criterion_reason(
            application=application, criterion="A2", text=reason.text, actor=member("Igor")
        )
        assert (again.written_at, again.written_by) == (reason.written_at, reason.written_by)
        propose(allocation)


def test_reason_that_is_changed_after_the_vote_asks_for_another_vote():
    allocation, [application, _other] = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        adopt(call)
    with at("2026-11-25T09:50:00+01:00"):
        write_criterion_reason(
            application=application,
            criterion="A2",
            text={"sl": "Drugače.", "it": "Altrimenti."},
            actor=member("Lea"),
        )
        with pytest.raises(Refused, match="glasuje znova"):
            propose(allocation)
        adopt(call)
        propose(allocation)
    assert [one.number for one in call.meetings.all()] == [1, 2]


def test_minutes_are_frozen_with_their_hash_in_the_ledger():
    allocation, [application, other] = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        vote_on_proposal(call)
        meeting = end(call)
    meeting.refresh_from_db()

    assert meeting.minutes_sha256 == canonical.digest(meeting.minutes)
    entry = LedgerEntry.objects.get(pk=meeting.end_entry_id)
    assert entry.type == "meeting.ended"
    assert canonical.loads(entry.canonical)["pub"] == {
        "meeting": 1,
        "minutes": meeting.minutes_sha256,
    }
    assert set(meeting.minutes) == {"sl", "it"}
    text = str(meeting.minutes["sl"])
    assert "Izvajalci niso določeni." in text
    assert "Gli esecutori" in str(meeting.minutes["it"])
    own = minutes_about(meeting.minutes["sl"], application.number)
    assert [case["number"] for case in own["cases"]] == [application.number]
    shown = minutes_shown(meeting.minutes["sl"], {application.number})
    assert [case["number"] for case in shown["cases"]] == [other.number]


def test_only_those_who_were_there_sign_once_and_a_refusal_has_a_reason():
    allocation, _applications = an_allocation(is_adopted=False)
    call = allocation.ranking.call
    with at(PROPOSED):
        meeting = a_meeting(call)
        with pytest.raises(Refused, match="po koncu seje"):
            sign_minutes(meeting=meeting, actor=member("Celia"))
        end(call)
        with pytest.raises(Refused, match="samo tisti"):
            sign_minutes(meeting=meeting, actor=member("Ines"))
        with pytest.raises(PermissionDenied):
            sign_minutes(meeting=meeting, actor=person("Ada"))
        with pytest.raises(Refused, match="najmanj 10"):
            sign_minutes(meeting=meeting, actor=member("Celia"), refuses=True, words="Ne.")
        with pytest.raises(Refused, match="ni zapisnik"):
            sign_minutes(meeting=meeting, actor=member("Celia"), sha256="0" * 64)
        first = sign_minutes(
            meeting=meeting, actor=member("Celia"), refuses=True, words="Ura glasovanja manjka."
        )
        assert sign_minutes(meeting=meeting, actor=member("Celia")) == first
        with pytest.raises(Refused, match="sami"):
            note_unsigned(
                meeting=meeting,
                member=member("Igor"),
                words="Bolezen, dopust.",
                actor=member("Igor"),
            )
        note_unsigned(
            meeting=meeting, member=member("Valter"), words="V bolnišnici je.", actor=member("Igor")
        )
        with pytest.raises(Refused, match="že dan"):
            note_unsigned(
                meeting=meeting,
                member=member("Valter"),
                words="V bolnišnici je.",
                actor=member("Lea"),
            )
        assert [line["name"] for line in unsigned_in(meeting)] == ["Igor Stante", "Lea Furlan"]
