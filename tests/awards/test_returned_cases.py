"""The approver returns named applications: only they are opened again, and the difference shows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.refusal import Refused
from audit.core import canonical
from audit.proof.fsck import Difference
from audit.proof.recorded_check import differences_of_call
from awards.actions.propose_allocation import propose_allocation
from awards.actions.return_proposal import return_proposal
from awards.models import ProposalState
from awards.return_mail import readers_of_return
from awards.selectors.reopened import named_in_return
from grants.actions.checking.recognise_fact import recognise_fact
from grants.core.workflow import ApplicationState
from grants.views.desk import check
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.reopen_case import reopen_case
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.actions.save_sheet import save_sheet
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.core.run.recompute import recompute
from scoring.models import Reopening
from scoring.proof.assessed_check import assessed_differences
from scoring.proof.run_check import run_differences
from tests.awards.proposals import REASON, a_proposal
from tests.grants.hearings import FEWER, say, tell
from tests.grants.hearings import recognise as recognise_all
from tests.grants.requests import accept
from tests.letters import delivered
from tests.meetings import adopt
from tests.personas import person
from tests.scoring.committee import NAMES, member
from tests.stage import at

pytestmark = pytest.mark.django_db

WHY = "Pri prvi vlogi preverite oceno izvajalcev."
OPENED = "Ocena ne sledi merilu."
RETURNED = "2026-11-26T11:00:00+01:00"
REOPENED = "2026-11-27T09:00:00+01:00"
MENDED = "2026-11-27T10:00:00+01:00"
COMPUTED = "2026-11-27T11:00:00+01:00"
AGAIN = "2026-11-27T12:00:00+01:00"
HEARD = "2026-11-30T12:00:00+01:00"
READ = "2026-11-27T13:00:00+01:00"
OTHER = {"sl": "Izvajalci so samo našteti.", "it": "Gli esecutori sono solo elencati."}


def returned(*named):
    """The first of three is returned, unless others are named."""
    proposal, applications = a_proposal(3)
    with at(RETURNED):
        return_proposal(
            proposal=proposal,
            reason=WHY,
            actor=person("Emil"),
            named=named or [applications[0].number],
        )
    for application in applications:
        application.refresh_from_db()
        application.call.refresh_from_db()
    return proposal, applications


def somebody(name):
    return member(name) if name in NAMES else person(name)


def sheet_key(application, name="Igor"):
    return f"sheet-{application.call.committee.members.get(user=member(name)).pk}"


def reopen(application, *parts, actor="Igor"):
    with at(REOPENED):
        return reopen_case(
            application=application,
            parts=parts or [sheet_key(application)],
            reason=OPENED,
            actor=somebody(actor),
        )


def write(application, text=OTHER):
    with at(MENDED):
        return write_criterion_reason(
            application=application, criterion="A2", text=text, actor=member("Lea")
        )


def mend(application, name="Igor"):
    """Chair's own sheet, from the best level to a lower one."""
    with at(MENDED):
        save_sheet(
            application=application,
            criterion="A2",
            value="some",
            reason="Izvajalci so samo našteti.",
            actor=member(name),
        )
        lock_sheet(application=application, actor=member(name))


def computed(call):
    call.refresh_from_db()
    with at(COMPUTED):
        ranking = compute_ranking(call=call, actor=person("Ada"))
        return compute_allocation(ranking=ranking, actor=person("Ada"))


def proposed_again(call):
    allocation = computed(call)
    with at(AGAIN):
        adopt(call)
        return propose_allocation(allocation=allocation, actor=person("Ada"))


def get(client, name, route, *args):
    client.force_login(somebody(name))
    with at(READ):
        return client.get(reverse(route, args=args))


def test_return_names_the_applications_that_it_is_about():
    proposal, [first, second, third] = returned()
    proposal.refresh_from_db()
    assert named_in_return(proposal) == [first.number]
    assert {one.state for one in (first, second, third)} == {ApplicationState.SCORED}


