"""A published call is changed by a corrigendum: numbered, with a reason, word by word in public."""

import json
from copy import deepcopy
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.refusal import Refused
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.proof.fsck import differences
from callfile.file import canonical
from grants.actions.applying.submit_application import submit_application
from grants.actions.calls.amend_call import amend_call
from grants.actions.calls.publish_call import publish_call
from grants.actions.second_person.confirm_step import confirm_step
from grants.core.workflow import CallWork
from grants.models import Call
from jobs.models import Letter
from tests.grants.applying import a_filled_draft
from tests.letters import delivered
from tests.personas import person
from tests.stage import DEADLINE, FILING, LATE, PUBLISHED, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db
LONGER = "2026-11-03T12:00:00+01:00"
WHY = {"sl": "Odgovor na vprašanje 1.", "it": "Risposta al quesito 1."}


def changed(call: Call, deadline: str = LONGER, **more):
    content = deepcopy(call.content)
    content["dates"]["deadline"] = deadline
    return {**content, **more}


def amend(call, content=None, *, when=FILING, who="Ada", **more):
    said = {"content": content or changed(call), "reason": WHY, "actor": person(who), **more}
    if "since" not in said:
        said["since"] = call.versions.latest("number").sha256
    with at(when):
        return amend_call(call=call, **said)


def test_a_corrigendum_is_another_frozen_version_and_the_call_is_what_it_says():
    call = a_published_call()
    version = amend(call)
    call.refresh_from_db()
    assert (version.number, version.reason) == (2, WHY)
    assert call.deadline_at == datetime.fromisoformat(LONGER)
    assert call.state == "published"
    entry = LedgerEntry.objects.latest("seq")
    assert entry.type == EntryType.CALL_AMENDED
    assert version.sha256 in entry.canonical
    found = [one for one in differences() if not one.place.startswith("role")]
    assert found == []


def test_applications_that_were_sent_are_replaced_until_the_new_deadline():
    call = a_published_call()
    draft = a_filled_draft(call)
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    lots = [*call.lots.values_list("pk", flat=True)]
    amend(call)
    assert [*call.lots.values_list("pk", flat=True)] == lots
    draft.refresh_from_db()
    draft.draft_version += 1
    draft.save()
    draft = type(draft).objects.get(pk=draft.pk)
    with at(LATE):
        again = submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    assert again.sequence == 2


@pytest.mark.parametrize("day", ["2026-10-31", "2026-11-01"])
def test_the_deadline_is_not_moved_to_a_day_on_which_nobody_works(day):
    call = a_published_call()
    with pytest.raises(Refused, match="praznik"):
        amend(call, changed(call, f"{day}T12:00:00+01:00"))
    assert call.versions.count() == 1


def test_whoever_has_begun_an_application_gets_a_letter_with_the_reason():
    call = a_published_call()
    a_filled_draft(call)
    amend(call)
    [letter] = [one for one in delivered() if "popravek" in one.subject.lower()]
    assert letter.to == [person("Bruno").email]
    assert WHY["sl"] in letter.body
    assert "corrigenda/#c1" in letter.body
    assert not Letter.objects.filter(kind="corrigendum").exists()


def test_the_public_reads_what_was_removed_and_what_was_added(client):
    call = a_published_call()
    title = {**call.content["title"], "sl": "Mali javni razpis 2027"}
    amend(call, changed(call, title=title))
    with at(FILING):
        page = client.get(f"/sl/calls/{call.code}/corrigenda/").content.decode()
        other = client.get(f"/it/calls/{call.code}/corrigenda/").content.decode()
        own = client.get(f"/sl/calls/{call.code}/").content.decode()
    assert "30.\xa0oktober" in page
    assert "3.\xa0november" in page
    assert "<ins>" in page
    assert "javni" in page
    assert WHY["sl"] in page
    assert WHY["it"] in other
    assert f"/sl/calls/{call.code}/corrigenda/" in own


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(code="drugi"),
        lambda one: one["dates"].update(deadline="2026-10-29T12:00:00+01:00"),
        lambda one: one["dates"].update(opens="2026-10-02T08:00:00+02:00"),
        lambda one: one["lots"].pop(),
        lambda one: one["lots"].reverse(),
        lambda one: one["lots"][0].update(kind="operational"),
        lambda one: one["lots"][0]["form"]["sections"][0]["fields"].pop(),
        lambda one: one["lots"][0]["form"]["sections"][0]["fields"][0].update(required=False),
        lambda one: one.update(title={}),
        lambda one: None,
    ],
)
def test_what_applications_rest_on_stays(change):
    call = a_published_call()
    content = deepcopy(call.content)
    change(content)
    with pytest.raises(Refused):
        amend(call, content)
    assert call.versions.count() == 1


