"""The page of letters by post: printed, sent, and the slip recorded; a decision too."""

import hashlib
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from awards.actions.post.print_letter import print_letter
from awards.actions.post.publish_notice import publish_notice
from awards.models import Mailing, SlipKind
from awards.selectors.mailings import LetterByPost, letters_by_post
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.requests.tell_findings import tell_findings
from grants.models import Request
from reports.words.post import letter_standing
from tests.awards.mailings import send, serve
from tests.grants.applying import a_pdf
from tests.grants.hearings import recognise
from tests.grants.requests import ARTICLE
from tests.grants.test_transcribe_paper import in_checking, typed
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db

SLIP_BACK = "2026-11-11T09:00:00+01:00"
# In one official language alone.
WHY = {"sl": "Navedite število članov."}


@pytest.fixture
def paper(db):
    row = in_checking()
    typed(row)
    row.refresh_from_db()
    return row


@pytest.fixture
def asked(paper) -> Request:
    with at(CHECKING):
        return request_supplement(
            application=paper, things=[Wanted("members", WHY, ARTICLE)], actor=person("Ada")
        )


def page(application, more=""):
    return f"/sl/desk/applications/{application.number}/post/{more}"


def as_(client, name):
    client.force_login(person(name))
    return client


def words_of(response) -> str:
    text = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(response.content)).pages)
    return " ".join(text.split())


def test_asking_leads_to_the_letter_that_has_all_of_it_in_both_languages(client, paper):
    with at(CHECKING):
        answer = as_(client, "Ada").post(
            f"/sl/desk/applications/{paper.number}/supplement/",
            {
                "thing": ["members"],
                "reason_members_sl": WHY["sl"],
                "article_members": "0",
                "send": "1",
            },
        )
        assert answer.status_code == 302
        assert answer["Location"] == page(paper)
        assert client.get(page(paper, "request-1/letter.pdf")).status_code == 404
        assert "Pripravi pismo za tisk" in client.get(page(paper)).content.decode()
        assert client.post(page(paper, "request-1/print/")).status_code == 302
        assert "Pismo za tisk" in client.get(page(paper)).content.decode()
        said = words_of(client.get(page(paper, "request-1/letter.pdf")))
    for words in (
        "Poziv k dopolnitvi",
        "Richiesta di integrazione",
        "Pihalni orkester Burja",
        "Riva 1",
        "6999 Bonaca",
        WHY["sl"],
        "non ancora tradotto",
        "Rok je 8 dni",
        "Il termine è di 8 giorni",
        "87. do 98. člen",
        f"{paper.number}/1",
    ):
        assert words in said, words


def test_letter_of_findings_says_what_was_found_and_what_it_does(client, paper):
    recognise(paper, members="5")
    with at(CHECKING):
        tell_findings(application=paper, actor=person("Ada"))
        as_(client, "Ada").post(page(paper, "request-1/print/"))
        said = words_of(client.get(page(paper, "request-1/letter.pdf")))
    for words in ("Pravica do izjave", "Navedeno:", "Ugotovljeno: 5", "9. in 138. člen"):
        assert words in said, words


def test_letter_is_sent_as_it_was_printed_whatever_changes_meanwhile(client, paper, asked):
    with at(CHECKING):
        refused = as_(client, "Ada").post(
            page(paper, "request-1/send/"), {"posted_on": "5. 11. 2026"}
        )
        assert "Najprej pripravite pismo" in refused.content.decode()
        client.post(page(paper, "request-1/print/"))
        printed = client.get(page(paper, "request-1/letter.pdf")).content
        funder = paper.call.funder
        funder.address = {"sl": "Drugje 9, 6999 Bonaca", "it": "Altrove 9, 6999 Bonaca"}
        funder.save()
        client.post(page(paper, "request-1/print/"))
        assert client.get(page(paper, "request-1/letter.pdf")).content == printed
        client.post(page(paper, "request-1/send/"), {"posted_on": "5. 11. 2026"})
    row = Mailing.objects.get()
    with row.printed.letter.open() as kept:
        assert kept.read() == printed
    assert row.letter_sha256 == row.printed.sha256 == hashlib.sha256(printed).hexdigest()
    assert row.posted_on == date(2026, 11, 5)


def test_letter_that_came_back_is_printed_anew_before_it_is_sent_again(client, paper, asked):
    with at(CHECKING):
        as_(client, "Ada").post(page(paper, "request-1/print/"))
        client.post(page(paper, "request-1/send/"), {"posted_on": "5. 11. 2026"})
    with at(SLIP_BACK):
        serve(Mailing.objects.get(), date(2026, 11, 9), SlipKind.RETURNED)
        funder = paper.call.funder
        funder.address = {"sl": "Drugje 9, 6999 Bonaca", "it": "Altrove 9, 6999 Bonaca"}
        funder.save()
        as_(client, "Ada").post(page(paper, "request-1/print/"))
        client.post(page(paper, "request-1/send/"), {"posted_on": "11. 11. 2026"})
    first, second = Mailing.objects.order_by("number")
    assert (first.printed.number, second.printed.number) == (1, 2)