def test_return_that_names_none_is_about_all():
    proposal, applications = a_proposal(2)
    with at(RETURNED):
        return_proposal(proposal=proposal, reason=WHY, actor=person("Emil"))
    proposal.refresh_from_db()
    assert named_in_return(proposal) == ()
    for application in applications:
        application.refresh_from_db()
        assert reopen(application)


def test_return_refuses_a_number_that_is_not_in_the_proposal():
    proposal, _applications = a_proposal(2)
    with at(RETURNED), pytest.raises(Refused, match="M27-A-099") as refused:
        return_proposal(proposal=proposal, reason=WHY, actor=person("Emil"), named=["M27-A-099"])
    assert refused.value.field == "named"
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING


def test_only_what_is_named_is_opened_and_only_by_the_chair():
    _proposal, [first, second, _third] = returned()
    with pytest.raises(Refused, match="ne navaja"):
        reopen(second)
    for name in ("Celia", "Lea", "Ada"):
        with pytest.raises(PermissionDenied):
            reopen(first, actor=name)
    assert reopen(first)


def test_before_the_chair_has_opened_it_nothing_is_written():
    _proposal, [first, second, _third] = returned()
    with pytest.raises(Refused, match="znova odpre predsednik"):
        write(first)
    reopen(first, "meeting")
    assert write(first).text == OTHER
    with pytest.raises(Refused, match="ne navaja"):
        write(second)
    with at(MENDED), pytest.raises(Refused, match="zaklenjen"):
        save_sheet(application=first, criterion="A2", value="none", reason="", actor=member("Igor"))


def test_reopened_sheet_keeps_the_words_of_the_committee_with_it():
    _proposal, [first, _second, _third] = returned()
    rows = reopen(first)
    assert [row.part for row in rows] == ["sheet", "meeting"]
    assert rows[1].before["reasons"] == {"A2": REASON}


def test_open_sheet_stops_the_computation_and_the_mended_one_is_computed():
    proposal, [first, _second, _third] = returned()
    reopen(first)
    with pytest.raises(Refused, match=first.number):
        computed(proposal.call)
    mend(first)
    write(first)
    again = proposed_again(proposal.call)
    assert (again.number, again.allocation.ranking.number) == (2, 2)
    names = ("sheet", "reopening", "reason", "ranking", "allocation", "proposal closed", "state")
    assert not [*differences_of_call(proposal.call.code, names)]


def test_sheet_locked_again_as_it_was_gives_the_same_computation(client):
    proposal, [first, _second, _third] = returned()
    reopen(first)
    with at(MENDED):
        lock_sheet(application=first, actor=member("Igor"))
    assert computed(proposal.call) == proposal.allocation
    with at(COMPUTED):
        adopt(proposal.call)
    page = get(client, "Ada", "awards:propose", proposal.call.code).content.decode()
    assert "<button" in page.partition("<main")[2]


def test_new_proposal_shows_what_changed_for_whom(client):
    proposal, [first, second, third] = returned()
    reopen(first)
    mend(first)
    write(first)
    again = proposed_again(proposal.call)
    for name in ("Emil", "Ada", "Igor", "Lea"):
        page = get(client, name, "awards:approval", again.call.code, again.number).content.decode()
        changes = page.partition('id="differences"')[2].partition('id="listed"')[0]
        assert first.number in changes
        assert "znova odprta" in changes
        assert "premaknjena z drugimi" in changes
        assert OPENED in changes
        assert REASON["sl"] in changes
        assert OTHER["sl"] in changes
    assert second.number in changes or third.number in changes


def test_return_reaches_committee_and_officer_with_the_numbers(client):
    before = len(delivered())
    proposal, [first, second, _third] = returned()
    letters = delivered()[before:]
    [to_officer] = [one for one in letters if one.to == [person("Ada").email]]
    assert first.number in to_officer.body
    assert second.number not in to_officer.body
    assert not any(WHY in one.body for one in letters)
    for name, route in (("Igor", "scoring:meeting"), ("Ada", "scoring:ranking")):
        page = get(client, name, route, proposal.call.code).content.decode()
        assert WHY in page
        assert first.number in page.partition(WHY)[2].partition("</div>")[0]


