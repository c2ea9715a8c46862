"""Somebody of one's own name leads an applicant: asked in every role, and closed until answered."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.core.offices import office_lines
from accounts.models import Role, RoleGrant
from applicants.actions.set_officers import set_officers
from applicants.models import MembershipRole
from grants.core.workflow import CallState
from grants.models import Application, Call
from grants.permissions import check_application, read_whole_call, view_opened_application
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.models import ConflictDeclaration
from scoring.permissions import read_application_in_committee, view_minutes, view_ranking
from scoring.selectors.committee.conflicts import conflict_rows
from scoring.selectors.committee.recusals import recused_from
from scoring.selectors.committee.seats import seat_of
from scoring.selectors.runs.evaluation import counted_applications, evaluated
from tests.personas import person
from tests.scoring.committee import (
    CHECKED,
    a_checking_call,
    a_committee,
    a_scoring_call,
    an_opened_application,
    member,
)
from tests.stage import at

pytestmark = pytest.mark.django_db

STAFF = {
    "Ada": Role.OFFICER,
    "Emil": Role.APPROVER,
    "Fani": Role.AUDITOR,
    "Franc": Role.FINANCE,
}
WRITINGS = ("{first} {last}", "{upper} {first}", "{last}, {first}", "dr. {first} {last}")


def staff(name: str):
    user = person(name)
    RoleGrant.objects.get_or_create(user=user, role=STAFF[name])
    user.name = f"{name} Mrak"
    user.save()
    return user


def led_by(application: Application, *names: str) -> Application:
    """As the opening leaves it."""
    application.applicant["officers"] = [{"name": name, "function": "tajnik"} for name in names]
    application.offices = office_lines(application.applicant["officers"])
    application.save()
    return application


def say(call: Call, user, application: Application, in_conflict: bool, reason: str = ""):
    with at(CHECKED):
        return declare_conflicts(
            call=call, answers={application.pk: (in_conflict, reason)}, actor=user
        )


@pytest.fixture
def call():
    return a_checking_call()


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("name", STAFF)
def test_application_led_by_somebody_of_the_name_is_closed_until_answered(call, name, writing):
    user = staff(name)
    row = an_opened_application(call)
    other = an_opened_application(call, "Društvo Prepih")
    assert view_opened_application.allows(user, row)

    led_by(row, "Dora Kos", writing.format(first=name, last="Mrak", upper="MRAK"))

    for rule in (view_opened_application, check_application):
        assert not rule.allows(user, row)
        assert row not in rule.queryset(user)
    assert view_opened_application.allows(user, other)
    for whole in (read_whole_call, view_ranking, view_minutes):
        assert not whole.allows(user, call)

    say(call, user, row, in_conflict=False)
    assert view_opened_application.allows(user, row)
    for whole in (read_whole_call, view_ranking, view_minutes):
        assert whole.allows(user, call)


@pytest.mark.parametrize("name", STAFF)
def test_office_that_is_confirmed_keeps_out_for_good(call, name):
    user = staff(name)
    row = led_by(an_opened_application(call), f"{name} Mrak")
    say(call, user, row, in_conflict=True, reason="Tajnik sem jaz.")
    assert not view_opened_application.allows(user, row)
    assert not read_whole_call.allows(user, call)
    assert say(call, user, row, in_conflict=False) == []
    kept = ConflictDeclaration.objects.get()
    assert (kept.user, kept.in_conflict) == (user, True)
    assert [match["kind"] for match in kept.matches] == ["name"]


OTHER_WRITINGS = [
    ("Ada Mrak", "Ada Marija Mrak"),
    ("Ada Marija Mrak", "Mrak Ada"),
    ("Ada Mrak", "A. MRAK"),
    ("A. Mrak", "Ada Mrak"),
    ("Ada Marija Mrak", "Ada M. Mrak"),
    ("Ada Mrak", "Ada Mrak, univ. dipl. ekon."),
    ("Ada Mrak", "Ada Mrak (predsednica upravnega odbora)"),
    ("Djordje Mrak", "Đorđe Mrak"),
    ("Ada D’Angelo", "Dangelo Ada"),
    ("Ada Müller", "Mueller Ada"),
    ("Mrak", "Ada Mrak"),
]


@pytest.mark.parametrize(("name", "officer"), OTHER_WRITINGS)
def test_name_written_longer_or_shorter_is_asked_and_opens_with_an_answer(
    client, call, name, officer
):
    user = staff("Ada")
    row = led_by(an_opened_application(call), officer)
    user.name = name
    user.save()
    assert not view_opened_application.allows(user, row)

    client.force_login(user)
    page = reverse("scoring:conflicts", args=[call.code])
    assert f"answer-{row.pk}" in client.get(page).content.decode()
    with at(CHECKED):
        client.post(page, {f"answer-{row.pk}": "no", "statement": "on"})
    assert view_opened_application.allows(user, row)


@pytest.mark.parametrize("state", ["dismissed", "withdrawn"])
@pytest.mark.parametrize("name", ["Ada", "Lea"])
def test_question_can_be_answered_whatever_became_of_the_application(client, call, name, state):
    a_committee(call)
    user = staff(name) if name in STAFF else member(name)
    row = led_by(an_opened_application(call), user.name)
    Application.objects.filter(pk=row.pk).update(state=state)
    assert not view_ranking.allows(user, call)

    client.force_login(user)
    page = reverse("scoring:conflicts", args=[call.code])
    with at(CHECKED):
        said = {f"answer-{row.pk}": "no", f"reason-{row.pk}": "Soimenjak.", "statement": "on"}
        assert client.post(page, said).status_code == 302
    assert view_ranking.allows(user, call)
    assert row.number in client.get(page).content.decode()


@pytest.mark.parametrize(
    "officer", ["Mrak", "Ada", "Adam Mrak", "Mrakova Ada", "Ana Marija Mrak", "D. Mrak", ""]
)
def test_another_name_closes_nothing(call, officer):
    user = staff("Ada")
    row = led_by(an_opened_application(call), officer)
    assert view_opened_application.allows(user, row)


def test_staff_may_declare_a_conflict_that_no_name_shows(call):
    user = staff("Ada")
    row = an_opened_application(call)
    say(call, user, row, in_conflict=True, reason="Predsednica je moja sestra.")
    assert not view_opened_application.allows(user, row)
    assert not check_application.allows(user, row)


def test_who_comes_after_the_end_is_asked_too(call):
    row = led_by(an_opened_application(call), "Fani Mrak")
    Call.objects.filter(pk=call.pk).update(state=CallState.DECIDED)
    user = staff("Fani")
    assert not view_opened_application.allows(user, row)
    say(call, user, row, in_conflict=False)
    assert view_opened_application.allows(user, row)


def test_word_of_staff_changes_no_computation(call):
    user = staff("Ada")
    row = an_opened_application(call)
    a_committee(call)
    say(call, user, row, in_conflict=True, reason="Sestra.")
    Application.objects.filter(pk=row.pk).update(state="complete")
    [counted] = counted_applications(call)
    assert evaluated(counted, call.file.lot(row.lot.code).form)["conflicts"] == []


def test_secretary_of_the_name_reads_nothing_until_answered(call):
    secretary = member("Lea")
    row = an_opened_application(call)
    a_committee(call)
    assert read_application_in_committee.allows(secretary, row)
    led_by(row, secretary.name if " " in secretary.name else f"{secretary.name} Furlan")
    secretary.name = next(one["name"] for one in row.applicant["officers"])
    secretary.save()
    assert not read_application_in_committee.allows(secretary, row)


def test_list_of_sheets_has_no_title_of_what_is_asked(client):
    scoring, [row, other] = a_scoring_call(2)
    Application.objects.filter(pk=row.pk).update(title="Zaprti naslov")
    row.refresh_from_db()
    led_by(row, member("Lea").name)
    client.force_login(member("Lea"))

    page = client.get(reverse("scoring:sheets", args=[scoring.code])).content.decode()

    assert "Zaprti naslov" not in page
    assert reverse("scoring:sheet", args=[scoring.code, row.number]) not in page
    assert reverse("scoring:conflicts", args=[scoring.code]) in page
    assert reverse("scoring:sheet", args=[scoring.code, other.number]) in page


def test_page_asks_staff_and_opens_with_a_click(client, call):
    user = staff("Ada")
    row = led_by(an_opened_application(call), "Ada Mrak")
    client.force_login(user)
    with override("en"):
        url = reverse("scoring:conflicts", args=[call.code])
        applications = reverse("grants:desk_applications", args=[call.code])
    page = client.get(url).content.decode()
    assert "An applicant names somebody of your name" in page
    assert url in client.get(applications).content.decode()
    with at(CHECKED):
        sent = client.post(url, {f"answer-{row.pk}": "no", "statement": "on"})
    assert sent.status_code == 302
    assert view_opened_application.allows(user, row)
    page = client.get(url).content.decode()
    assert "No conflict" in page
    with at(CHECKED):
        client.post(url, {"new": "1", "application": row.pk, "new_reason": "Pa vendar."})
    assert not view_opened_application.allows(user, row)


@pytest.mark.parametrize("name", STAFF)
def test_officer_who_is_written_down_after_the_submission_is_asked_about(call, name):
    user = staff(name)
    row = an_opened_application(call)
    owner = row.organisation.memberships.get(role=MembershipRole.OWNER).user
    assert view_opened_application.allows(user, row)

    new = {"name": f"Mrak {name}", "function": "predsednik", "address": ""}
    set_officers(
        organisation=row.organisation,
        officers=[{**new, "legal_representative": True}],
        actor=owner,
    )

    assert not view_opened_application.allows(user, row)
    [asked] = [one for one in conflict_rows(call, user, None) if one.matches]
    assert asked.application == row
    say(call, user, row, in_conflict=False)
    assert view_opened_application.allows(user, row)


def test_staff_are_asked_of_nothing_that_is_not_closed_to_them(call):
    user = staff("Ada")
    user.name = "Ada Zorko"
    user.save()
    row = led_by(an_opened_application(call), "Ada Zorka", "Dora Zorko")
    assert view_opened_application.allows(user, row)
    assert [one for one in conflict_rows(call, user, None) if one.matches] == []


@pytest.fixture
def officer_who_takes_a_seat(call):
    """Says a word on two applications as an officer, and has only a seat afterwards."""

    def take(in_conflict: bool):
        rows = [an_opened_application(call), an_opened_application(call, "Društvo Prepih")]
        user = member("Celia")
        role = RoleGrant.objects.create(user=user, role=Role.OFFICER)
        for row in rows:
            say(call, user, row, in_conflict=in_conflict, reason="Pevka je moja sestra.")
        role.delete()
        a_committee(call)
        return user, rows

    return take


def test_conflict_that_an_officer_declared_counts_for_the_later_seat(
    call, officer_who_takes_a_seat
):
    user, [row, other] = officer_who_takes_a_seat(in_conflict=True)
    seat = seat_of(call, user)

    assert recused_from(row) == recused_from(other) == {seat.pk}
    counted = {one.pk: one for one in counted_applications(call)}
    assert len(evaluated(counted[row.pk], call.file.lot("A").form)["conflicts"]) == 1


def test_seat_of_an_officer_who_had_said_everything_is_declared_with_the_statement(
    call, officer_who_takes_a_seat
):
    user, _rows = officer_who_takes_a_seat(in_conflict=False)
    assert seat_of(call, user).declared_at is None

    with at(CHECKED):
        declare_conflicts(call=call, answers={}, actor=user)

    assert seat_of(call, user).declared_at == datetime.fromisoformat(CHECKED)
