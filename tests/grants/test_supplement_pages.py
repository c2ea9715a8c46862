"""The pages of a call to supplement: asked thing by thing, taken over, answered once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.refusal import Refused
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.checking.decide_completeness import decide_completeness
from grants.models import Attachment, Request, RequestOutcome
from grants.selectors.desk_applications import next_unchecked
from jobs.letters import write_letter
from jobs.models import Letter
from tests.grants.applying import a_pdf
from tests.grants.requests import ARTICLE, DUE, IN_TIME, TOO_LATE, WHY, accept, answer, ask
from tests.opened import CHECKING, a_call_in_checking
from tests.personas import person
from tests.proof.stage import lots_with_a_file
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db):
    call = a_call_in_checking(1, lots=lots_with_a_file())
    row = call.applications.get()
    row.call = call
    return row


def desk_page(application):
    return f"/sl/desk/applications/{application.number}/supplement/"


def own_page(application):
    return f"/sl/applications/{application.number}/supplement/"


def as_(client, name):
    client.force_login(person(name))
    return client


def text_of(response):
    """As it is read, a blank being a blank."""
    return response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def sent(**more):
    return {
        "thing": ["members"],
        "reason_members_sl": "Navedite število članov na dan objave.",
        "article_members": "0",
        "send": "1",
        **more,
    }


def test_officer_asks_and_the_check_says_so(client, application):
    with at(CHECKING):
        as_(client, "Ada")
        page = text_of(client.get(desk_page(application), {"thing": "members"}))
        assert 'name="reason_members_it"' in page
        assert 'name="reason_members_en"' not in page
        # Eight days after 5 November, and the eighth is a working day.
        assert "13. novembra 2026" in page
        done = client.post(desk_page(application), sent(), follow=True)
        assert "prijavitelj je pozvan k dopolnitvi" in text_of(done)
        assert "Odprto do konca dneva, 30. novembra 2026" in text_of(done)
    thing = Request.objects.get().things.get()
    assert thing.reason == {"sl": "Navedite število članov na dan objave."}
    assert thing.article["sl"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason_members_sl": " "}, "vsaj v enem uradnem jeziku"),
        ({"article_members": ""}, "Navedite člen pravil"),
        ({"article_members": "", "article_members_sl": "pravilnik"}, "s številko"),
        ({"thing": ["nowhere"]}, "vsaj eno"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, application, changes, words):
    with at(CHECKING):
        page = as_(client, "Ada").post(desk_page(application), sent(**changes))
    assert page.status_code == 422
    assert words in text_of(page)
    if "reason_members_sl" not in changes and "thing" not in changes:
        assert "Navedite število članov" in text_of(page)
    assert not Request.objects.exists()


def test_things_are_added_and_removed_without_losing_a_word(client, application):
    data = sent(add="consent")
    del data["send"]
    with at(CHECKING):
        page = text_of(as_(client, "Ada").post(desk_page(application), data))
        assert "Navedite število članov" in page
        assert 'name="reason_consent_sl"' in page
        assert "govuk-error-message" not in page
        data = {**data, "thing": ["members", "consent"], "remove": "members", "add": ""}
        page = text_of(client.post(desk_page(application), data))
    assert 'name="reason_members_sl"' not in page
    assert 'name="reason_consent_sl"' in page
    assert not Request.objects.exists()


def test_content_is_seen_when_it_is_taken_over(client, application):
    ask(application, "members")
    with at(CHECKING):
        as_(client, "Bruno")
        page = text_of(client.get(own_page(application)))
        assert "Podatek manjka" not in page
        early = client.post(own_page(application), {"members": "41"})
        assert early.status_code == 422
        assert "Najprej prevzemite poziv" in text_of(early)
        page = text_of(client.post(f"{own_page(application)}take-over/", follow=True))
    assert "Podatek manjka" in page
    assert "9. člen pravilnika" in page
    assert "34" in page
    assert Request.objects.get().due_at == DUE


def test_answer_stands_beside_what_was_there(client, application):
    accept(ask(application, "members", "consent"))
    files = {"consent": SimpleUploadedFile("soglasje.pdf", a_pdf("soglasje"))}
    with at(IN_TIME):
        as_(client, "Bruno")
        bad = client.post(own_page(application), {"members": "veliko"})
        assert bad.status_code == 422
        assert 'value="veliko"' in text_of(bad)
        page = client.post(own_page(application), {"members": "41", **files}, follow=True)
    assert page.status_code == 200
    assert Request.objects.get().outcome == RequestOutcome.ANSWERED
    text = text_of(page)
    assert "34" in text
    assert "41" in text
    assert "soglasje.pdf" in text
    with at(IN_TIME):
        desk = text_of(as_(client, "Ada").get(desk_page(application)))
    assert "soglasje.pdf" in desk


def test_last_moment_is_over_with_a_sentence(client, application):
    accept(ask(application, "members"))
    with at(TOO_LATE):
        late = as_(client, "Bruno").post(own_page(application), {"members": "41"})
    assert late.status_code == 422
    assert "Čas za odgovor je potekel" in text_of(late)
    assert Request.objects.get().outcome == RequestOutcome.OPEN


def test_officer_takes_it_back_with_a_reason(client, application):
    ask(application, "members")
    address = f"{desk_page(application)}take-back/"
    with at(CHECKING):
        assert as_(client, "Ada").post(address, {"reason": " "}).status_code == 422
        client.post(address, {"reason": "Podatek je v vlogi."})
        again = client.get(desk_page(application), {"thing": "members"})
    assert Request.objects.get().outcome == RequestOutcome.TAKEN_BACK
    assert 'name="reason_members_sl"' in text_of(again)


def test_own_list_leads_to_what_is_asked(client, application):
    ask(application, "members")
    with at(CHECKING):
        found = as_(client, "Bruno").get(f"/sl/applications/{application.number}/")
    assert found.headers["Location"] == own_page(application)


def test_lists_say_what_waits_and_for_whom(client, application):
    accept(ask(application, "members"))
    with at(CHECKING):
        own = text_of(as_(client, "Bruno").get("/sl/applications/"))
        desk = text_of(
            as_(client, "Ada").get(f"/sl/desk/calls/{application.call.code}/applications/")
        )
        assert next_unchecked(application, person("Ada")) is None
    assert f"Dopolnite vlogo {application.number}" in own
    assert own_page(application) in own
    assert "poziv k dopolnitvi, do 13. 11. 2026" in desk
    with at(TOO_LATE):
        assert next_unchecked(application, person("Ada")) == application
        assert "Dopolnite vlogo" not in text_of(as_(client, "Bruno").get("/sl/applications/"))


def test_after_the_answer_the_way_leads_to_the_receipt_and_from_there_to_what_was_asked(
    client, application
):
    answer(accept(ask(application, "members")), {"members": "41"})
    tasks, receipt = (f"/sl/applications/{application.number}/{one}" for one in ("", "receipt/"))
    with at(IN_TIME):
        assert as_(client, "Bruno").get(tasks).headers["Location"] == receipt
        assert own_page(application) in text_of(client.get(receipt))
        assert receipt in text_of(client.get(own_page(application)))


def test_officer_with_an_old_page_is_told_why_not(client, application):
    ask(application, "members")
    with at(CHECKING):
        late = as_(client, "Ada").post(desk_page(application), sent())
    assert late.status_code == 422
    assert "lahko še odgovori" in text_of(late)
    assert Request.objects.count() == 1


def test_nothing_is_asked_any_more_of_a_call_that_is_cancelled(client, application):
    ask(application, "members")
    reason = {"sl": "Proračun ni bil sprejet.", "it": "Il bilancio non è stato approvato."}
    with at(CHECKING):
        cancel_call(call=application.call, reason=reason, actor=person("Ada"))
        assert all(
            write_letter(one) is None
            for one in Letter.objects.filter(kind__startswith="supplement-")
        )
        own = text_of(as_(client, "Bruno").get("/sl/applications/"))
        page = text_of(client.get(own_page(application)))
    assert "Dopolnite vlogo" not in own
    assert "take-over" not in page
    assert "Razpis je preklican" in page


def dismiss(application, when):
    with at(when):
        return decide_completeness(
            application=application,
            verdict="dismiss",
            findings=[
                {"code": "eligibility.seat", "result": "holds", "note": ""},
                {"code": "attachment.consent", "result": "fails", "note": ""},
            ],
            article=ARTICLE,
            fact=WHY,
            actor=person("Ada"),
        )


def test_nobody_is_dismissed_for_what_was_not_asked(application):
    Attachment.objects.create(
        application=application,
        added_by=person("Bruno"),
        field="consent",
        name="prazno.pdf",
        file="opened/prazno.pdf",
        size=1,
        sha256="0" * 64,
    )
    with pytest.raises(Refused, match=r"(?s)Soglasje.*67\. člen"):
        dismiss(application, CHECKING)
    accept(ask(application, "consent"))
    with pytest.raises(Refused, match="lahko še odgovori"):
        dismiss(application, IN_TIME)
    assert dismiss(application, TOO_LATE).verdict == "dismiss"
