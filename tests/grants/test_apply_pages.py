"""The applicant's pages: from the call to the receipt, and who does not get in."""

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.models import MembershipRole
from grants.actions.applying.promise_receipts import promise_receipts
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.submit_application import submit_application
from grants.models import Application, Attachment
from grants.sealed_content import read_sealed
from jobs.actions.send_letters import send_letters
from tests.grants.applying import (
    a_draft,
    a_filled_draft,
    a_pdf,
    add_member,
    moment,
)
from tests.grants.every_field import EVERY_FIELD, a_call_with_every_field, typed
from tests.personas import person
from tests.stage import FILING, LATE, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db

PAGES = ("", "conditions/", "part/about/", "part/money/", "check/")


def signed_in(name: str = "Bruno") -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def base_of(application: Application) -> str:
    return f"/sl/applications/{application.number}/"


def stored(application: Application) -> dict[str, Any]:
    application.refresh_from_db()
    content = read_sealed(application=application, actor=person("Bruno"), at=moment(FILING))
    return content.answers


def sent_application() -> Application:
    draft = a_filled_draft()
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    draft.refresh_from_db()
    return draft


def test_start_from_the_call_makes_one_draft():
    call, organisation = a_published_call(), an_organisation()
    lot = call.lots.get(code="B")
    with at(FILING):
        page = signed_in().get(f"/sl/calls/{call.code}/apply/?lot=B")
        assert f'value="{lot.pk}" id="id_lot_1" checked' in page.content.decode()
        answer = signed_in().post(
            f"/sl/calls/{call.code}/apply/", {"lot": lot.pk, "organisation": organisation.pk}
        )
    assert answer.headers["Location"] == "/sl/applications/M27-B-001/"


def test_start_refuses_a_strange_organisation_and_lot():
    call = a_published_call()
    an_organisation()
    strange = an_organisation("Drugo", owner="Dario")
    with at(FILING):
        answer = signed_in().post(
            f"/sl/calls/{call.code}/apply/", {"lot": "99", "organisation": strange.pk}
        )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"lot", "organisation"}
    assert not Application.objects.exists()


def test_start_says_when_the_organisation_has_all_its_applications():
    call, organisation = a_published_call(), an_organisation()
    for _ in range(2):
        a_draft(call, organisation)
    with at(FILING):
        answer = signed_in().post(
            f"/sl/calls/{call.code}/apply/",
            {"lot": call.lots.get(code="A").pk, "organisation": organisation.pk},
        )
    assert answer.status_code == 422
    assert Application.objects.count() == 2


@pytest.mark.parametrize("page", [*PAGES, "receipt/", "receipt.json", "bundle.zip", "withdraw/"])
def test_pages_are_not_there_for_anybody_else(page):
    sent = sent_application()
    with at(FILING):
        for name in ("Dario", "Ada", "Celia", "Emil", "Fani"):
            assert signed_in(name).get(base_of(sent) + page).status_code == 404
        assert Client().get(base_of(sent) + page).status_code == 302
        assert signed_in().get(base_of(sent) + page).status_code == 200


def test_viewer_reads_but_does_not_write():
    organisation = an_organisation()
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    add_member(organisation, "Edo", MembershipRole.EDITOR)
    draft = a_filled_draft(organisation=organisation)
    base = base_of(draft)
    with at(FILING):
        viewer, editor = signed_in("Vera"), signed_in("Edo")
        assert viewer.get(base).status_code == viewer.get(base + "check/").status_code == 200
        for page in ("conditions/", "part/about/"):
            assert viewer.get(base + page).status_code == 403
            assert viewer.post(base + page, {"members": "1"}).status_code == 403
            assert editor.get(base + page).status_code == 200
        version = {"draft_version": draft.draft_version}
        assert editor.post(base + "submit/", version).status_code == 403
        assert viewer.post(base + "submit/", version).status_code == 403
    assert stored(draft)["members"] == "34"
    assert draft.state == "draft"


