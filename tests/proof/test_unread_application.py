"""A damaged application: known before the day, named at the opening, judged later."""

import io
import json
import zipfile

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof import fsck
from grants.actions.calls import watch_sealed_files as watching
from grants.actions.calls.watch_sealed_files import watch_sealed_files
from grants.actions.checking.complete_together import complete_together
from grants.actions.checking.decide_completeness import decide_completeness
from grants.models import Attachment, Submission
from grants.selectors.calls.unreadable_files import unreadable_numbers
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.open_lost_files import open_lost_files
from scoring.models import OpeningSession
from scoring.recorded_inputs import require_recorded_inputs
from scoring.selectors.opening.minutes import minutes_in
from tests.grants.requests import accept, answer, ask
from tests.opened import CHECKING, CLOSING
from tests.personas import person
from tests.proof.stage import sent_call
from tests.proof.tampering import nothing_refuses
from tests.proof.test_lost_files import LATER, opened
from tests.small_call import ANSWERS
from tests.stage import FILING, at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
NUMBER, FILE = "M27-A-002", "soglasje.pdf"
TOKEN = "only-of-this-story-0123456789"


def put(sealed):
    rows = Submission.objects.filter(application__number=NUMBER)
    with transaction.atomic(), nothing_refuses():
        rows.filter(pk=rows.latest("sequence").pk).update(sealed=sealed)


def look():
    """As the worker does, a minute later."""
    cache.delete(watching._TURN)
    watch_sealed_files()


def said_by_fsck():
    return [str(one) for one in fsck.differences()]


def judge(application, verdict="complete", **grounds):
    with at(CHECKING):
        decide_completeness(
            application=application,
            verdict=verdict,
            findings=[],
            article=grounds,
            fact=grounds,
            actor=person("Ada"),
        )


@pytest.fixture
def damaged():
    """The call with its damaged application, and what was sent."""
    call = sent_call()
    sent = bytes(Submission.objects.filter(application__number=NUMBER).latest("sequence").sealed)
    put(sent[:-1] + bytes([sent[-1] ^ 1]))
    return call, sent


def test_what_was_put_back_is_opened_with_its_files_and_an_entry(damaged, client, settings):
    call, sent = damaged
    settings.METRICS_TOKEN = TOKEN
    look()
    assert unreadable_numbers(call) == [NUMBER]
    with at(FILING):
        ready = client.get("/ready/", headers={"Authorization": f"Bearer {TOKEN}"})
    [found] = json.loads(ready.content)["sealed_files_unreadable"]
    assert found.startswith(f"sealed application {NUMBER}: it is not what entry")
    assert said_by_fsck() == [
        found.replace(f"sealed application {NUMBER}", f"submission {NUMBER} · 2")
    ]

    session = opened(call)
    assert call.applications.filter(state="received").count() == 5
    lines = {line["number"]: line for line in session.opened}
    assert [number for number, line in lines.items() if line.get("unread")] == [NUMBER]
    assert (lines[NUMBER]["applicant"], lines[NUMBER]["requested_cents"]) == ("Društvo Drugo", 0)
    for language in ("sl", "it"):
        minutes = minutes_in(session, language)
        assert sum(NUMBER in words for words in minutes["paragraphs"]) == 1
        [row] = [row for row in minutes["rows"] if row["number"] == NUMBER]
        assert (bool(row["note"]), row["requested"]) == (True, "–")
    application = call.applications.get(number=NUMBER)
    assert (application.is_unread, application.applicant["name"]) == (True, "Društvo Drugo")
    assert f"opened application {NUMBER}: what it says could not be read at the opening" in (
        said_by_fsck()
    )
    page = reverse("scoring:opening", args=[call.code])
    client.force_login(person("Ada"))
    with at(LATER):
        assert "celotna vloga" in client.get(page).content.decode()
        with pytest.raises(Refused, match=NUMBER):
            open_lost_files(call=call, actor=person("Ada"))

        put(sent)
        assert open_lost_files(call=call, actor=person("Ada")) == [application]
        assert open_lost_files(call=call, actor=person("Ada")) == []
    application.refresh_from_db()
    assert application.answers["title"]
    assert application.requested_cents
    assert Attachment.objects.get(application=application, file__gt="").name == FILE
    assert LedgerEntry.objects.filter(type="files.opened").count() == 1
    assert said_by_fsck() == []


