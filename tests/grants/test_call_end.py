"""A call is published with what was read, and cancelled with a reason."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from accounts.refusal import Refused
from audit.models import LedgerEntry
from callfile.file import call_hash
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.calls.publish_call import publish_call
from grants.models import Call, StateChange
from tests.letters import delivered
from tests.opened import a_call_with_committee, a_sent_application
from tests.personas import person
from tests.small_call import small_call
from tests.stage import FILING, LATE, PREPARED, PUBLISHED, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db
REASON = "Sredstva v proračunu so ukinjena."
MOTIVO = "I fondi del bilancio sono stati soppressi."
WHY = {"sl": REASON, "it": MOTIVO}


def post(client, name, call, moment, who="Ada", **data):
    with at(moment):
        client.force_login(person(who))
        return client.post(reverse(f"grants:{name}", args=[call.code]), data)


def typed(slovene, italian=MOTIVO):
    return {"reason_sl": slovene, "reason_it": italian}


def test_page_shows_the_hash_that_is_frozen(client):
    call = a_draft_call()
    with at(PREPARED):
        client.force_login(person("Ada"))
        page = client.get(reverse("grants:call_publish", args=[call.code])).content.decode()
    assert call_hash(small_call()) in page

    answer = post(
        client, "call_publish", call, PUBLISHED, sha256=call_hash(small_call()), confirmed="on"
    )
    call.refresh_from_db()
    assert answer.status_code == 302
    assert call.state == "published"
    assert call.versions.get().sha256 == call_hash(small_call())


def test_publication_is_confirmed(client):
    call = a_draft_call()
    answer = post(client, "call_publish", call, PUBLISHED, sha256=call_hash(small_call()))
    assert answer.status_code == 422
    assert Call.objects.get().state == "draft"


def test_content_that_was_not_on_the_page_is_not_published(client):
    call = a_draft_call()
    answer = post(client, "call_publish", call, PUBLISHED, sha256="0" * 64, confirmed="on")
    assert answer.status_code == 422
    assert Call.objects.get().state == "draft"


def test_second_publication_is_refused():
    call = a_published_call()
    with at(FILING), pytest.raises(Refused):
        publish_call(call=call, actor=person("Ada"))


def test_past_deadline_is_not_published():
    call = a_draft_call()
    with at(LATE), pytest.raises(Refused) as refused:
        publish_call(call=call, actor=person("Ada"))
    assert refused.value.field == "dates.deadline"


def test_cancelled_call_is_in_the_ledger_and_its_applicants_are_told(client):
    call = a_call_with_committee()
    a_sent_application(call)
    delivered().clear()
    assert post(client, "call_cancel", call, FILING, **typed(REASON)).status_code == 302
    call.refresh_from_db()
    entry = LedgerEntry.objects.latest("seq")
    assert call.state == "cancelled"
    assert entry.type == "call.advanced"
    assert REASON not in entry.canonical
    assert StateChange.objects.get(step="cancel").reason_texts == WHY
    assert mail.outbox == []
    [letter] = delivered()
    assert letter.to == ["bruno@example.org"]
    assert REASON in letter.body


def test_draft_is_cancelled_without_a_letter():
    call = a_draft_call()
    with at(PREPARED):
        cancel_call(call=call, reason=WHY, actor=person("Ada"))
    assert delivered() == []


def test_letter_about_the_cancellation_says_why_in_its_own_language():
    call = a_call_with_committee()
    a_sent_application(call)
    User.objects.filter(email="bruno@example.org").update(language="it")
    delivered().clear()
    with at(FILING):
        cancel_call(call=call, reason=WHY, actor=person("Ada"))
    [letter] = delivered()
    assert MOTIVO in letter.body
    assert REASON not in letter.body


@pytest.mark.parametrize("reason", ["", "prekratko", "          x          "])
def test_cancellation_needs_a_reason(client, reason):
    call = a_published_call()
    answer = post(client, "call_cancel", call, FILING, **typed(REASON, reason))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason_it"]
    assert REASON in answer.content.decode()
    with at(FILING), pytest.raises(Refused) as refused:
        cancel_call(call=call, reason={"sl": REASON, "it": reason}, actor=person("Ada"))
    assert refused.value.field == "reason_it"


@pytest.mark.parametrize("state", ["decided", "cancelled"])
def test_decided_call_is_not_cancelled(state):
    call = a_published_call()
    Call.objects.update(state=state)
    with at(FILING), pytest.raises(Refused):
        cancel_call(call=call, reason=WHY, actor=person("Ada"))


@pytest.mark.parametrize("who", ["Emil", "Fani", "Bruno"])
def test_only_the_officer_cancels_and_publishes(who):
    call = a_draft_call()
    with at(PREPARED):
        with pytest.raises(PermissionDenied):
            cancel_call(call=call, reason=WHY, actor=person(who))
        with pytest.raises(PermissionDenied):
            publish_call(call=call, actor=person(who))