def test_part_keeps_what_is_right_and_marks_what_is_wrong():
    draft = a_draft()
    with at(FILING):
        answer = signed_in().post(
            base_of(draft) + "part/about/",
            {"draft_version": "1", "title": "Pesmi", "members": "štirideset"},
        )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["members"]
    assert 'value="štirideset"' in page
    assert 'href="#id_members"' in page
    assert stored(draft) == {"title": "Pesmi"}
    assert f'name="draft_version" value="{draft.draft_version}"' in page


def test_part_of_a_stale_tab_shows_both_and_keeps_what_was_typed():
    draft = a_filled_draft()
    with at(FILING):
        save_answers(
            application=draft,
            answers={"title": "Njihov naslov"},
            draft_version=draft.draft_version,
            actor=person("Bruno"),
        )
        answer = signed_in().post(
            base_of(draft) + "part/about/",
            {"draft_version": draft.draft_version, "title": "Moj naslov", "members": "34"},
        )
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Njihov naslov" in page
        assert 'value="Moj naslov"' in page
        assert stored(draft)["title"] == "Njihov naslov"
        again = signed_in().post(
            base_of(draft) + "part/about/",
            {"draft_version": draft.draft_version, "title": "Moj naslov", "members": "34"},
        )
    assert again.status_code == 302
    assert stored(draft)["title"] == "Moj naslov"


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 400])
def test_part_with_a_strange_version_is_a_stale_tab(version):
    draft = a_draft()
    with at(FILING):
        answer = signed_in().post(
            base_of(draft) + "part/about/", {"draft_version": version, "title": "Pesmi"}
        )
    assert answer.status_code == 409


def test_part_saved_after_the_session_ended_keeps_what_was_typed():
    draft = a_draft()
    with at(FILING):
        answer = Client().post(
            base_of(draft) + "part/about/",
            {"draft_version": "1", "title": "Dolgo besedilo"},
            headers={"Origin": "http://testserver"},
        )
        strange = Client().post(base_of(draft) + "part/about/", {"title": "Dolgo besedilo"})
    assert answer.status_code == 403
    assert '<input type="hidden" name="title" value="Dolgo besedilo">' in answer.content.decode()
    assert "Dolgo besedilo" not in strange.content.decode()
    assert stored(draft) == {}


def test_unreadable_amount_leaves_its_neighbours_saved():
    draft = a_filled_draft()
    plan = {
        "draft_version": draft.draft_version,
        "plan-costs-rows": "2",
        "plan-costs-0-category": "work",
        "plan-costs-0-text": "Zborovodja",
        "plan-costs-0-amount": "tisoč",
        "plan-costs-1-category": "work",
        "plan-costs-1-text": "Dvorana",
        "plan-costs-1-amount": "321",
        "plan-incomes-rows": "1",
        "plan-incomes-0-category": "own",
        "plan-incomes-0-text": "Članarina",
        "plan-incomes-0-amount": "500",
        "plan-requested": "400",
    }
    with at(FILING):
        answer = signed_in().post(base_of(draft) + "part/money/", plan)
    assert answer.status_code == 422
    assert 'value="tisoč"' in answer.content.decode()
    kept = stored(draft)["plan"]
    assert [line["text"] for line in kept["costs"]] == ["Zborovodja", "Dvorana"]
    assert [line["amount"] for line in kept["costs"]] == ["", "321.00"]
    assert kept["requested"] == "400.00"


def test_unreadable_cell_leaves_the_rest_of_the_table_saved():
    draft = a_draft(a_call_with_every_field())
    given = {**typed(), "draft_version": draft.draft_version, "events-0-visitors": "veliko"}
    with at(FILING):
        answer = signed_in().post(base_of(draft) + "part/about/", given)
    assert answer.status_code == 422
    assert stored(draft)["events"][0]["what"] == typed()["events-0-what"]


def test_late_save_and_late_submit_get_one_clear_page():
    draft = a_filled_draft()
    base = base_of(draft)
    with at(LATE):
        saved = signed_in().post(
            base + "part/about/", {"draft_version": draft.draft_version, "title": "Pozno"}
        )
        sent = signed_in().post(base + "submit/", {"draft_version": draft.draft_version})
    for answer in (saved, sent):
        assert answer.status_code == 409
        assert "razpisi@bonaca.example" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_submit_of_an_incomplete_application_lists_what_is_missing():
    draft = a_draft()
    with at(FILING):
        answer = signed_in().post(base_of(draft) + "submit/", {"draft_version": "1"})
    assert answer.status_code == 422
    assert len(answer.context["lacking"]) == 5


