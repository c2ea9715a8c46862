"""The pages of opened applications: the list, one of them, its files, its check, its facts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.submit_application import submit_application
from grants.models import (
    Application,
    Attachment,
    Call,
    CompletenessCheck,
    RecognisedFact,
)
from tests.awards.proposals import an_allocation
from tests.grants.applying import a_filled_draft, a_pdf
from tests.opened import (
    CHECKING,
    CLOSING,
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    find_complete,
    open_call,
)
from tests.personas import person
from tests.small_call import small_call, texts
from tests.stage import FILING, at

pytestmark = pytest.mark.django_db
COMPLETE = {"verdict": "complete", "q0": "holds"}
DISMISS = {
    "verdict": "dismiss",
    "q0": "fails",
    "article": "0",
    "fact_sl": "Sedež je v Kopru.",
    "fact_it": "La sede è a Capodistria.",
}


def get(client, name, route, *args, **query):
    with at(CHECKING):
        client.force_login(person(name))
        return client.get(reverse(f"grants:{route}", args=args), query)


def post(client, name, route, *args, **data):
    with at(CHECKING):
        client.force_login(person(name))
        return client.post(reverse(f"grants:{route}", args=args), data)


def an_application() -> Application:
    return a_call_in_checking(1).applications.get()


def a_file(name: str = "soglasje čez \r\n.pdf") -> Attachment:
    """Of an opened application."""
    content = small_call()
    content["lots"][0]["form"]["sections"][0]["fields"].append(
        {
            "code": "consent",
            "kind": "file",
            "label": texts("Soglasje lastnika"),
            "types": ["pdf"],
            "max_mb": 5,
            "max_files": 1,
        }
    )
    call = a_call_with_committee(lots=content["lots"])
    draft = a_filled_draft(call)
    with at(FILING):
        file = add_attachment(
            application=draft,
            field="consent",
            name="soglasje čez.pdf",
            content=a_pdf(),
            actor=person("Bruno"),
        )
        draft.refresh_from_db()
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    open_call(call)
    Attachment.objects.filter(pk=file.pk).update(name=name)
    file.refresh_from_db()
    return file


def test_list_is_empty_while_sealed(client):
    call = a_call_with_committee()
    a_sent_application(call, title="Kanarček poje")
    text = get(client, "Ada", "desk_applications", call.code).content.decode()
    assert "Kanarček" not in text
    assert "Mešani zbor" not in text
    assert reverse("scoring:opening", args=[call.code]) in text


def test_list_shows_opened_applications_and_their_sum(client):
    call = a_call_in_checking(2)
    text = get(client, "Ada", "desk_applications", call.code).content.decode()
    assert "M27-A-001" in text
    assert "Društvo 2" in text
    assert "800,00" in text


def test_list_is_ordered_as_chosen(client, monkeypatch):
    call = a_call_with_committee()
    for minute in range(3):
        monkeypatch.setattr("tests.opened.FILING", f"2026-10-11T10:0{minute}:00+02:00")
        a_sent_application(call, f"Društvo {minute}")
    open_call(call)
    for place, row in enumerate(call.applications.order_by("pk")):
        # The second comes first by name, the third has asked for most.
        Application.objects.filter(pk=row.pk).update(
            applicant_folded=("c", "a", "b")[place], requested_cents=(20, 10, 30)[place]
        )
    found = {}
    for order in ("", "applicant", "received", "requested", "-pk; DROP"):
        page = get(client, "Ada", "desk_applications", call.code, order=order)
        found[order] = [int(row.number[-1]) for row, *_words in page.context["rows"]]
    assert found == {
        "": [1, 2, 3],
        "applicant": [2, 3, 1],
        "received": [3, 2, 1],
        "requested": [3, 1, 2],
        "-pk; DROP": [1, 2, 3],
    }


def test_list_filters_by_state_and_lot(client):
    call = a_call_in_checking(2)
    first = call.applications.order_by("pk")[0]
    post(client, "Ada", "check", first.number, **COMPLETE)
    page = get(client, "Ada", "desk_applications", call.code, state="complete", lot="A")
    assert [row.number for row, *_words in page.context["rows"]] == [first.number]
    assert "800,00" not in page.content.decode()
    page = get(client, "Ada", "desk_applications", call.code, state="<b>", lot="A' OR 1=1")
    assert len(page.context["rows"]) == 2


def test_list_asks_the_database_as_often_for_many(client):
    call = a_call_in_checking(4)
    many = _queries(client, call)
    rest = list(call.applications.order_by("pk").values_list("pk", flat=True))[1:]
    Application.objects.filter(pk__in=rest).update(state="withdrawn")
    assert _queries(client, call) == many


def _queries(client, call) -> int:
    address = reverse("grants:desk_applications", args=[call.code])
    with at(CHECKING):
        client.force_login(person("Ada"))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address)
    assert len(page.context["rows"]) == len(page.context["page"])
    return len(captured)


@pytest.mark.parametrize("name", ["Bruno", "Celia", "Dario"])
def test_pages_do_not_exist_for_others(client, name):
    application = an_application()
    for route, key in (
        ("desk_applications", application.call.code),
        ("desk_application", application.number),
        ("check", application.number),
    ):
        assert get(client, name, route, key).status_code == 404
    assert get(client, name, "recognise_fact", application.number, "members").status_code == 404


@pytest.mark.parametrize("name", ["Emil", "Fani"])
def test_staff_read_and_only_officers_decide(client, name):
    application = an_application()
    assert get(client, name, "desk_application", application.number).status_code == 200
    page = get(client, name, "check", application.number)
    assert page.status_code == 200
    assert b"<form action" not in page.content.split(b"<main")[1]
    assert post(client, name, "check", application.number, **COMPLETE).status_code == 403
    assert get(client, name, "recognise_fact", application.number, "members").status_code == 403


def test_sealed_application_has_no_page(client):
    call = a_call_with_committee()
    application = a_sent_application(call)
    for route in ("desk_application", "check"):
        assert get(client, "Ada", route, application.number).status_code == 404


def test_application_is_shown_as_it_was_sent(client):
    application = an_application()
    application.organisation.name = "Novo ime"
    application.organisation.save()
    text = get(client, "Ada", "desk_application", application.number).content.decode()
    assert "Društvo 1" in text
    assert "Novo ime" not in text
    assert "Pesmi treh obal" in text
    assert "34" in text


def test_attachment_is_saved_and_never_shown(client):
    file = a_file()
    response = get(client, "Ada", "opened_attachment", file.pk)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''soglasje%20%C4%8Dez")
    assert "\r" not in disposition
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["Bruno", "Celia", "Dario"])
def test_attachment_does_not_exist_for_others(client, name):
    assert get(client, name, "opened_attachment", a_file().pk).status_code == 404


def test_sealed_attachment_does_not_exist(client):
    file = a_file()
    Attachment.objects.update(file="")
    assert get(client, "Ada", "opened_attachment", file.pk).status_code == 404


def test_check_computes_and_asks(client):
    application = a_file("soglasje.pdf").application
    page = get(client, "Ada", "check", application.number)
    assert [row["shape"] for row in page.context["computed"]] == [
        "done",
        "wait",
        "done",
        "done",
        "done",
        "done",
    ]
    assert [row["n"] for row in page.context["questions"]] == [7, 8]
    assert "soglasje.pdf" in page.content.decode()


def test_check_leads_on_to_the_next_that_waits(client):
    call = a_call_in_checking(2)
    first, second = call.applications.order_by("pk")
    answer = post(client, "Ada", "check", second.number, **COMPLETE)
    assert answer.url == reverse("grants:check", args=[first.number])
    answer = post(client, "Ada", "check", first.number, **COMPLETE)
    assert answer.url == reverse("grants:desk_applications", args=[call.code])


def test_one_press_finds_complete_and_goes_to_the_next(client):
    """Where all is in order an application takes one press: 100 of them far fewer than 250."""
    call = a_call_in_checking(3)
    numbers = list(call.applications.order_by("pk").values_list("number", flat=True))
    assert 'name="all"' in get(client, "Ada", "check", numbers[0]).content.decode()
    following = [post(client, "Ada", "check", number, all="1").url for number in numbers]
    assert following[:2] == [reverse("grants:check", args=[one]) for one in numbers[1:]]
    assert following[2] == reverse("grants:desk_applications", args=[call.code])
    assert {one.verdict for one in CompletenessCheck.objects.all()} == {"complete"}
    assert CompletenessCheck.objects.first().findings == [
        {"code": "eligibility.seat", "result": "holds", "note": ""}
    ]
    assert 'name="all"' not in get(client, "Ada", "check", numbers[0]).content.decode()


def test_question_that_does_not_apply_keeps_its_note(client):
    application = an_application()
    said = {**COMPLETE, "q0": "not_applicable", "note0": "Sedež se pri tem sklopu ne zahteva."}
    assert post(client, "Ada", "check", application.number, **said).status_code == 302
    page = get(client, "Fani", "check", application.number).content.decode()
    assert "Se ne uporablja" in page
    assert "Sedež se pri tem sklopu ne zahteva." in page


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"verdict": ""}, "id_verdict_0"),
        ({"q0": ""}, "id_q0_0"),
        ({"article": ""}, "id_article_0"),
        ({"article": "other", "article_sl": "razpis", "article_it": "bando"}, "id_article_sl"),
        ({"article": "7"}, "id_article_0"),
        ({"fact_sl": " ", "fact_it": " "}, "id_fact_sl"),
        ({"fact_sl": "x" * 2001}, "id_fact_sl"),
        ({"fact_sl": "a\x00b"}, "id_fact_sl"),
    ],
)
def test_check_refuses_a_dismissal_without_its_grounds(client, changes, place):
    application = an_application()
    answer = post(client, "Ada", "check", application.number, **{**DISMISS, **changes})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{place}"' in text
    assert "La sede" in text or "fact_it" in changes
    assert not CompletenessCheck.objects.exists()


def test_check_dismisses_under_an_article_of_the_rules(client):
    application = an_application()
    assert post(client, "Ada", "check", application.number, **DISMISS).status_code == 302
    check = CompletenessCheck.objects.get()
    assert check.article == texts("5. člen pravilnika", "articolo 5 del regolamento")
    assert check.findings == [{"code": "eligibility.seat", "result": "fails", "note": ""}]
    text = get(client, "Fani", "check", application.number).content.decode()
    assert "Sedež je v Kopru." in text


def test_check_takes_another_article(client):
    data = DISMISS | {
        "article": "other",
        "article_sl": "11. člen, drugi odstavek",
        "article_it": "articolo 11, secondo comma",
    }
    application = an_application()
    assert post(client, "Ada", "check", application.number, **data).status_code == 302
    page = get(client, "Ada", "check", application.number)
    assert page.context["form"]["article"].initial == "other"
    assert "11. člen, drugi odstavek" in page.content.decode()


def test_check_does_not_find_complete_against_a_no(client):
    application = an_application()
    answer = post(client, "Ada", "check", application.number, **{**COMPLETE, "q0": "fails"})
    assert answer.status_code == 422
    assert 'href="#id_verdict_0"' in answer.content.decode()


def test_changed_verdict_asks_for_the_reason(client):
    application = an_application()
    post(client, "Ada", "check", application.number, **COMPLETE)
    answer = post(client, "Ada", "check", application.number, **DISMISS)
    assert 'href="#id_reason"' in answer.content.decode()
    answer = post(client, "Ada", "check", application.number, **DISMISS, reason="Izpisek.")
    assert answer.status_code == 302
    assert CompletenessCheck.objects.get().verdict == "dismiss"


def test_check_is_closed_once_scoring_has_begun(client):
    application = find_complete(a_call_in_checking(1)).applications.get()
    Call.objects.update(state="scoring")
    page = get(client, "Ada", "check", application.number)
    assert page.context["form"] is None
    answer = post(client, "Ada", "check", application.number, **DISMISS, reason="Prepozno.")
    assert answer.status_code == 422
    assert CompletenessCheck.objects.get().verdict == "complete"


def test_fact_is_recognised_with_its_reason(client):
    application = an_application()
    data = {"value": "12", "reason_sl": "Plačanih je 12.", "reason_it": "Versate 12."}
    answer = post(client, "Ada", "recognise_fact", application.number, "members", **data)
    assert answer.status_code == 302
    assert RecognisedFact.objects.get().recognised == "12"
    text = get(client, "Ada", "check", application.number).content.decode()
    assert "Plačanih je 12." in text


def seen_on(page) -> str:
    return page.context["seen"]


def test_fact_that_another_has_recognised_meanwhile_is_asked_about(client):
    application = an_application()
    here = (client, "Ada", "recognise_fact", application.number, "members")
    seen = seen_on(get(*here))
    first = {
        "value": "12",
        "reason_sl": "Plačanih je 12.",
        "reason_it": "Versate 12.",
        "seen": seen,
    }
    assert post(*here, **first).status_code == 302
    second = {**first, "value": "13", "reason_sl": "Plačanih je 13."}
    answer = post(*here, **second)
    assert answer.status_code == 422
    assert {"value", "reason_sl"} == answer.context["form"].errors.keys()
    assert "»12«" in answer.context["form"].errors["value"][0]
    assert RecognisedFact.objects.get().recognised == "12"
    assert post(*here, **{**second, "seen": seen_on(answer)}).status_code == 302
    assert RecognisedFact.objects.get().recognised == "13"


def test_verdict_that_another_has_changed_meanwhile_is_asked_about(client):
    application = an_application()
    here = (client, "Ada", "check", application.number)
    post(*here, **COMPLETE)
    seen = seen_on(get(*here))
    post(*here, **DISMISS, reason="Sedež.", seen=seen)
    again = {**COMPLETE, "reason": "Sedež je pravi.", "seen": seen}
    answer = post(*here, **again)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"verdict"}
    assert CompletenessCheck.objects.get().verdict == "dismiss"
    assert post(*here, **{**again, "seen": seen_on(answer)}).status_code == 302
    assert CompletenessCheck.objects.get().verdict == "complete"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"value": ""}, "id_value"),
        ({"value": "dvanajst"}, "id_value"),
        ({"value": "-3"}, "id_value"),
        ({"value": "9007199254740992"}, "id_value"),
        ({"value": "١٢"}, "id_reason_sl"),
        ({"value": "12", "reason_sl": " "}, "id_reason_sl"),
    ],
)
def test_fact_that_does_not_fit_stays_on_the_page(client, data, place):
    application = an_application()
    answer = post(client, "Ada", "recognise_fact", application.number, "members", **data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{place}"' in text
    assert data["value"] in text
    assert not RecognisedFact.objects.exists()


def test_eligible_cost_is_recognised_as_people_write_it(client):
    application = an_application()
    data = {"value": "612,50", "reason_sl": "Pogostitev.", "reason_it": "Rinfresco."}
    post(client, "Ada", "recognise_fact", application.number, "eligible_cost", **data)
    assert RecognisedFact.objects.get().recognised == "612.50"


def test_unknown_fact_does_not_exist(client):
    application = an_application()
    assert get(client, "Ada", "recognise_fact", application.number, "title").status_code == 404


def test_closing_moment_is_not_needed_to_read(client):
    """Once opened, and before the session ends, the list is there; the check waits."""
    call = a_call_with_committee()
    application = a_sent_application(call)
    open_call(call)
    with at(CLOSING):
        client.force_login(person("Ada"))
        page = client.get(reverse("grants:check", args=[application.number]))
    assert page.context["form"] is None


def test_list_finds_words_and_shows_points_of_the_newest_computation(client):
    allocation, [first, second] = an_allocation(2)
    url = reverse("grants:desk_applications", args=[allocation.ranking.call.code])
    client.force_login(person("Ada"))
    page = client.get(f"{url}?q=DRUSTVO+{second.number}")
    assert [row.number for row, *_state in page.context["rows"]] == [second.number]
    text = page.content.decode()
    assert first.number not in text
    assert "18,33" in text
    assert f'value="DRUSTVO {second.number}"' in text
    nobody = client.get(f"{url}?q=nih%C4%8De").content.decode()
    assert "Tej izbiri ne ustreza nobena vloga." in nobody
