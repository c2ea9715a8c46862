"""The written decision about a member: on paper too, in both languages, for those it concerns."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from accounts.stored_files import read_stored
from audit.core import canonical
from audit.proof import fsck
from awards.models import Mailing
from awards.selectors.mailings import letters_by_post
from grants.actions.applying._paper import PaperLetter, Scan
from jobs.models import Letter
from reports.documents.case.case_file import CaseFile
from scoring.actions.committee.decide_objection import decide_objection
from scoring.actions.committee.exclude_member import exclude_member
from scoring.actions.committee.object_to_member import object_to_member
from scoring.actions.committee.record_objection import record_objection
from scoring.models import MemberObjection, MemberRuling, PaperObjection
from scoring.permissions import score_application
from tests.awards.mailings import serve
from tests.grants.applying import a_pdf
from tests.grants.test_transcribe_paper import in_checking, typed
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db

SERVED = "2026-11-16T09:00:00+01:00"
WHY, BECAUSE = "Dela pri tekmecu.", "Zaposlitev je izkazana."
ARTICLES = ("35. do 40. člena", "articoli da 35 a 40")


@pytest.fixture
def paper(db):
    """A paper application of an association without an account; Celia chairs, Ciril judges it."""
    row = in_checking()
    typed(row)
    row.refresh_from_db()
    return row


def seat(application, name="Ciril"):
    return application.call.committee.members.get(user=person(name))


def page(name, *args):
    return reverse(name, args=args)


def as_(client, name):
    client.force_login(person(name))
    return client


def asked(client, name, address):
    with at(CHECKING):
        return as_(client, name).get(address)


def scan_of(objection):
    row = PaperObjection.objects.get(objection=objection)
    return read_stored(row.scan, row.scan_sha256)


def words_of(data):
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def wrong():
    return [said for one in fsck.differences() if not (said := str(one)).startswith("role ")]


def test_objection_on_paper_is_decided_in_writing_and_served_by_post(client, paper):
    call, member = paper.call, seat(paper)
    objections = page("scoring:objections", call.code)
    given = {
        "record": "1",
        "paper-application": paper.pk,
        "paper-member": member.pk,
        "paper-filed_on": "4. 11. 2026",
        "paper-registry_number": "610-25/2026-12",
        "paper-reason": WHY,
    }
    with at(CHECKING):
        ada = as_(client, "Ada")
        refused = ada.post(objections, given)
        assert refused.status_code == 422
        assert "Dodajte sken zahteve" in refused.content.decode()
        assert WHY in refused.content.decode()
        scan = SimpleUploadedFile("ugovor.pdf", a_pdf("Ugovor"), "application/pdf")
        assert ada.post(objections, {**given, "paper-scan": scan}).status_code == 302
        objection = MemberObjection.objects.get()
        assert not score_application.allows(person("Ciril"), paper)
        assert Letter.objects.filter(kind="objection-raised").exists()
        with pytest.raises(PermissionDenied):
            record(paper, actor="Celia")
        for words, filed_on in (
            ("že zahteval", date(2026, 11, 4)),
            ("še ni prišel", date(2026, 11, 6)),
            ("preverite datum", date(2026, 10, 1)),
        ):
            with pytest.raises(Refused, match=words):
                record(paper, filed_on=filed_on)
        one = page("scoring:objection", call.code, objection.pk)
        said = as_(client, "Celia").get(one).content.decode()
        assert "610-25/2026-12" in said
        assert client.get(f"{one}?scan=1").getvalue() == scan_of(objection)
        # The member reads neither the objection nor what was decided.
        assert as_(client, "Ciril").get(f"{one}?scan=1").status_code == 404
        as_(client, "Celia").post(one, {"outcome": "upheld", "reason": BECAUSE})

    ruling = MemberRuling.objects.get(objection=objection)
    assert ruling.sha256 == canonical.digest(ruling.content)
    document = page("reports:member_ruling", paper.number, ruling.number)
    answers = {
        name: asked(client, name, document)
        for name in ("Ada", "Celia", "Fani", "Ciril", "Bruno", "Emil")
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        **dict.fromkeys(("Ada", "Celia", "Fani", "Emil"), 200),
        **dict.fromkeys(("Ciril", "Bruno"), 404),
    }
    text = words_of(answers["Ada"].content)
    for words in (
        *ARTICLES,
        "4. novembra 2026",
        "Pihalni orkester Burja",
        f"{paper.number}/K1",
        ruling.sha256[:12],
    ):
        assert words in text
    assert text.count(BECAUSE) == 2
    assert WHY not in text
    assert "ni posebne pritožbe" in text

    with at(CHECKING):
        post = page("reports:letters_by_post", paper.number)
        assert "Sklep o zahtevi za izločitev" in as_(client, "Ada").get(post).content.decode()
        key = f"ruling-{ruling.number}"
        assert client.post(page("reports:print_letter", paper.number, key)).status_code == 302
        printed = client.get(page("reports:request_letter", paper.number, key)).content
        assert words_of(printed) == text
        posting = {"posted_on": "5. 11. 2026", "item_number": "RA 1"}
        assert (
            client.post(page("reports:post_letter", paper.number, key), posting).status_code == 302
        )
    with at(SERVED):
        serve(Mailing.objects.get(printed__ruling=ruling), date(2026, 11, 9))
        [letter] = [one for one in letters_by_post(paper) if one.ruling == ruling]
        assert letter.served_on == date(2026, 11, 9)
        assert "Vročeno" in as_(client, "Ada").get(post).content.decode()
        outline = PdfReader(io.BytesIO(CaseFile(paper, "sl", True).make())).outline
    titles = [str(item.title) for item in outline]
    [decision] = [
        title for title in titles if title == "Sklep o zahtevi za izločitev člana komisije"
    ]
    assert any(title.startswith(f"{decision}: ") for title in titles)
    assert wrong() == []


def record(application, *, filed_on=date(2026, 11, 4), actor="Ada"):
    paper = PaperLetter(filed_on, "610-25/2026-13", Scan("u.pdf", a_pdf("U")))
    with at(CHECKING):
        return record_objection(
            application=application,
            member=seat(application),
            reason=WHY,
            paper=paper,
            actor=person(actor),
        )


def test_applicant_has_the_decision_on_its_own_objection_and_no_other(client, paper):
    online = paper.call.applications.get(channel="online")
    with at(CHECKING):
        objection = object_to_member(
            application=online, member=seat(online), reason=WHY, actor=person("Bruno")
        )
        decide_objection(objection=objection, upheld=False, reason=BECAUSE, actor=person("Celia"))
        exclude_member(
            application=online, member=seat(online), reason=BECAUSE, actor=person("Celia")
        )
        own = as_(client, "Bruno").get(page("scoring:object", online.number)).content.decode()
    document, other = (page("reports:member_ruling", online.number, one) for one in (1, 2))
    assert document in own
    text = words_of(asked(client, "Bruno", document).content)
    assert "Zahteva se zavrne" in text
    assert "L’istanza è respinta" in text
    assert asked(client, "Bruno", other).status_code == 404
    assert asked(client, "Dario", document).status_code == 404
    assert "oseba se izloči" in words_of(asked(client, "Ada", other).content)
    listed = asked(client, "Ada", page("scoring:objections", paper.call.code))
    assert other in listed.content.decode()


def outline_of(client, name, number):
    answer = asked(client, name, page("reports:case_file", number))
    return [str(one.title) for one in PdfReader(io.BytesIO(answer.content)).outline]


def test_whoever_works_on_the_call_reads_it_everywhere_but_not_the_person_it_is_about(
    client, paper
):
    record(paper)
    [objection] = MemberObjection.objects.all()
    with at(CHECKING):
        decide_objection(objection=objection, upheld=False, reason=BECAUSE, actor=person("Celia"))
        as_(client, "Ada").post(page("reports:print_letter", paper.number, "ruling-1"))
    # Another office, so that the application lies open beside the seat.
    RoleGrant.objects.create(
        user=person("Ciril"), role=Role.AUDITOR, funder_id=paper.call.funder_id
    )
    document = page("reports:member_ruling", paper.number, 1)
    letter = page("reports:request_letter", paper.number, "ruling-1")
    post = page("reports:letters_by_post", paper.number)
    for name, answer in (("Emil", 200), ("Fani", 200), ("Ciril", 404)):
        reads = answer == 200
        assert asked(client, name, document).status_code == answer
        assert asked(client, name, letter).status_code == answer
        assert (letter in asked(client, name, post).content.decode()) == reads
        titles = outline_of(client, name, paper.number)
        assert ("Sklep o zahtevi za izločitev člana komisije" in titles) == reads
    objections = page("scoring:objections", paper.call.code)
    one = page("scoring:objection", paper.call.code, objection.pk)
    assert one not in asked(client, "Ciril", objections).content.decode()
    assert one in asked(client, "Fani", objections).content.decode()
    for address in (one, f"{one}?scan=1"):
        assert asked(client, "Ciril", address).status_code == 404
        assert asked(client, "Fani", address).status_code == 200
    text = words_of(asked(client, "Ada", document).content)
    for words in ("Številka sklepa", "Numero della decisione", "Numero di protocollo", "sme vlogo"):
        assert words in text
