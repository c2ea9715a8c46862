"""Where the funder wants it, two persons change a committee."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.refusal import Refused
from audit.models import LedgerEntry
from grants.actions.second_person.confirm_step import confirm_step
from grants.actions.second_person.decline_step import decline_step
from grants.core.workflow import CallWork
from grants.models import PendingStep
from scoring.models import CommitteeMember
from tests.personas import bonaca, person
from tests.scoring.committee import SCORED, a_scoring_call, fill_and_lock, member
from tests.scoring.test_committee_changes import excuse, give, release, seat
from tests.stage import at

pytestmark = pytest.mark.django_db
LEAVES = {
    "why": "replaced",
    "decision": "430-11/2026-14",
    "day": "20. 11. 2026",
    "reason": "Bolezen.",
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def scoring():
    call, applications = a_scoring_call()
    person("Emil")
    funder = bonaca()
    funder.second_person = [
        one.value for one in (CallWork.RELEASE_MEMBER, CallWork.EXCUSE_MEMBER, CallWork.GIVE_SEAT)
    ]
    funder.save()
    call.refresh_from_db()
    return call, applications


def post(client, user, route, *arguments, **data):
    client.force_login(user)
    with at(SCORED):
        return client.post(reverse(route, args=arguments), data)


def read(client, user, route, *arguments):
    client.force_login(user)
    with at(SCORED):
        return client.get(reverse(route, args=arguments)).content.decode()


def confirm(by="Emil"):
    with at(SCORED):
        return confirm_step(pending=PendingStep.objects.latest("pk"), actor=person(by))


def test_one_alone_changes_nothing(scoring):
    call, _applications = scoring
    for change in (lambda: release(call), lambda: excuse(call)):
        with pytest.raises(Refused, match="second person"):
            change()
    assert seat(call, "Valter").left_at is None


def test_dismissal_is_handed_over_read_and_confirmed(client, scoring):
    call, [application] = scoring
    fill_and_lock(application, "Valter")
    valter = seat(call, "Valter")
    shown = read(client, person("Ada"), "scoring:seat_leave", call.code, valter.pk)
    assert "Emil" in shown
    empty = {**LEAVES, "decision": ""}
    refused = post(client, person("Ada"), "scoring:seat_leave", call.code, valter.pk, **empty)
    assert refused.status_code == 422
    assert not PendingStep.objects.exists()

    post(client, person("Ada"), "scoring:seat_leave", call.code, valter.pk, **LEAVES)

    assert seat(call, "Valter").left_at is None
    for user in (person("Ada"), person("Emil")):
        page = read(client, user, "grants:second_person", call.code)
        for words in ("Valter Renko", "Bolezen.", "430-11/2026-14", "1 locked sheet"):
            assert words in page, words
    confirm()
    left = seat(call, "Valter")
    assert (left.left_why, left.left_by) == ("replaced", person("Ada"))
    types = list(LedgerEntry.objects.order_by("seq").values_list("type", flat=True))
    assert types[-3:] == ["step.asked", "step.confirmed", "committee.changed"]


def test_chair_begins_to_excuse_and_another_confirms(client, scoring):
    call, _applications = scoring
    valter = seat(call, "Valter")
    given = {"why": "excused", "day": "20. 11. 2026", "reason": "Ne pride."}
    answer = post(client, member("Igor"), "scoring:seat_leave", call.code, valter.pk, **given)
    assert answer["Location"] == reverse("scoring:committee", args=[call.code])
    confirm("Ada")
    assert seat(call, "Valter").left_by == member("Igor")


def test_seat_is_given_to_somebody_new_by_two(client, scoring):
    call, _applications = scoring
    post(client, person("Ada"), "scoring:seat_leave", call.code, seat(call, "Valter").pk, **LEAVES)
    confirm()
    with pytest.raises(Refused, match="second person"):
        give(call, person("Nada"))
    new = {
        "who": "new",
        "email": "nova@example.org",
        "name": "Nova Oseba",
        "decision": "430-12/2026",
        "day": "20. 11. 2026",
    }
    address = [call.code, seat(call, "Valter").pk]
    post(client, person("Ada"), "scoring:seat_give", *address, **new)
    assert "Nova Oseba" in read(client, person("Emil"), "grants:second_person", call.code)
    assert not CommitteeMember.objects.filter(user__email="nova@example.org").exists()
    confirm()
    taken = CommitteeMember.objects.get(user__email="nova@example.org")
    assert (taken.in_place_of, taken.took_by) == (seat(call, "Valter"), person("Ada"))


def test_what_is_not_confirmed_changes_nothing(client, scoring):
    call, _applications = scoring
    post(client, person("Ada"), "scoring:seat_leave", call.code, seat(call, "Valter").pk, **LEAVES)
    with at(SCORED):
        decline_step(pending=PendingStep.objects.get(), reason="Sklepa ni.", actor=person("Emil"))
    assert seat(call, "Valter").left_at is None