def test_what_cannot_be_put_back_is_asked_for_again_and_then_judged(damaged, client):
    call, sent = damaged
    opened(call)
    with at(CLOSING):
        close_opening_session(call=call, public_present=0, remarks="", actor=person("Ada"))
    application = call.applications.get(number=NUMBER)
    client.force_login(person("Ada"))
    with at(CHECKING):
        check = client.get(reverse("grants:check", args=[NUMBER])).content.decode()
    assert "ob odpiranju ni bilo mogoče prebrati" in check
    for verdict in ("complete", "dismiss"):
        with pytest.raises(Refused, match="dopolnitvi"):
            judge(application, verdict, sl="9. člen")

    sent_cents = call.applications.get(number="M27-A-001").requested_cents
    # Less than the form requires is not asked for, so that nobody is judged for the rest.
    with pytest.raises(Refused, match=r"Člani.*Finančna.*Izjava") as refused:
        ask(application, "title")
    assert refused.value.field == "things"
    asked = accept(ask(application, *ANSWERS))
    answer(asked, {"title": "Oljke"})
    application.refresh_from_db()
    with pytest.raises(Refused, match=r"Člani.*Finančna.*Izjava") as refused:
        judge(application)
    assert refused.value.field == "verdict"
    with at(CHECKING):
        [one] = complete_together(call=call, numbers=[NUMBER], actor=person("Ada"))
        page = client.post(
            reverse("grants:check", args=[NUMBER]),
            {"all": "1"},
        )
    assert ("Člani" in one.refused, page.status_code) == (True, 422)
    assert "Člani s plačano članarino" in page.content.decode()
    answer(accept(ask(application, *ANSWERS)), {**ANSWERS, "title": "Oljke"})
    application.refresh_from_db()
    assert (application.title, application.requested_cents) == ("Oljke", sent_cents)
    # What was sent first stays closed, though it is back.
    put(sent)
    with at(LATER):
        assert open_lost_files(call=call, actor=person("Ada")) == []
    judge(application)
    require_recorded_inputs(call)
    put(sent[:-1] + b"?")
    require_recorded_inputs(call)
    # That nobody named it at the opening is what nobody may make of another one.
    with transaction.atomic(), nothing_refuses():
        call.applications.filter(number="M27-A-001").update(nonce="", answers={})
    with pytest.raises(Refused, match="M27-A-001"):
        require_recorded_inputs(call)
    assert OpeningSession.objects.get(call=call).closed_at


def test_owner_reads_the_receipt_and_is_told_whom_to_ask(damaged, client):
    call, sent = damaged
    application = call.applications.get(number=NUMBER)
    client.force_login(person("Bruno"))
    receipt = reverse("grants:apply_receipt", args=[NUMBER])
    bundle = reverse("grants:apply_bundle", args=[NUMBER])
    digest = application.submissions.latest("sequence").sha256

    def read(moment, address, status):
        with at(moment):
            response = client.get(address)
        assert response.status_code == status
        return response

    for moment in (FILING, LATER):
        for address, status in ((receipt, 200), (bundle, 409)):
            page = read(moment, address, status).content.decode()
            assert "vsebine trenutno ni mogoče prebrati" in page
            assert call.funder.email in page
            assert digest[:4] in page
        if moment == FILING:
            opened(call)
    # A lost file is named in the bundle, and the others are in it.
    put(sent)
    assert "vsebine trenutno ni mogoče prebrati" not in read(LATER, receipt, 200).content.decode()
    row = Attachment.objects.get(application=application)
    row.sealed_file.storage.delete(row.sealed_file.name)
    packed = zipfile.ZipFile(io.BytesIO(read(LATER, bundle, 200).content))
    assert not [name for name in packed.namelist() if FILE in name]
    assert FILE in packed.read(f"{NUMBER}.txt").decode().rpartition("varnostne kopije")[2]