def test_slip_is_recorded_with_its_scan(client, paper, asked):
    with at(CHECKING):
        send(asked, date(2026, 11, 5))
    slip = SimpleUploadedFile("vrocilnica.pdf", a_pdf("Vročilnica"))
    with at(SLIP_BACK):
        answer = as_(client, "Ada").post(
            page(paper, "1/slip/"), {"kind": "handed_over", "on": "9. 11. 2026", "scan": slip}
        )
        assert answer.status_code == 302
        shown = client.get(page(paper)).content.decode().replace("\xa0", " ")
        assert client.get(page(paper, "1/slip.pdf")).status_code == 200
    assert "17. november 2026" in shown


@pytest.mark.parametrize(
    ("what", "given", "field"),
    [
        ("request-1/send/", {}, "posted_on"),
        ("request-1/send/", {"posted_on": "31. 2. 2026"}, "posted_on"),
        ("request-1/send/", {"posted_on": "6. 11. 2026"}, "posted_on"),
        ("1/slip/", {"kind": "handed_over", "on": "9. 11. 2026"}, "scan"),
        ("1/slip/", {"on": "9. 11. 2026"}, "kind"),
        ("1/slip/", {"kind": "eaten", "on": ""}, "on"),
    ],
)
def test_fault_stands_at_its_field_and_what_was_typed_stays(
    client, paper, asked, what, given, field
):
    if what == "request-1/send/":
        with at(CHECKING):
            print_letter(about=asked, letter=a_pdf("Poziv"), actor=person("Ada"))
    if what == "1/slip/":
        with at(CHECKING):
            send(asked, date(2026, 11, 5))
    with at(CHECKING):
        answer = as_(client, "Ada").post(page(paper, what), given)
    assert answer.status_code == 422
    shown = answer.content.decode()
    place = "slip_1" if what == "1/slip/" else "request-1"
    assert f'id="id_{place}_{field}-error"' in shown or f"id_{place}_{field}_error" in shown
    for value in (one for one in given.values() if one and one != "handed_over" and one != "eaten"):
        assert value in shown


def test_other_applications_offer_nothing(client, paper):
    online = paper.call.applications.exclude(pk=paper.pk).get()
    assert letters_by_post(online) == []
    with at(CHECKING):
        shown = as_(client, "Ada").get(page(online)).content.decode()
    assert "nič ne vroča po pošti" in shown


def test_decision_that_is_read_in_an_account_need_not_be_posted():
    asked, free = (LetterByPost(None, None, [], is_demanded=one) for one in (True, False))
    assert [letter_standing(one)[0] for one in (asked, free)] == ["act", "none"]


def came_back(asked) -> Mailing:
    with at(CHECKING):
        mailing = send(asked, date(2026, 11, 5))
    with at(SLIP_BACK):
        return serve(mailing, date(2026, 11, 9), SlipKind.RETURNED)


def test_notice_is_begun_on_the_page_of_the_letters_and_read_by_everybody(client, paper, asked):
    came_back(asked)
    with at(SLIP_BACK):
        assert "Objavi naznanilo" in as_(client, "Ada").get(page(paper)).content.decode()
        assert client.post(page(paper, "1/notice/")).status_code == 302
        shown = client.get(page(paper)).content.decode().replace("\xa0", " ")
        assert "26. novembra 2026" in shown
        assert "Objavi naznanilo" not in shown
        client.logout()
        public = client.get("/sl/notices/").content.decode()
        assert client.get("/sl/notices/?funder=nobody").status_code == 200
    for words in ("Pihalni orkester Burja", "Poziv k dopolnitvi", paper.number):
        assert words in public, words
    # Neither the address nor the reason.
    for words in ("Riva 1", WHY["sl"]):
        assert words not in public, words
    with at("2026-11-27T09:00:00+01:00"):
        assert paper.number not in client.get("/sl/notices/").content.decode()
        assert "z javnim naznanilom" in as_(client, "Ada").get(page(paper)).content.decode()


def test_notice_of_what_did_not_come_back_is_refused_on_its_page(client, paper, asked):
    with at(CHECKING):
        send(asked, date(2026, 11, 5))
        answer = as_(client, "Ada").post(page(paper, "1/notice/"), follow=True)
        assert client.post(page(paper, "7/notice/")).status_code == 404
    assert "ki se je vrnilo nevročeno" in answer.content.decode()


def test_list_of_a_call_says_where_each_letter_stands_and_what_is_next(client, paper, asked):
    address = f"/sl/desk/calls/{paper.call.code}/post/"

    def listed(when, stage=""):
        with at(when):
            shown = as_(client, "Ada").get(f"{address}?stage={stage}").content.decode()
            return shown.replace("\xa0", " ")

    assert "Natisnite in odpošljite" in listed(CHECKING)
    came_back(asked)
    shown = listed(SLIP_BACK, "came-back")
    assert "Pošljite znova ali javno naznanite" in shown
    assert f"{page(paper)}#request-1" in shown
    assert "Tu ni nobenega pisma" in listed(SLIP_BACK, "on-its-way")
    # A choice that does not exist is none.
    assert paper.number in listed(SLIP_BACK, "eaten")
    with at(SLIP_BACK):
        publish_notice(mailing=Mailing.objects.get(), actor=person("Ada"))
    assert "26. novembra 2026" in listed(SLIP_BACK, "announced")
    after = "2026-11-27T09:00:00+01:00"
    assert paper.number not in listed(after)
    assert paper.number in listed(after, "delivered")
    with at(SLIP_BACK):
        assert as_(client, "Emil").get(address).status_code in (403, 404)
