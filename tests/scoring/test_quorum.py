"""Nothing is opened without a quorum of the committee that was appointed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from accounts.refusal import Refused
from audit.core.entry import parse_entry
from audit.keys.pseudonyms import pseudonym_in_call
from audit.models import LedgerEntry
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.excuse_member import excuse_member
from scoring.actions.committee.give_seat import Taker, give_seat
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.models import CommitteeMember, OpeningSession
from scoring.selectors.committee.attendance import Attendance, quorum_of, seats_of_call
from scoring.selectors.opening.minutes import minutes_in
from tests.opened import BEGINNING, FIRST_KEY, SECOND_KEY
from tests.personas import PASSWORD, person
from tests.proof.stage import sent_call
from tests.scoring.committee import member
from tests.stage import at

pytestmark = pytest.mark.django_db
DECISION = PaperDecision("032-9/2026", date(2026, 11, 3))
SITTING = "2026-11-04T08:00:00+01:00"


def attendance(*names, **in_place):
    places = {member(who).pk: member(whose).pk for who, whose in in_place.items()}
    return Attendance([member(name) for name in names], places)


def begin(call, *names, actor="Lea", **in_place):
    with at(BEGINNING):
        return start_opening_session(
            call=call,
            place="Sejna soba",
            attendance=attendance(*names, **in_place),
            actor=member(actor),
        )


def confirm(call, name, moment, given=None):
    with at(moment):
        return confirm_opening(call=call, actor=person(name), attendance=given)


def excuse(call, name):
    seat = CommitteeMember.objects.get(committee__call=call, user=member(name))
    with at(SITTING):
        excuse_member(member=seat, decision=DECISION, reason="Bolezen.", actor=person("Ada"))
    return seat


def votes(call):
    session = OpeningSession.objects.filter(call=call).first()
    found = quorum_of(seats_of_call(call), session.present if session else ())
    return found.appointed, found.here, found.needed


def test_begins_with_more_than_half_of_those_appointed_with_a_vote():
    call = sent_call()
    begin(call, "Igor", "Celia")
    assert votes(call) == (3, 2, 2)


@pytest.mark.parametrize(
    "names",
    [(), ("Igor",), ("Lea", "Ines"), ("Igor", "Ines", "Lea")],
    ids=["nobody", "chair", "secretary-and-substitute", "substitute-without-a-place"],
)
def test_does_not_begin_without_a_quorum_and_says_the_counts(names):
    call = sent_call()
    with pytest.raises(Refused) as refused:
        begin(call, *names)
    assert refused.value.field == "present"
    here = int("Igor" in names)
    words = f"3 members with a vote were appointed, {here} are here, at least 2 are needed"
    assert words in str(refused.value.message) or "imenovanih 3" in str(refused.value.message)
    assert not OpeningSession.objects.exists()
    assert not LedgerEntry.objects.filter(type="deadline.closed").exists()


def test_substitute_counts_for_the_member_in_whose_place_they_sit():
    call = sent_call()
    session = begin(call, "Igor", "Ines", Ines="Valter")
    assert votes(call) == (3, 2, 2)
    said = " ".join(minutes_in(session, "sl")["paragraphs"])
    assert "Ines Dobrila (nadomestni član/nadomestna članica, nadomešča: Valter Renko)" in said
    assert (
        "Odsotni: Celia Vidmar (član/članica komisije), Valter Renko (član/članica komisije)"
        in said
    )


@pytest.mark.parametrize(
    ("names", "in_place"),
    [
        (("Igor", "Celia"), {"Ines": "Valter"}),
        (("Igor", "Celia", "Ines"), {"Ines": "Celia"}),
        (("Igor", "Celia", "Ines"), {"Ines": "Lea"}),
        (("Igor", "Celia"), {"Celia": "Valter"}),
    ],
    ids=["not-here", "for-who-is-here", "for-the-secretary", "not-a-substitute"],
)
def test_nobody_else_sits_in_a_place(names, in_place):
    call = sent_call()
    with pytest.raises(Refused) as refused:
        begin(call, *names, **in_place)
    assert refused.value.field == f"in_place_{member(next(iter(in_place))).pk}"
    assert not OpeningSession.objects.exists()


def test_nobody_makes_a_quorum_by_taking_members_out():
    call = sent_call()
    excuse(call, "Celia")
    excuse(call, "Valter")
    with pytest.raises(Refused):
        begin(call, "Igor")
    begin(call, "Igor", "Ines", Ines="Celia")
    assert votes(call) == (3, 2, 2)


def test_whoever_took_a_seat_counts_once():
    call = sent_call()
    left = excuse(call, "Celia")
    with at(SITTING):
        give_seat(left=left, taker=Taker(member("Ines")), decision=DECISION, actor=person("Ada"))
    begin(call, "Igor", "Ines")
    assert votes(call) == (3, 2, 2)


def test_who_acts_is_there():
    call = sent_call()
    session = begin(call, "Celia", actor="Igor")
    assert [line["name"] for line in session.present] == ["Igor Stante", "Celia Vidmar"]


def test_whoever_was_never_in_the_committee_is_not_present():
    call = sent_call()
    with at(BEGINNING), pytest.raises(Refused) as refused:
        start_opening_session(
            call=call,
            place="Sejna soba",
            attendance=Attendance([member("Igor"), member("Celia"), person("Bruno")]),
            actor=member("Lea"),
        )
    assert refused.value.field == "present"


def test_who_leaves_the_committee_after_the_beginning_is_not_counted_at_the_opening():
    call = sent_call()
    begin(call, "Igor", "Celia")
    confirm(call, "Ada", FIRST_KEY)
    seat = CommitteeMember.objects.get(committee__call=call, user=member("Celia"))
    with at(FIRST_KEY):
        excuse_member(member=seat, decision=DECISION, reason="Bolezen.", actor=person("Ada"))
    with pytest.raises(Refused):
        confirm(call, "Lea", SECOND_KEY)
    session = OpeningSession.objects.get()
    assert (session.second_by, session.entry) == (None, None)
    assert not LedgerEntry.objects.filter(type="seal.opened").exists()
    confirm(call, "Lea", SECOND_KEY, attendance("Igor", "Ines", Ines="Celia"))
    call.refresh_from_db()
    assert call.state == "opened"


def test_whoever_confirms_corrects_the_attendance_and_the_ledger_has_the_last_one():
    call = sent_call()
    begin(call, "Igor", "Celia")
    confirm(call, "Ada", FIRST_KEY, attendance("Igor", "Celia", "Valter"))
    confirm(call, "Lea", SECOND_KEY)
    entry = LedgerEntry.objects.get(type="seal.opened")
    names = ("Igor", "Celia", "Valter", "Lea")
    users = [*map(member, names), person("Ada")]
    session = OpeningSession.objects.get()
    assert [line["user"] for line in session.present] == [user.pk for user in users]
    payload = parse_entry(entry.canonical.encode())
    assert payload.type.value == "seal.opened"
    marks = [pseudonym_in_call(user_id=user.pk, call_code=call.code) for user in users]
    assert len(set(marks)) == len(users)


def test_page_keeps_what_was_marked_and_says_the_counts(client):
    call = sent_call()
    client.force_login(member("Lea"))
    start = reverse("scoring:start_opening", args=[call.code])
    with at(BEGINNING):
        answer = client.post(start, {"place": "Sejna soba", "present": [member("Igor").pk]})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "imenovanih 3, navzočih 1, potrebnih najmanj 2" in text
    assert 'href="#id_present' in text
    assert 'value="Sejna soba"' in text


def test_page_counts_a_substitute_and_asks_whoever_confirms_again(client):
    call = sent_call()
    place = f"in_place_{member('Ines').pk}"
    here = {"present": [member("Igor").pk, member("Ines").pk], place: member("Celia").pk}
    start, key = (
        reverse(f"scoring:{name}", args=[call.code])
        for name in ("start_opening", "confirm_opening")
    )
    client.force_login(member("Lea"))
    with at(BEGINNING):
        assert client.post(start, {"place": "Sejna soba", **here}).status_code == 302
    with at(FIRST_KEY):
        page = client.get(reverse("scoring:opening", args=[call.code])).content.decode()
        assert "Komisija je sklepčna" in page
        lone = {"password": PASSWORD, "present": [member("Igor").pk]}
        assert client.post(key, lone).status_code == 422
        assert OpeningSession.objects.get().first_by is None
        assert client.post(key, {"password": PASSWORD, **here}).status_code == 302
    assert User.objects.get(pk=OpeningSession.objects.get().first_by_id) == member("Lea")


def test_page_says_that_somebody_has_left_meanwhile(client):
    call = sent_call()
    excuse(call, "Valter")
    client.force_login(member("Lea"))
    marked = [member(name).pk for name in ("Igor", "Celia", "Valter")]
    with at(BEGINNING):
        answer = client.post(
            reverse("scoring:start_opening", args=[call.code]),
            {"place": "Sejna soba", "present": marked},
        )
    assert answer.status_code == 422
    assert "Nekdo izmed označenih ni več v komisiji." in answer.content.decode()


@pytest.mark.parametrize("value", ["abc", "0", "-1", str(2**64), "1e3", "\x00", ""])
def test_what_no_list_offers_is_told_at_its_place(client, value):
    call = sent_call()
    client.force_login(member("Lea"))
    start = reverse("scoring:start_opening", args=[call.code])
    here = [member(name).pk for name in ("Igor", "Celia")]
    place = f"in_place_{member('Ines').pk}"
    with at(BEGINNING):
        marked = client.post(start, {"place": "Riva 4", "present": [*here, value]})
        chosen = client.post(start, {"place": "Riva 4", "present": here, place: value})
    assert marked.status_code == 422
    assert 'href="#id_present' in marked.content.decode()
    assert chosen.status_code == (422 if value else 302)
    assert OpeningSession.objects.exists() is (not value)


def test_second_beginning_changes_nothing():
    call = sent_call()
    begin(call, "Igor", "Celia")
    again = begin(call, "Igor", "Celia", "Valter", actor="Igor")
    assert [line["name"] for line in again.present] == ["Igor Stante", "Celia Vidmar", "Lea Furlan"]
    assert LedgerEntry.objects.filter(type="deadline.closed").count() == 1


def test_refused_confirmation_notes_no_attendance():
    call = sent_call()
    begin(call, "Igor", "Celia")
    confirm(call, "Ada", FIRST_KEY)
    with pytest.raises(Refused):
        confirm(call, "Ada", SECOND_KEY, attendance("Igor", "Celia", "Valter"))
    with pytest.raises(PermissionDenied):
        confirm(call, "Emil", SECOND_KEY, attendance("Igor", "Celia", "Valter"))
    names = [line["name"] for line in OpeningSession.objects.get().present]
    assert names == ["Igor Stante", "Celia Vidmar", "Lea Furlan", "Ada"]