def test_words_of_the_form_and_the_money_may_be_mended():
    call = a_published_call()
    content = deepcopy(call.content)
    content["lots"][0]["form"]["sections"][0]["fields"][0]["label"]["sl"] = "Naslov prireditve"
    content["lots"][0]["budget"] = "2000.00"
    amend(call, content)
    assert call.lots.get(code="A").budget_cents == 200000


def test_a_corrigendum_needs_its_reason_its_time_its_person_and_the_newest_version():
    call = a_published_call()
    with pytest.raises(Refused) as refused:
        amend(call, reason={"sl": WHY["sl"], "en": "An answer to a question."})
    assert refused.value.field == "reason_it"
    with pytest.raises(PermissionDenied):
        amend(call, who="Bruno")
    old = call.versions.get().sha256
    amend(call)
    call.refresh_from_db()
    with pytest.raises(Refused):
        amend(call, changed(call, "2026-11-03T13:00:00+01:00"), since=old)
    with pytest.raises(Refused):
        amend(call, changed(call, "2026-11-03T13:00:00+01:00"), when="2026-11-03T12:00:01+01:00")


def test_a_draft_has_no_corrigendum():
    call = a_draft_call()
    with pytest.raises(Refused):
        amend(call, since="")
    with at(PUBLISHED):
        publish_call(call=call, actor=person("Ada"))
    amend(call)


def test_the_officer_sees_what_changes_before_it_is_published(client):
    call = a_published_call()
    client.force_login(person("Ada"))
    path = reverse("grants:call_amend", args=[call.code])
    since = call.versions.get().sha256
    typed = {"reason_sl": WHY["sl"], "reason_it": WHY["it"], "since": since}
    text = canonical(changed(call)).decode()
    with at(FILING):
        assert client.get(path).status_code == 200
        nothing = client.post(path, typed)
        assert nothing.status_code == 422
        broken = client.post(path, {**typed, "file": SimpleUploadedFile("c.json", b"{")})
        assert broken.status_code == 422
        look = client.post(path, {**typed, "file": SimpleUploadedFile("c.json", text.encode())})
        assert call.versions.count() == 1
        assert "3.\xa0november" in look.content.decode()
        assert look.context["kept"] == text
        half = client.post(path, {**typed, "content_read": text, "reason_it": ""})
        assert half.status_code == 422
        assert "3.\xa0november" in half.content.decode()
        done = client.post(path, {**typed, "content_read": text})
        late = client.post(path, {**typed, "content_read": text})
    assert done.status_code == 302
    assert late.status_code == 422
    assert call.versions.count() == 2
    assert DEADLINE < LATE


def for_two(call):
    funder = call.funder
    funder.second_person = [CallWork.AMEND.value]
    funder.save()
    person("Emil")


def handed_over(client, call, content):
    """By the page: the file is read in, its changes are shown, then it is handed over."""
    client.force_login(person("Ada"))
    said = {f"reason_{code}": text for code, text in WHY.items()}
    said["since"] = call.versions.latest("number").sha256
    said["content_read"] = canonical(content).decode()
    with at(FILING):
        return client.post(reverse("grants:call_amend", args=[call.code]), said)


def test_where_the_funder_wants_two_one_alone_publishes_none():
    call = a_published_call()
    for_two(call)
    with pytest.raises(Refused, match="drug"):
        amend(call)
    assert call.versions.count() == 1


def test_second_person_sees_what_changes_and_confirms_just_that(client):
    call = a_published_call()
    for_two(call)
    answer = handed_over(client, call, changed(call))
    assert answer["Location"] == reverse("grants:second_person", args=[call.code])
    assert call.versions.count() == 1
    pending = call.pending_steps.get()
    entry = LedgerEntry.objects.latest("seq")
    assert "content" not in json.loads(entry.payload.text)["about"]
    client.force_login(person("Emil"))
    with at(FILING):
        page = client.get(reverse("grants:second_person", args=[call.code])).content.decode()
        assert "<ins>" in page
        assert WHY["it"] in page
        client.post(
            reverse("grants:second_person_confirm", args=[call.code, pending.number]), follow=True
        )
    version = call.versions.latest("number")
    assert (version.number, version.reason) == (2, WHY)
    assert version.content["dates"]["deadline"] == LONGER


def test_what_waits_for_a_call_that_has_changed_is_not_confirmed(client):
    call = a_published_call()
    for_two(call)
    handed_over(client, call, changed(call))
    pending = call.pending_steps.get()
    funder = call.funder
    funder.second_person = []
    funder.save()
    call.refresh_from_db()
    amend(call, changed(call, title={**call.content["title"], "sl": "Mali javni razpis 2027"}))
    client.force_login(person("Emil"))
    with at(FILING):
        text = client.get(reverse("grants:second_person", args=[call.code])).content.decode()
        assert "<ins>" not in text
        with pytest.raises(Refused, match="spremenil"):
            confirm_step(pending=pending, actor=person("Emil"))
    pending.refresh_from_db()
    assert pending.is_open
    assert call.versions.count() == 2
