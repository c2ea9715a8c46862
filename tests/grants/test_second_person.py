"""What the funder wants two persons for is begun by one and confirmed by another."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from audit.models import LedgerEntry
from callfile.file import call_hash
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.calls.publish_call import publish_call
from grants.actions.calls.replace_call_content import replace_call_content
from grants.actions.second_person.ask_second_person import ask_second_person
from grants.actions.second_person.confirm_step import confirm_step
from grants.actions.second_person.decline_step import decline_step
from grants.actions.second_person.take_back_step import take_back_step
from grants.core.workflow import CallStep
from grants.models import Call, PendingStep
from tests.letters import delivered
from tests.personas import bonaca, person
from tests.small_call import small_call
from tests.stage import FILING, PUBLISHED, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db
WHY = {"sl": "Sredstva v proračunu so ukinjena.", "it": "I fondi del bilancio sono soppressi."}
NEXT_DAY = "2026-09-22T08:00:00+02:00"


def for_two(*steps):
    funder = bonaca()
    funder.second_person = [step.value for step in steps]
    funder.save()


@pytest.fixture
def call():
    draft = a_draft_call()
    person("Emil")
    for_two(CallStep.PUBLISH, CallStep.CANCEL)
    draft.refresh_from_db()
    return draft


def begun(call, moment=PUBLISHED, who="Ada"):
    with at(moment):
        return ask_second_person(
            call=call,
            step=CallStep.PUBLISH,
            about={"sha256": call_hash(call.content)},
            actor=person(who),
        )


def go(client, name, call, *args, who="Ada", moment=PUBLISHED, **data):
    client.force_login(person(who))
    with at(moment):
        address = reverse(f"grants:{name}", args=[call.code, *args])
        return client.post(address, data) if data or args else client.get(address)


def test_one_alone_publishes_nothing(call):
    with at(PUBLISHED), pytest.raises(Refused):
        publish_call(call=call, actor=person("Ada"))
    assert Call.objects.get().state == "draft"


def test_call_is_handed_over_confirmed_and_published(client, call):
    page = go(client, "call_publish", call).content.decode()
    assert "Predaj v potrditev" in page
    assert "Emil" in page
    client.force_login(person("Ada"))
    with at(PUBLISHED):
        answer = client.post(
            reverse("grants:call_publish", args=[call.code]),
            {"sha256": call_hash(call.content), "confirmed": "on"},
        )
    assert answer["Location"] == reverse("grants:second_person", args=[call.code])
    assert Call.objects.get().state == "draft"
    with at(PUBLISHED):
        assert [letter.to for letter in delivered()] == [["emil@example.org"]]
    shown = go(client, "second_person", call, who="Emil").content.decode()
    assert f"{call_hash(call.content):.4} {call_hash(call.content)[4:]:.4}" in shown
    answer = go(client, "second_person_confirm", call, 1, who="Emil")
    assert answer.status_code == 302
    assert Call.objects.get().state == "published"
    types = list(LedgerEntry.objects.order_by("seq").values_list("type", flat=True))
    assert types[-3:] == ["step.asked", "step.confirmed", "call.published"]
    assert PendingStep.objects.get().closed_by == person("Emil")


def test_whoever_began_it_does_not_confirm_it(client, call):
    pending = begun(call)
    with at(PUBLISHED), pytest.raises(Refused, match="sami"):
        confirm_step(pending=pending, actor=person("Ada"))
    shown = go(client, "second_person", call).content.decode()
    assert reverse("grants:second_person_confirm", args=[call.code, 1]) not in shown
    assert reverse("grants:second_person_take_back", args=[call.code, 1]) in shown
    assert Call.objects.get().state == "draft"


def test_another_officer_may_be_the_second_person(call):
    oton = person("Oton")
    RoleGrant.objects.create(user=oton, role=Role.OFFICER)
    pending = begun(call)
    with at(PUBLISHED):
        confirm_step(pending=pending, actor=oton)
    assert Call.objects.get().state == "published"


def test_an_auditor_confirms_nothing(call):
    pending = begun(call)
    with at(PUBLISHED), pytest.raises(PermissionDenied):
        confirm_step(pending=pending, actor=person("Fani"))


def test_what_was_changed_since_is_not_confirmed(client, call):
    pending = begun(call)
    changed = small_call(supplement_days=9)
    with at(PUBLISHED):
        replace_call_content(
            call=call,
            content=changed,
            content_version=call.content_version,
            actor=person("Ada"),
        )
        with pytest.raises(Refused):
            confirm_step(pending=pending, actor=person("Emil"))
    assert "od predaje spremenil" in go(client, "second_person", call).content.decode()
    pending.refresh_from_db()
    assert (pending.is_open, Call.objects.get().state) == (True, "draft")


def test_dates_that_have_passed_meanwhile_are_said_and_it_waits_on(client, call):
    begun(call)
    answer = go(client, "second_person_confirm", call, 1, who="Emil", moment=NEXT_DAY)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Zaradi datumov" in page
    assert PendingStep.objects.get().is_open
    assert not LedgerEntry.objects.filter(type="step.confirmed").exists()


def test_officer_whose_role_is_gone_publishes_through_nobody(call):
    pending = begun(call)
    RoleGrant.objects.filter(user=person("Ada")).delete()
    with at(PUBLISHED), pytest.raises(Refused):
        confirm_step(pending=pending, actor=person("Emil"))


def test_step_is_declined_with_a_reason_that_is_read(client, call):
    pending = begun(call)
    answer = go(client, "second_person_decline", call, 1, who="Emil", reason=" ")
    assert answer.status_code == 422
    go(client, "second_person_decline", call, 1, who="Emil", reason="Znesek ni pravi.")
    pending.refresh_from_db()
    assert (pending.outcome, pending.closed_because) == ("declined", "Znesek ni pravi.")
    assert "Znesek ni pravi." in go(client, "second_person", call).content.decode()
    with at(PUBLISHED):
        letters = delivered()
    assert [letter.to for letter in letters] == [["ada@example.org"]]
    assert "Znesek ni pravi." in letters[0].body
    with at(PUBLISHED), pytest.raises(Refused):
        confirm_step(pending=pending, actor=person("Emil"))


def test_step_is_taken_back_and_begun_anew(call):
    first = begun(call)
    assert begun(call) == first
    with at(PUBLISHED):
        take_back_step(pending=first, actor=person("Ada"))
        with pytest.raises(Refused):
            take_back_step(pending=first, actor=person("Ada"))
        with pytest.raises(Refused):
            decline_step(pending=first, reason="Prepozno.", actor=person("Emil"))
    assert begun(call).number == 2


def test_nobody_else_is_there(client, call):
    RoleGrant.objects.exclude(user=person("Ada")).delete()
    with pytest.raises(Refused, match="nihče"):
        begun(call)
    assert "upravitelj" in go(client, "call_publish", call).content.decode()


def test_cancellation_is_confirmed_with_its_reason(client):
    call = a_published_call()
    person("Emil")
    for_two(CallStep.CANCEL)
    call.refresh_from_db()
    client.force_login(person("Ada"))
    typed = {f"reason_{language}": text for language, text in WHY.items()}
    with at(FILING):
        with pytest.raises(Refused):
            cancel_call(call=call, reason=WHY, actor=person("Ada"))
        client.post(reverse("grants:call_cancel", args=[call.code]), typed)
        assert Call.objects.get().state == "published"
        again = client.get(reverse("grants:call_cancel", args=[call.code]))
    assert again["Location"] == reverse("grants:second_person", args=[call.code])
    shown = go(client, "second_person", call, who="Emil", moment=FILING).content.decode()
    assert WHY["it"] in shown
    go(client, "second_person_confirm", call, 1, who="Emil", moment=FILING)
    assert Call.objects.get().state == "cancelled"


def test_draft_that_nobody_has_seen_is_cancelled_by_one(call):
    with at(PUBLISHED):
        cancel_call(call=call, reason=WHY, actor=person("Ada"))
    assert Call.objects.get().state == "cancelled"


def test_letter_that_is_late_is_not_sent(call):
    pending = begun(call)
    with at(PUBLISHED):
        take_back_step(pending=pending, actor=person("Ada"))
        delivered()
    assert mail.outbox == []