def test_reason_is_read_by_nobody_who_is_kept_out_of_what_it_is_about(client):
    _proposal, [first, _second, third] = returned()
    for name, application in (("Celia", first), ("Igor", third)):
        conflict = {application.pk: (True, "Sestra vodi društvo.")}
        with at(REOPENED):
            declare_conflicts(call=first.call, answers=conflict, actor=member(name))
    page = get(client, "Celia", "scoring:meeting", first.call.code).content.decode()
    assert WHY not in page
    assert first.number not in page
    # The chair is kept out of another one, and opens this one again.
    assert WHY in get(client, "Igor", "scoring:meeting", first.call.code).content.decode()


def test_return_is_told_to_the_chair_who_is_kept_out_of_another_application():
    proposal, applications = a_proposal(3)
    with at(RETURNED):
        conflict = {applications[2].pk: (True, "Sestra vodi društvo.")}
        declare_conflicts(call=proposal.call, answers=conflict, actor=member("Igor"))
    told = {
        number: {address for address, _language in readers_of_return(proposal.call, [number])}
        for number in (applications[0].number, applications[2].number)
    }
    igor = member("Igor").email
    assert [igor in readers for readers in told.values()] == [True, False]


def test_return_form_marks_applications_in_the_list(client):
    proposal, [first, second, _third] = a_proposal(3)
    client.force_login(person("Emil"))
    code = proposal.call.code
    send = reverse("awards:return_proposal", args=[code, 1])
    with at(RETURNED):
        page = client.get(reverse("awards:approval", args=[code, 1])).content.decode()
        refused = client.post(send, {"reason": "", "named": [second.number]})
        wrong = client.post(send, {"reason": WHY, "named": "M27-A-099"})
        done = client.post(send, {"reason": WHY, "named": [first.number, second.number]})
    assert f'value="{first.number}" form="return-form"' in page
    assert refused.status_code == 422
    assert f'value="{second.number}" form="return-form" checked' in refused.content.decode()
    assert wrong.status_code == 422
    assert 'value="M27-A-099"' in wrong.content.decode()
    assert done.status_code == 302
    proposal.refresh_from_db()
    assert named_in_return(proposal) == [first.number, second.number]


def test_chair_opens_a_named_application_on_its_page(client):
    proposal, [first, second, _third] = returned()
    client.force_login(member("Igor"))
    pages = {
        one: reverse("scoring:reopen", args=[proposal.call.code, one.number])
        for one in (first, second)
    }
    typed = {"parts": [sheet_key(first)], "reason": OPENED}
    with at(REOPENED):
        meeting = client.get(reverse("scoring:meeting", args=[proposal.call.code]))
        closed = client.get(pages[second]).content.decode()
        refused = client.post(pages[second], typed)
        done = client.post(pages[first], typed)
        after = client.get(pages[first]).content.decode()
    assert pages[first] in meeting.content.decode()
    assert "ne navaja" in closed
    assert refused.status_code == 422
    assert done.status_code == 302
    assert OPENED in after
    assert Reopening.objects.filter(application=first).count() == 2
    assert not Reopening.objects.filter(application=second).exists()


def recognise(application, value="5", when=MENDED):
    with at(when):
        return recognise_fact(
            application=application, code="members", value=value, reason=FEWER, actor=person("Ada")
        )


def test_fact_is_recognised_anew_only_where_the_chair_has_opened_it():
    _proposal, [first, second, _third] = returned()
    with pytest.raises(Refused, match="znova odpre predsednik"):
        recognise(first)
    reopen(first)
    with pytest.raises(Refused, match="znova odpre predsednik"):
        recognise(first)
    before = len(delivered())
    [row] = reopen(first, "facts")
    assert row.before["facts"]["members"] == "34"
    [letter] = delivered()[before:]
    assert letter.to == [person("Ada").email]
    assert first.number in letter.body
    assert recognise(first).recognised == "5"
    with pytest.raises(Refused, match="ne navaja"):
        recognise(second)


