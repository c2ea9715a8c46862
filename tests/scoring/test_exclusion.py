"""The conflict wall: own lot, own conflict, whole call, whatever the role and whenever it came."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Role, RoleGrant
from accounts.permissions import kept_out
from accounts.refusal import Refused
from applicants.actions.members.change_member import change_member
from applicants.models import Membership, MembershipRole, Organisation
from audit.models import LedgerEntry
from grants.actions.checking.decide_completeness import decide_completeness
from grants.core.workflow import ApplicationState
from grants.models import Application, Call
from grants.permissions import (
    approve_call,
    check_application,
    kept_out_of_call,
    read_whole_call,
    run_call,
    view_opened_application,
    view_own_application,
)
from jobs.models import Job
from jobs.permissions import view_job
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.actions.save_sheet import save_sheet
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.models import CommitteeMember, CommitteeRole, ConflictDeclaration
from scoring.permissions import (
    lead_application,
    read_application_in_committee,
    score_application,
    view_minutes,
    view_ranking,
)
from scoring.selectors.committee.recusals import members_who_applied, recused_from
from scoring.selectors.due_sheets import assessors_of_application
from tests.personas import bonaca, person
from tests.scoring.committee import (
    CHECKED,
    SCORED,
    a_checking_call,
    a_committee,
    a_revealed_call,
    a_scoring_call,
    an_opened_application,
    declare,
    fill,
    fill_and_lock,
    member,
)
from tests.stage import PREPARED, an_organisation, at

pytestmark = pytest.mark.django_db

STAFF = {
    "Ada": Role.OFFICER,
    "Emil": Role.APPROVER,
    "Fani": Role.AUDITOR,
    "Franc": Role.FINANCE,
}


def join(name: str, application: Application, role: str = "viewer") -> Membership:
    user = person(name) if name in STAFF else member(name)
    return Membership.objects.create(
        user=user, organisation=application.organisation, role=MembershipRole(role)
    )


def leave(membership: Membership, moment: str = CHECKED) -> None:
    """As an owner of the organisation ends it."""
    organisation = membership.organisation
    owner = organisation.memberships.filter(role=MembershipRole.OWNER).exclude(pk=membership.pk)
    with at(moment):
        change_member(membership=membership, role=None, actor=owner.get().user)


def staff(name: str):
    user = person(name)
    RoleGrant.objects.get_or_create(user=user, role=STAFF[name])
    return user


@pytest.mark.parametrize("role", MembershipRole.values)
@pytest.mark.parametrize("name", STAFF)
def test_staff_with_an_applicant_reads_nothing_of_its_lot(name, role):
    call = a_checking_call()
    own, rival = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    user = staff(name)
    assert view_opened_application.allows(user, rival)
    assert read_whole_call.allows(user, call)

    join(name, own, role)

    for row in (own, rival):
        assert not view_opened_application.allows(user, row)
        assert not check_application.allows(user, row)
    for rule in (read_whole_call, run_call, approve_call, view_ranking, view_minutes):
        assert not rule.allows(user, call)
        assert call not in rule.queryset(user)
    assert kept_out_of_call.allows(user, call)


@pytest.mark.parametrize("role", MembershipRole.values)
@pytest.mark.parametrize("name", STAFF)
def test_staff_who_left_the_applicant_stays_kept_out(name, role):
    call = a_checking_call()
    own, rival = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    user = staff(name)
    leave(join(name, own, role))

    assert not user.memberships.exists()
    assert not view_own_application.allows(user, own)
    for row in (own, rival):
        assert not view_opened_application.allows(user, row)
        assert not check_application.allows(user, row)
    for rule in (read_whole_call, run_call, approve_call, view_ranking, view_minutes):
        assert not rule.allows(user, call)
    assert kept_out_of_call.allows(user, call)


def test_who_left_before_the_application_was_begun_is_not_kept_out():
    call = a_checking_call()
    own = an_opened_application(call)
    leave(join("Ada", own), PREPARED)

    assert run_call.allows(person("Ada"), call)
    assert check_application.allows(person("Ada"), own)


def test_who_left_and_came_back_is_a_member_again():
    call = a_checking_call()
    own = an_opened_application(call)
    leave(join("Ada", own), PREPARED)
    join("Ada", own)

    assert view_own_application.allows(person("Ada"), own)
    assert not check_application.allows(person("Ada"), own)
    assert Membership.ever.filter(user=person("Ada")).count() == 2


def test_seat_of_whoever_left_the_applicant_neither_reads_nor_scores():
    call, [own, rival] = a_scoring_call(2)
    for name in ("Celia", "Lea"):
        leave(join(name, own), SCORED)

    celia = CommitteeMember.objects.get(committee__call=call, user=member("Celia"))
    for row in (own, rival):
        assert not score_application.allows(member("Celia"), row)
        assert not read_application_in_committee.allows(member("Lea"), row)
        assert not lead_application.allows(member("Lea"), row)
        assert celia.pk not in assessors_of_application(row)
        assert celia.pk in recused_from(row)
    assert {one.user.name for one in members_who_applied(call)} == {"Celia Vidmar", "Lea Furlan"}


def a_twin_of(application: Application, *names: str) -> None:
    """The same association, entered a second time by others; the names belong to it."""
    twin = an_organisation("Društvo, drugič", "Klara")
    number = {"registration_number": application.organisation.registration_number}
    Organisation.objects.filter(pk=twin.pk).update(**number)
    for name in names:
        user = person(name) if name in STAFF else member(name)
        Membership.objects.create(user=user, organisation=twin, role=MembershipRole.VIEWER)


def test_who_belongs_to_another_claimant_of_the_number_is_asked_first(client):
    call = a_checking_call()
    own, rival = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    ada = staff("Ada")
    a_twin_of(own, "Ada")
    assert not check_application.allows(ada, own)
    assert check_application.allows(ada, rival)
    for rule in (read_whole_call, run_call, view_ranking, view_minutes):
        assert not rule.allows(ada, call)

    client.force_login(ada)
    page = reverse("scoring:conflicts", args=[call.code])
    with at(CHECKED):
        shown = client.get(page).content.decode()
        assert "je vpisala isto matično številko" in shown
        assert own.number in shown
        assert rival.number not in shown
        answers = {f"answer-{own.pk}": "no", "statement": "on"}
        assert client.post(page, answers).status_code == 302
    assert check_application.allows(ada, own)
    assert run_call.allows(ada, call)


def test_member_of_another_claimant_of_the_number_is_asked_about_it(client):
    call = a_checking_call()
    own, rival = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    a_committee(call)
    a_twin_of(own, "Valter", "Lea")
    assert not lead_application.allows(member("Lea"), own)
    assert lead_application.allows(member("Lea"), rival)
    client.force_login(member("Valter"))
    with at(CHECKED):
        shown = client.get(reverse("scoring:conflicts", args=[call.code])).content.decode()
    assert shown.count("je vpisala isto matično številko") == 1


def test_other_lots_stay_open_one_by_one_but_not_the_whole():
    call = a_checking_call()
    own, other = an_opened_application(call), an_opened_application(call, "Prepih", lot="B")
    join("Ada", own)

    assert not check_application.allows(person("Ada"), own)
    assert check_application.allows(person("Ada"), other)
    assert not read_whole_call.allows(person("Ada"), call)


@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
def test_what_does_not_compete_keeps_nobody_out(state):
    call = a_checking_call()
    own, rival = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    Application.objects.filter(pk=own.pk).update(state=state)
    join("Ada", own)

    assert check_application.allows(person("Ada"), rival)
    assert run_call.allows(person("Ada"), call)


def test_officer_with_an_applicant_dismisses_no_competitor():
    call = a_checking_call()
    own = an_opened_application(call, state=ApplicationState.RECEIVED)
    rival = an_opened_application(call, "Društvo Prepih", state=ApplicationState.RECEIVED)
    join("Ada", own)

    with at(CHECKED), pytest.raises(PermissionDenied):
        decide_completeness(
            application=rival,
            verdict="dismiss",
            findings=[],
            article={"sl": "5. člen", "it": "Articolo 5"},
            fact={"sl": "Ni priloge.", "it": "Manca l’allegato."},
            actor=person("Ada"),
        )


def test_secretary_who_owns_an_applicant_reads_and_writes_nothing(client):
    call, [own, rival] = a_revealed_call(count=2)
    lea = member("Lea")
    assert read_application_in_committee.allows(lea, rival)
    join("Lea", own, "owner")

    for row in (own, rival):
        assert not read_application_in_committee.allows(lea, row)
        assert not lead_application.allows(lea, row)
        with at(SCORED), pytest.raises(PermissionDenied):
            write_criterion_reason(
                application=row, criterion="A2", text={"sl": "Ker.", "it": "Poi."}, actor=lea
            )
    client.force_login(lea)
    with at(SCORED):
        answers = {
            page: client.get(reverse(f"scoring:{page}", args=[call.code])) for page in PAGES_OF_LEA
        }
    assert {page: answer.status_code for page, answer in answers.items()} == PAGES_OF_LEA
    assert rival.number not in answers["meeting"].content.decode()


PAGES_OF_LEA = {"ranking": 404, "meeting": 200, "opening_minutes": 404}


def test_scorer_whose_membership_came_after_the_statement_saves_nothing():
    _call, [own, rival] = a_scoring_call(2)
    join("Celia", own)

    for row in (own, rival):
        assert not score_application.allows(member("Celia"), row)
        with at(SCORED), pytest.raises(PermissionDenied):
            save_sheet(
                application=row,
                criterion="A2",
                value="full",
                reason="",
                actor=member("Celia"),
            )


def test_member_who_joined_after_the_sheets_is_out_of_the_computation():
    call, [row] = a_revealed_call()
    celia = CommitteeMember.objects.get(committee__call=call, user=member("Celia"))
    membership = join("Celia", row)

    with at(SCORED):
        run = compute_ranking(call=call, actor=person("Ada"))

    declared = ConflictDeclaration.objects.get(user=celia.user, application=row)
    assert declared.in_conflict
    assert [match["kind"] for match in declared.matches] == ["account"]
    assert LedgerEntry.objects.get(pk=declared.entry_id).type == "conflict.declared"
    assert '"conflicts":[]' not in run.evaluation
    # Who leaves the applicant afterwards stays out.
    leave(membership, SCORED)
    assert not read_application_in_committee.allows(member("Celia"), row)


def test_sheet_of_whoever_joined_meanwhile_is_awaited_from_nobody():
    call, [row] = a_scoring_call()
    for name in ("Igor", "Valter"):
        fill_and_lock(row, name)
    join("Celia", row)

    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))

    assert ConflictDeclaration.objects.filter(in_conflict=True).count() == 1


def test_conflict_after_the_reveal_closes_and_the_substitute_steps_in():
    call, [row] = a_revealed_call()
    for name in ("Celia", "Valter"):
        declare(call, name, {row.pk: (True, "Postal sem član odbora.")})
    ines = CommitteeMember.objects.get(committee__call=call, user=member("Ines"))
    assert not read_application_in_committee.allows(member("Celia"), row)
    assert ines.pk in assessors_of_application(row)
    with at(SCORED), pytest.raises(Refused, match=row.number):
        compute_ranking(call=call, actor=person("Ada"))

    fill_and_lock(row, "Ines")
    with at(SCORED):
        compute_ranking(call=call, actor=person("Ada"))
    # A sheet that is locked stays so after the reveal.
    with pytest.raises(Refused):
        fill(row, "Igor", "some")


def test_auditor_with_a_declared_conflict_is_kept_out_of_the_one_and_of_the_whole():
    call = a_checking_call()
    first, second = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    a_committee(call)
    declare(call, "Valter", {first.pk: (True, "Sestra vodi društvo.")})
    RoleGrant.objects.create(user=member("Valter"), role=Role.AUDITOR)

    assert not view_opened_application.allows(member("Valter"), first)
    assert view_opened_application.allows(member("Valter"), second)
    assert not read_whole_call.allows(member("Valter"), call)
    # The seat gives no right beside the role.
    assert not read_application_in_committee.allows(member("Valter"), second)


def test_secretary_who_declares_is_kept_out_of_the_one_and_of_the_whole(client):
    call, [own, rival] = a_revealed_call(count=2)
    lea = member("Lea")
    page = reverse("scoring:conflicts", args=[call.code])
    client.force_login(lea)
    with at(SCORED):
        assert own.number in client.get(page).content.decode()
        answers = {f"answer-{own.pk}": "yes", f"answer-{rival.pk}": "no", "statement": "on"}
        assert client.post(page, answers).status_code == 302

    assert LedgerEntry.objects.latest("seq").type == "conflict.declared"
    assert not read_application_in_committee.allows(lea, own)
    assert not lead_application.allows(lea, own)
    assert read_application_in_committee.allows(lea, rival)
    for rule in (view_minutes, view_ranking):
        assert not rule.allows(lea, call)
    with at(SCORED), pytest.raises(PermissionDenied):
        write_criterion_reason(
            application=own, criterion="A2", text={"sl": "Ker.", "it": "Poi."}, actor=lea
        )


def test_job_of_a_call_is_closed_to_whoever_started_it_and_then_joined():
    call = a_checking_call()
    own = an_opened_application(call)
    job = Job.objects.create(
        kind="decisions", call_id=call.pk, funder_id=call.funder_id, created_by=person("Ada")
    )
    assert view_job.allows(person("Ada"), job)

    join("Ada", own)

    assert not view_job.allows(person("Ada"), job)
    assert Call.objects.filter(kept_out(person("Ada"), "pk")).get() == call


@pytest.mark.parametrize("page", ["grants:desk_applications", "reports:workspace"])
def test_lists_of_the_desk_leave_out_what_is_closed(client, page):
    call = a_checking_call()
    own, rival = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    other = an_opened_application(call, "Društvo Tretje", lot="B")
    join("Ada", own)
    client.force_login(person("Ada"))

    with at(CHECKED):
        text = client.get(reverse(page, args=[call.code])).content.decode()

    assert other.number in text
    assert f"Od tega vaše organizacije: {own.number}." in text
    assert rival.number not in text
    assert "Namesto vas tu ravna kdo drug" in text


CLOSED_PAGES = {
    "grants:desk_applications": "Ada",
    "reports:workspace": "Ada",
    "scoring:meeting": "Lea",
}
UNTRUE = (
    *("Vlog še ni", "Ni vlog", "Ocenjevalci niso imeli o čem presojati"),
    *("Ancora nessuna domanda", "No applications", "No application yet"),
    "Nothing was left to assessors",
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sl", ["Zaprti sta vam 2 vlogi.", "Od tega vaše organizacije: "]),
        ("it", ["2 domande vi sono chiuse.", "Di queste, della vostra organizzazione: "]),
        ("en", ["2 applications are closed to you.", "Of them from your own organisation: "]),
    ],
)
@pytest.mark.parametrize("page", CLOSED_PAGES)
def test_page_of_whoever_is_kept_out_of_all_says_so(client, page, language, told):
    call, [own, rival] = a_revealed_call(count=2)
    name = CLOSED_PAGES[page]
    join(name, own)
    client.force_login(member(name) if name == "Lea" else person(name))

    with at(SCORED), override(language):
        text = client.get(reverse(page, args=[call.code])).content.decode()

    for words in told:
        assert words in text
    assert f"{told[1]}{own.number}." in text
    assert rival.number not in text
    assert not [words for words in UNTRUE if words in text]


# ---- who may be appointed


@pytest.mark.parametrize("role", Role.values)
def test_nobody_with_another_role_is_appointed(role):
    call = a_checking_call()
    RoleGrant.objects.create(user=person("Gina"), role=role, funder_id=bonaca().pk)
    seats = [Seat(person("Igor"), CommitteeRole.CHAIR), Seat(person("Gina"), CommitteeRole.MEMBER)]

    with at(CHECKED), pytest.raises(Refused, match="Gina"):
        appoint_committee(call=call, appointment="1", seats=seats, actor=person("Ada"))


@pytest.mark.parametrize("seat", CommitteeRole.values)
def test_nobody_who_applies_is_appointed_also_with_a_draft(seat):
    call = a_checking_call()
    own = an_opened_application(call)
    Application.objects.filter(pk=own.pk).update(state=ApplicationState.DRAFT)
    Membership.objects.create(
        user=person("Gina"), organisation=own.organisation, role=MembershipRole.VIEWER
    )
    seats = [
        Seat(person("Gina"), CommitteeRole(seat)),
        *([Seat(person("Igor"), CommitteeRole.CHAIR)] if seat != CommitteeRole.CHAIR else []),
        Seat(person("Celia"), CommitteeRole.MEMBER),
    ]

    with at(CHECKED), pytest.raises(Refused, match="Gina"):
        appoint_committee(call=call, appointment="1", seats=seats, actor=person("Ada"))


def test_nobody_who_left_the_applicant_is_appointed():
    call = a_checking_call()
    own = an_opened_application(call)
    leave(
        Membership.objects.create(
            user=person("Gina"), organisation=own.organisation, role=MembershipRole.VIEWER
        )
    )
    seats = [Seat(person("Igor"), CommitteeRole.CHAIR), Seat(person("Gina"), CommitteeRole.MEMBER)]

    with at(CHECKED), pytest.raises(Refused, match="Gina"):
        appoint_committee(call=call, appointment="1", seats=seats, actor=person("Ada"))


def test_workspace_shows_the_officer_who_of_the_committee_applied(client):
    call = a_checking_call()
    own = an_opened_application(call)
    a_committee(call)
    join("Celia", own)
    client.force_login(person("Ada"))

    with at(CHECKED):
        text = client.get(reverse("reports:workspace", args=[call.code])).content.decode()

    assert "Celia Vidmar pripada organizaciji" in text