def test_submit_twice_leads_to_the_same_receipt():
    organisation = an_organisation()
    add_member(organisation, "Edo", MembershipRole.EDITOR)
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    draft = a_filled_draft(organisation=organisation)
    sending = {"draft_version": draft.draft_version, "language": "it"}
    with at(FILING):
        first = signed_in().post(base_of(draft) + "submit/", sending)
        second = signed_in().post(base_of(draft) + "submit/", sending)
        assert mail.outbox == []
        assert promise_receipts() == 1
        assert promise_receipts() == 0
        assert send_letters() == 2
    draft.refresh_from_db()
    assert first.headers["Location"] == second.headers["Location"] == base_of(draft) + "receipt/"
    assert draft.language == "it"
    submission = draft.submissions.get()
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "bruno@example.org",
        "edo@example.org",
    ]
    for letter in mail.outbox:
        whole = str(letter.message())
        assert draft.number in letter.subject
        assert submission.sha256[:4] in str(letter.body)
        assert "Pesmi treh obal" not in whole
        assert "400,00" not in str(letter.body)


def test_receipt_and_bundle_prove_what_was_sent():
    sent = sent_application()
    submission = sent.submissions.get()
    with at(FILING):
        receipt = json.loads(signed_in().get(base_of(sent) + "receipt.json").content)
        bundle = signed_in().get(base_of(sent) + "bundle.zip").content
    assert receipt["payload"]["sha256"] == submission.sha256
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        document = archive.read("application.json")
        assert sha256(document).hexdigest() == submission.sha256
        assert json.loads(document)["answers"]["title"] == "Pesmi treh obal"
        assert "Pesmi treh obal" in archive.read(f"{sent.number}.txt").decode()
        assert "Pesmi treh obal" in archive.read(f"{sent.number}.html").decode()


def test_withdraw_asks_first_and_then_does_it():
    sent = sent_application()
    with at(FILING):
        assert signed_in().get(base_of(sent) + "withdraw/").status_code == 200
        sent.refresh_from_db()
        assert sent.state == "submitted"
        assert signed_in().post(base_of(sent) + "withdraw/").status_code == 302
        assert signed_in().get(base_of(sent) + "receipt/").status_code == 200
    sent.refresh_from_db()
    assert sent.state == "withdrawn"


def test_every_kind_of_field_goes_in_and_comes_back():
    draft = a_draft(a_call_with_every_field())
    with at(FILING):
        answer = signed_in().post(
            base_of(draft) + "part/about/", {**typed(), "draft_version": draft.draft_version}
        )
    assert answer.status_code == 302, answer.context["form"].errors
    assert {code: stored(draft)[code] for code in EVERY_FIELD} == EVERY_FIELD
    with at(FILING):
        page = signed_in().get(base_of(draft) + "part/about/")
    form = page.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value()}
    assert again["hours"] == "12,5"
    assert again["founded"] == "8. 5. 1921"
    assert again["events-0-what"] == "Koncert"


@pytest.mark.parametrize(
    ("name", "value", "control"),
    [
        ("name", "x" * 2_000_000, "name"),
        ("name", "a\x00b", "name"),
        ("name", "a\u202eb", "name"),
        ("story", "beseda " * 50, "story"),
        ("members", "-3", "members"),
        ("members", "9007199254740993", "members"),
        ("members", "34.5", "members"),
        ("members", "0", "members"),
        ("hours", "12,55", "hours"),
        ("fee", "1.234", "fee"),
        ("fee", "1e3", "fee"),
        ("fee", "100,00", "fee"),
        ("youth", "maybe", "youth"),
        ("seat", "moon", "seat"),
        ("reach", "z", "reach"),
        ("founded", "31. 2. 1921", "founded"),
        ("founded", "1. 1. 2090", "founded"),
        ("run-to", "30. 12. 2026", "run-to"),
        ("run-from", "včeraj", "run-from"),
        ("venue", "x\x07", "venue"),
        ("events-0-visitors", "veliko", "events-0-visitors"),
        ("events-0-level", "galactic", "events-0-level"),
        ("events-0-what", "", "events-0-what"),
    ],
)
def test_bad_input_is_refused_at_its_control(name, value, control):
    draft = a_draft(a_call_with_every_field())
    with at(FILING):
        answer = signed_in().post(
            base_of(draft) + "part/about/", {**typed(), name: value, "draft_version": "1"}
        )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [control]