def test_applicant_is_heard_about_the_fact_before_it_is_proposed(client, monkeypatch):
    proposal, [first, _second, _third] = returned()
    # The stage has no submissions.
    monkeypatch.setattr(check, "sent_at", lambda application: application.submitted_at)
    link = reverse("grants:recognise_fact", args=[first.number, "members"])
    assert link not in get(client, "Ada", "grants:check", first.number).content.decode()
    reopen(first, "facts")
    assert link in get(client, "Ada", "grants:check", first.number).content.decode()
    recognise_all(first, MENDED, members="5")
    allocation = computed(proposal.call)
    assert allocation != proposal.allocation
    with at(AGAIN):
        adopt(proposal.call)
    with at(AGAIN), pytest.raises(Refused, match=first.number):
        propose_allocation(allocation=allocation, actor=person("Ada"))
    person("Bruno")
    say(accept(tell(first, AGAIN), AGAIN), agrees=True, when=HEARD)
    with at(HEARD):
        again = propose_allocation(allocation=allocation, actor=person("Ada"))
    client.force_login(person("Emil"))
    with at(HEARD):
        shown = client.get(reverse("awards:approval", args=[again.call.code, 2]))
    text = shown.content.decode()
    assert "34, zdaj 5" in text
    kept = ("fact", "reopening", "request due", "answered thing", "allocation")
    assert not [*differences_of_call(again.call.code, kept)]


def test_ranking_page_leads_from_the_new_points_to_the_amounts_and_the_proposal(client):
    proposal, [first, _second, _third] = returned()
    code = proposal.call.code
    amounts, again = (
        reverse(f"scoring:compute_{what}", args=[code]) for what in ("allocation", "ranking")
    )
    proposing = reverse("awards:propose", args=[code])
    page = get(client, "Ada", "scoring:ranking", code).content.decode().partition("<main")[2]
    assert again in page
    assert proposing in page, "nothing has changed yet, and it may come again as it is"
    reopen(first)
    mend(first)
    proposal.call.refresh_from_db()
    with at(COMPUTED):
        compute_ranking(call=proposal.call, actor=person("Ada"))
    page = get(client, "Ada", "scoring:ranking", code).content.decode().partition("<main")[2]
    assert amounts in page


def test_desk_says_whose_sheet_is_waited_for(client):
    proposal, [first, _second, _third] = returned()
    reopen(first, sheet_key(first, "Celia"))
    code = proposal.call.code
    assert (
        "Čaka se na 1 ocenjevalni list"
        in get(client, "Ada", "reports:workspace", code).content.decode()
    )
    celia, valter = (get(client, name, "reports:desk") for name in ("Celia", "Valter"))
    assert "Ocenite 1 vlogo" in celia.content.decode()
    assert "Ocenite 1 vlogo" not in valter.content.decode()


def test_both_computations_are_verified_after_a_sheet_was_opened_again():
    proposal, [first, _second, _third] = returned()
    reopen(first)
    mend(first)
    write(first)
    again = proposed_again(proposal.call)
    found = []
    for allocation in (proposal.allocation, again.allocation):
        ranking = allocation.ranking
        said = recompute(
            canonical.loads(ranking.version.canonical), canonical.loads(ranking.evaluation)
        )
        assert canonical.dumps(said).decode() == allocation.result
        found.append(canonical.loads(ranking.evaluation)["applications"][0]["sheets"])
    before, after = found
    assert before != after
    assert len(before) == len(after) == 3, "an earlier version is no sheet more"
    told = [*run_differences(proposal.call.code), *assessed_differences()]
    assert not [one for one in told if isinstance(one, Difference)]
