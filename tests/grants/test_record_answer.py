"""An answer on paper: in time by the day of posting, typed thing by thing, with its scan."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from accounts.refusal import Refused
from accounts.stored_files import read_stored
from audit.models import LedgerEntry
from audit.proof import fsck
from audit.proof.fsck import Difference
from awards.selectors.findings import Findings
from awards.words.decision_sentences import course
from grants.actions.applying._paper import PaperLetter, Scan
from grants.actions.requests.record_answer import record_answer
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.application_refusals import UnfitAnswers
from grants.models import LateAnswer, PaperAnswer, Request
from reports.documents.case.case_file import CaseFile
from tests.awards.mailings import send, serve
from tests.grants.applying import a_pdf
from tests.grants.hearings import recognise, tell
from tests.grants.requests import ARTICLE, WHY, answer_too_late, ask_and_accept
from tests.grants.test_transcribe_paper import decided, in_checking, typed
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db

SERVED, LAST = date(2026, 11, 9), date(2026, 11, 17)
SLIP_BACK = "2026-11-11T09:00:00+01:00"
# After the time is over: the post brings what was posted on the last day.
CAME = "2026-11-19T09:00:00+01:00"


@pytest.fixture
def paper(db):
    row = in_checking()
    typed(row)
    row.refresh_from_db()
    return row


def by_post(asked: Request) -> Request:
    with at(CHECKING):
        mailing = send(asked, date(2026, 11, 5))
    with at(SLIP_BACK):
        serve(mailing, SERVED)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def asked(paper) -> Request:
    with at(CHECKING):
        found = request_supplement(
            application=paper,
            things=[Wanted(field, WHY, ARTICLE) for field in ("members", "consent")],
            actor=person("Ada"),
        )
    return by_post(found)


def reply(on: date = LAST, number: str = "610-25/2026-11") -> PaperLetter:
    return PaperLetter(on, number, Scan("odgovor.pdf", a_pdf("Odgovor")))


def recorded(asked, answers=None, *, said=None, when=CAME, in_scan=("consent",), by="Ada"):
    with at(when):
        return record_answer(
            request=asked,
            answers={"members": "33"} if answers is None else answers,
            in_scan=in_scan,
            reply=said or reply(),
            actor=person(by),
        )


def differences():
    return [str(one) for one in fsck.differences() if isinstance(one, Difference)]


def test_answer_posted_on_the_last_day_counts_when_it_comes(paper, asked):
    recorded(asked)
    paper.refresh_from_db()
    kept = PaperAnswer.objects.get(request=asked)
    assert paper.answers["members"] == "33"
    assert paper.answers["consent"] == [str(kept.scan_id)]
    asked.refresh_from_db()
    assert (asked.outcome, asked.closed_by.name) == ("answered", "Ada")
    newest = LedgerEntry.objects.order_by("-seq").first()
    assert newest.type == "request.answered"
    assert differences() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (reply(date(2026, 11, 18)), "filed_on"),
        (reply(date(2026, 11, 4)), "filed_on"),
        (reply(date(2026, 11, 20)), "filed_on"),
        (reply(number=" "), "registry_number"),
        (PaperLetter(LAST, "7", None), "scan"),
        (PaperLetter(LAST, "7", Scan("odgovor.pdf", b"%PDF-1.4 konec")), "scan"),
    ],
    ids=["late", "before-request", "not-yet", "number", "no-scan", "no-pdf"],
)
def test_what_cannot_be_is_refused_at_its_field(asked, said, field):
    with pytest.raises(Refused) as refused:
        recorded(asked, said=said)
    assert refused.value.field == field
    assert not PaperAnswer.objects.exists()


def test_who_answers_before_the_delivery_that_the_law_reckons_is_in_time(asked):
    recorded(asked, said=reply(date(2026, 11, 6)))
    assert PaperAnswer.objects.get().filed_on == date(2026, 11, 6)


def test_nothing_answered_and_nothing_else_than_asked(asked):
    with pytest.raises(Refused):
        recorded(asked, {}, in_scan=())
    with pytest.raises(Refused):
        recorded(asked, {"title": "Drug naslov"})
    with pytest.raises(UnfitAnswers):
        recorded(asked, {"members": "veliko"})
    assert not PaperAnswer.objects.exists()


def test_undelivered_and_answered_requests_take_no_answer(paper, asked):
    recorded(asked)
    with pytest.raises(Refused):
        recorded(asked)
    with at(CAME):
        again = request_supplement(
            application=paper, things=[Wanted("title", WHY, ARTICLE)], actor=person("Ada")
        )
    with pytest.raises(Refused):
        recorded(again, {"title": "Pesmi"}, in_scan=())


def test_only_the_officer_records_it(asked):
    for name in ("Emil", "Bruno"):
        with pytest.raises(PermissionDenied):
            recorded(asked, by=name)


def test_whoever_has_an_account_may_answer_on_paper_too(paper):
    online = paper.call.applications.exclude(pk=paper.pk).get()
    taken = ask_and_accept(online, "members")
    recorded(taken, in_scan=(), said=reply(date(2026, 11, 12)))
    online.refresh_from_db()
    assert online.answers["members"] == "33"
    assert differences() == []


def page(application):
    return f"/sl/desk/applications/{application.number}/paper/answer/"


def typed_reply(**more):
    return {
        "reply-filed_on": "17. 11. 2026",
        "reply-registry_number": "610-25/2026-11",
        "reply-scan": SimpleUploadedFile("odgovor.pdf", a_pdf("Odgovor")),
        **more,
    }


def test_officer_types_it_on_its_page(client, paper, asked):
    client.force_login(person("Ada"))
    with at(CAME):
        assert "Evidentiraj odgovor" in client.get(page(paper)).content.decode()
        answer = client.post(page(paper), typed_reply(**{"members": "33", "in-scan-consent": "on"}))
        assert answer.status_code == 302
        shown = client.get(answer["Location"]).content.decode()
    assert "610-25/2026-11" in shown
    assert PaperAnswer.objects.get().filed_on == LAST


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(client, paper, asked):
    client.force_login(person("Ada"))
    with at(CAME):
        given = typed_reply(**{"members": "33,5x", "reply-filed_on": "18. 11. 2026"})
        del given["reply-scan"]
        answer = client.post(page(paper), given)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "33,5x" in shown
    assert "18. 11. 2026" in shown
    assert "Dodajte sken odgovora" in shown
    assert not PaperAnswer.objects.exists()


def test_statements_about_findings_on_paper(client, paper):
    recognise(paper, members="5")
    by_post(tell(paper))
    client.force_login(person("Ada"))
    with at(CAME):
        shown = client.get(page(paper)).content.decode()
        assert 'name="text_members"' in shown
        answer = client.post(
            page(paper), typed_reply(agrees_members="no", text_members="Članov je 34.")
        )
        assert answer.status_code == 302
    thing = Request.objects.get().things.get()
    assert thing.after == {"agrees": False, "text": "Članov je 34."}
    assert differences() == []


LATE = date(2026, 11, 18)


def test_late_answer_to_an_earlier_request_is_recorded_and_read_once_another_is_sent(
    client, paper, asked
):
    recorded(asked)
    answer_too_late(asked, LATE)
    with at(CAME):
        request_supplement(
            application=paper, things=[Wanted("title", WHY, ARTICLE)], actor=person("Ada")
        )
        client.force_login(person("Ada"))
        shown = client.get(reverse("grants:request_supplement", args=[paper.number]))
        address = f"{page(paper)}?request=1"
        assert f'{address}"' in shown.content.decode()
        assert f"{address}&amp;late=1" in shown.content.decode()
        assert client.get(f"{address}&late=1").status_code == 200
        assert client.get(f"{page(paper)}?request=9").status_code == 404
        assert 'name="request" value="1"' in client.get(address).content.decode()
        given = typed_reply(late="1", request="1", **{"reply-filed_on": "18. 11. 2026"})
        assert client.post(page(paper), given).status_code == 302
        # Of the second one nothing can be recorded before it is delivered, and the page says so.
        refused = client.post(page(paper), {**given, "request": "2"})
    assert refused.status_code == 422
    assert "se evidentira, ko je poziv vročen" in refused.content.decode()
    assert asked.late_answers.count() == 2


def words_of(application, language):
    findings = Findings(call=application.call, proposal=None)
    with translation.override(language):
        text = str(course(findings, application, "dismissed")["text"])
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_late_answer_leaves_a_trace_and_changes_nothing(client, paper, asked):
    page = reverse("grants:paper_reply", args=[paper.number])
    given = {
        "reply-filed_on": "18. 11. 2026",
        "reply-registry_number": "610-25/2026-11",
        "members": "33",
    }
    scan = a_pdf("Odgovor")

    def sent(**more):
        file = SimpleUploadedFile("odgovor.pdf", scan, "application/pdf")
        return client.post(page, {**given, "reply-scan": file, **more})

    with at(CAME):
        client.force_login(person("Ada"))
        refused = sent()
        assert refused.status_code == 422
        assert "evidentirajte ga kot prepoznega" in refused.content.decode()
        assert 'name="late"' in refused.content.decode()
        in_time = sent(late="1", **{"reply-filed_on": "17. 11. 2026"})
        assert "pravočasen" in in_time.content.decode()
        assert sent(late="1").status_code == 302
        assert sent(late="1").status_code == 302
    late = LateAnswer.objects.get()
    assert read_stored(late.scan, late.scan_sha256) == scan
    assert LedgerEntry.objects.filter(type="answer.late").count() == 1
    before = paper.answers
    paper.refresh_from_db()
    asked.refresh_from_db()
    assert (paper.answers, asked.outcome) == (before, "")
    assert not paper.attachments.filter(name="odgovor.pdf").exists()

    with at(CAME):
        for name in ("Ada", "Fani"):
            client.force_login(person(name))
            said = client.get(reverse("grants:request_supplement", args=[paper.number]))
            assert said.status_code == (200 if name == "Ada" else 403)
            if name == "Ada":
                assert "610-25/2026-11" in said.content.decode()
                assert client.get(f"{page}?request=1&late=1").getvalue() == scan
                assert client.get(f"{page}?request=1&late=7").status_code == 404
        # What was posted in time may still come, and counts.
        recorded(asked, said=reply(LAST, "610-25/2026-12"), in_scan=())
        decided(paper, "complete")
        answer_too_late(asked, LATE)
        outline = PdfReader(io.BytesIO(CaseFile(paper, "sl", True).make())).outline
    titles = [str(one.title) for one in outline]
    assert titles.count("Poziv k dopolnitvi: prepozen odgovor") == 2
    for language, expected in (("sl", "18. novembra 2026"), ("it", "18 novembre 2026")):
        assert words_of(paper, language).count(expected) == 2
    assert [one for one in differences() if not one.startswith("role ")] == []