@pytest.mark.parametrize(("value", "kept"), [("١٢", "12"), ("1 234", "1234"), ("1.234", "1234")])
def test_numbers_are_read_as_people_write_them(value, kept):
    draft = a_draft(a_call_with_every_field())
    with at(FILING):
        signed_in().post(
            base_of(draft) + "part/about/", {**typed(), "members": value, "draft_version": "1"}
        )
    assert stored(draft)["members"] == kept


def test_question_that_an_answer_opens_appears_after_saving():
    draft = a_draft(a_call_with_every_field())
    first = {**typed(), "youth": "yes", "draft_version": "1"}
    del first["young"]
    with at(FILING):
        page = signed_in().get(base_of(draft) + "part/about/")
        assert "young" not in page.context["form"].fields
        answer = signed_in().post(base_of(draft) + "part/about/", first)
        assert answer.headers["Location"] == base_of(draft) + "part/about/"
        page = signed_in().get(base_of(draft) + "part/about/")
        assert "young" in page.context["form"].fields


def test_rows_are_added_without_losing_anything():
    draft = a_draft(a_call_with_every_field())
    with at(FILING):
        answer = signed_in().post(
            base_of(draft) + "part/about/", {**typed(), "add": "events", "draft_version": "1"}
        )
        assert answer.headers["Location"].endswith("?more=events#rows-events")
        page = signed_in().get(answer.headers["Location"])
    assert "events-2-what" in page.context["form"].fields
    assert stored(draft)["name"] == EVERY_FIELD["name"]


def test_file_is_added_given_back_and_removed():
    draft = a_draft(a_call_with_every_field())
    content = a_pdf("Seznam")
    base = base_of(draft)
    with at(FILING):
        answer = signed_in().post(
            base + "part/about/",
            {
                **typed(),
                "papers": SimpleUploadedFile("..\\..\\seznam.pdf", content),
                "draft_version": "1",
            },
        )
        assert answer.status_code == 302
        row = Attachment.objects.get()
        got = signed_in().get(f"{base}files/{row.pk}/")
        assert got.content == content
        assert "seznam.pdf" in got.headers["Content-Disposition"]
        assert signed_in("Dario").get(f"{base}files/{row.pk}/").status_code == 404
        signed_in().post(base + "part/about/", {**typed(), "remove": str(row.pk)})
        assert signed_in().get(f"{base}files/{row.pk}/").status_code == 404
    assert "papers" not in stored(draft)


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"MZ"), ("a.pdf", b""), ("a.pdf", b"no"), ("a.png", b"%PDF-")]
)
def test_bad_file_is_refused_at_its_control(name, content):
    draft = a_draft(a_call_with_every_field())
    upload = SimpleUploadedFile(name, content)
    with at(FILING):
        answer = signed_in().post(
            base_of(draft) + "part/about/", {**typed(), "papers": upload, "draft_version": "1"}
        )
    assert answer.status_code in (302, 422)
    assert not Attachment.objects.exists()
    if content:
        assert list(answer.context["form"].errors) == ["papers"]


def test_home_shows_what_is_next_and_does_not_grow_with_the_rows(
    django_assert_num_queries, django_assert_max_num_queries
):
    organisation, call = an_organisation(), a_published_call()
    draft = a_draft(call, organisation)
    client = signed_in()
    with at(FILING):
        assert draft.number in client.get("/sl/applications/").content.decode()
        with django_assert_max_num_queries(60) as first:
            client.get("/sl/applications/")
        a_draft(call, organisation)
        with django_assert_num_queries(len(first)):
            client.get("/sl/applications/")


def test_home_of_somebody_new_says_what_to_do_first():
    with at(FILING):
        page = signed_in("Dario").get("/sl/applications/")
    assert "/sl/organisations/add/" in page.content.decode()
