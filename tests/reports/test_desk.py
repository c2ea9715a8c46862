"""Where work begins: every role sees what waits for it, side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role, RoleGrant
from reports.selectors.desk import desk_of_person
from tests.awards.proposals import SIGNED, a_proposal
from tests.personas import bonaca, person
from tests.scoring.committee import (
    CHECKED,
    SCORED,
    a_checking_call,
    a_committee,
    a_scoring_call,
    an_opened_application,
    fill_and_lock,
    member,
)
from tests.stage import FILING, PREPARED, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db


def desk_page(client, user, moment=FILING):
    with at(moment):
        client.force_login(user)
        return client.get(reverse("reports:desk"))


def test_officer_without_calls_is_told_how_to_begin(client):
    bonaca()
    page = desk_page(client, person("Ada")).content.decode()
    assert reverse("grants:call_new") in page
    assert "m-empty" in page


def test_officer_sees_each_call_with_its_next_act(client):
    call = a_draft_call()
    page = desk_page(client, person("Ada"), PREPARED).content.decode()
    assert reverse("reports:workspace", args=[call.code]) in page
    assert "Mala 2027" in page


@pytest.mark.parametrize(("name", "sees"), [("Emil", False), ("Fani", False), ("Ada", True)])
def test_draft_is_work_of_the_officer_alone(client, name, sees):
    call = a_draft_call()
    page = desk_page(client, person(name), PREPARED).content.decode()
    assert (reverse("reports:workspace", args=[call.code]) in page) is sees


def test_member_is_told_what_waits_for_exactly_this_member():
    call = a_checking_call()
    an_opened_application(call, "Društvo 1")
    an_opened_application(call, "Društvo 2")
    a_committee(call)
    call.state = "scoring"
    call.save()
    with at(CHECKED) as now:
        [seat] = desk_of_person(member("Celia"), now).seats
        [substitute] = desk_of_person(member("Ines"), now).seats
        [secretary] = desk_of_person(member("Lea"), now).seats
    assert (seat.to_declare, seat.to_lock) == (2, 2)
    assert (substitute.to_declare, substitute.to_lock) == (2, 0)
    assert (secretary.to_declare, secretary.to_lock) == (0, 0)


def test_statement_waits_for_a_member_from_the_check_on(client):
    call = a_checking_call()
    an_opened_application(call)
    a_committee(call)
    page = desk_page(client, member("Celia"), CHECKED).content.decode()
    assert reverse("scoring:conflicts", args=[call.code]) in page
    with at(CHECKED) as now:
        [seat] = desk_of_person(member("Celia"), now).seats
    assert (seat.to_declare, seat.to_lock) == (1, 0)


def test_locked_sheet_waits_no_more(client):
    _call, applications = a_scoring_call(count=2)
    fill_and_lock(applications[0], "Celia")
    with at(SCORED) as now:
        [seat] = desk_of_person(member("Celia"), now).seats
    assert (seat.to_declare, seat.to_lock) == (0, 1)
    page = desk_page(client, member("Celia"), SCORED).content.decode()
    assert reverse("scoring:sheets", args=[seat.call.code]) in page


def test_approver_sees_what_waits_for_the_signature(client):
    proposal, _applications = a_proposal()
    with at(SIGNED) as now:
        assert list(desk_of_person(person("Emil"), now).to_sign) == [proposal]
        assert desk_of_person(person("Fani"), now).to_sign is None
    assert b'id="sign"' in desk_page(client, person("Emil"), SIGNED).content


def test_several_roles_stand_side_by_side(client):
    call = a_published_call()
    both = person("Ada")
    RoleGrant.objects.create(user=both, role=Role.AUDITOR)
    page = desk_page(client, both).content.decode()
    assert 'id="own"' in page
    assert 'id="read"' in page
    assert page.count(reverse("reports:workspace", args=[call.code])) == 1


@pytest.mark.parametrize("name", ["Bruno", "Dario"])
def test_desk_is_closed_to_who_does_not_work_here(client, name):
    assert desk_page(client, person(name)).status_code == 403


def test_sign_in_leads_staff_to_the_desk(client):
    a_scoring_call()
    for user in (person("Ada"), member("Celia")):
        with at(SCORED):
            client.force_login(user)
            assert client.get(reverse("accounts:start")).url == reverse("reports:desk")


def test_number_of_queries_does_not_grow_with_applications(client):
    call, _one = a_scoring_call()
    RoleGrant.objects.create(user=member("Celia"), role=Role.AUDITOR)

    def queries():
        with at(SCORED), CaptureQueriesContext(connection) as found:
            client.force_login(member("Celia"))
            client.get(reverse("reports:desk"))
        return len(found)

    queries()
    before = queries()
    for number in range(2, 6):
        an_opened_application(call, f"Društvo {number}")
    assert queries() == before


def test_two_calls_are_told_apart_by_short_title_and_code(client):
    call = a_published_call()
    page = desk_page(client, person("Ada")).content.decode()
    assert f'<span class="m-note">{call.code}</span>' in page


@pytest.mark.parametrize("name", ["Igor", "Lea"])
def test_committee_comes_back_to_its_call_when_nothing_waits(client, name):
    call = a_checking_call()
    a_committee(call)
    page = desk_page(client, member(name), CHECKED).content.decode()
    home = reverse("scoring:sheets", args=[call.code])
    assert f'href="{home}"' in page
    with at(CHECKED):
        inside = client.get(home).content.decode()
    assert 'class="m-deskbar__call"><a href="' in inside


def test_secretary_is_not_told_of_sheets_that_she_never_has(client):
    call, [application] = a_scoring_call()
    page = desk_page(client, member("Lea"), SCORED).content.decode()
    assert "Člani ocenjujejo; ocene še niso razkrite" in page
    assert call.state == "scoring"
    assert application.number
