"""The pages of the committee: who gets in, what is shown, what is kept from whom."""

import hashlib
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from grants.models import Attachment
from scoring.models import ConflictDeclaration, ScoreSheet
from scoring.selectors.committee.seats import seat_of
from scoring.views import conflicts as pages_of_conflicts
from tests.personas import person
from tests.scoring.committee import (
    CHECKED,
    DORA,
    NAMES,
    SCORED,
    a_checking_call,
    a_committee,
    a_revealed_call,
    a_scoring_call,
    an_opened_application,
    declare,
    fill,
    fill_and_lock,
    member,
)
from tests.scoring.test_meeting import agreed_lots
from tests.stage import at

pytestmark = pytest.mark.django_db


def url(name, call, *args):
    return reverse(f"scoring:{name}", args=[call.code, *args])


def enter(client, name):
    client.force_login(member(name) if name in NAMES else person(name))
    return client


def words_of(response):
    return response.content.decode()


def post(client, address, data, moment=SCORED):
    with at(moment):
        return client.post(address, data)


# ---- conflicts


def test_statement_shows_what_equals_what_and_keeps_what_was_typed(client):
    call = a_checking_call()
    application = an_opened_application(call, officers=[DORA])
    a_committee(call)
    enter(client, "Valter")

    page = words_of(client.get(url("conflicts", call)))
    assert "Dora RENKO, blagajničarka, ulica  skoljk 12" in page
    assert "Valter Renko, Ulica školjk 12, Bonaca" in page

    data = {f"answer-{application.pk}": "no", f"reason-{application.pk}": "", "statement": "on"}
    refused = post(client, url("conflicts", call), data, CHECKED)
    assert refused.status_code == 422
    assert f"id_reason-{application.pk}_error" in words_of(refused)
    assert not ConflictDeclaration.objects.exists()

    data[f"reason-{application.pk}"] = "Nisva v sorodu."
    assert post(client, url("conflicts", call), data, CHECKED).status_code == 302
    assert ConflictDeclaration.objects.get().reason == "Nisva v sorodu."


def test_statement_needs_its_mark_and_every_match_an_answer(client):
    call = a_checking_call()
    an_opened_application(call, officers=[DORA])
    a_committee(call)
    enter(client, "Valter")

    refused = post(client, url("conflicts", call), {}, CHECKED)

    assert refused.status_code == 422
    assert words_of(refused).count('<li><a href="#id_') == 2


def test_one_click_declares_nothing_that_was_not_answered(client):
    call = a_checking_call()
    first, second = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    a_committee(call)
    enter(client, "Celia")
    data = {"statement": "on", f"answer-{first.pk}": "no"}

    refused = post(client, url("conflicts", call), data, CHECKED)

    assert refused.status_code == 422
    assert words_of(refused).count('<li><a href="#id_') == 1
    assert "checked" in words_of(refused)
    assert not ConflictDeclaration.objects.exists()
    assert post(client, url("conflicts", call), {**data, f"answer-{second.pk}": "no"}, CHECKED)
    assert ConflictDeclaration.objects.filter(in_conflict=False).count() == 2


def test_a_long_statement_is_given_in_parts_though_a_match_comes_later(client, monkeypatch):
    monkeypatch.setattr(pages_of_conflicts, "ON_A_PAGE", 1)
    call = a_checking_call()
    first = an_opened_application(call, "Društvo Prepih")
    matched = an_opened_application(call, officers=[DORA])
    a_committee(call)
    enter(client, "Valter")
    address, said = url("conflicts", call), {"statement": "on"}

    part = {**said, f"answer-{first.pk}": "no"}
    assert post(client, address, part, CHECKED).status_code == 302
    assert not seat_of(call, member("Valter")).declared_at
    part = {**said, f"answer-{matched.pk}": "no", f"reason-{matched.pk}": "Nisva v sorodu."}
    assert post(client, address, part, CHECKED).status_code == 302

    assert ConflictDeclaration.objects.count() == 2
    assert seat_of(call, member("Valter")).declared_at


def test_later_conflict_is_reported_with_an_explanation(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    data = {"new": "1", "application": str(application.pk), "new_reason": ""}
    assert post(client, url("conflicts", call), data).status_code == 422

    data["new_reason"] = "Postala sem članica odbora."
    assert post(client, url("conflicts", call), data).status_code == 302
    assert client.get(url("sheet", call, application.number)).status_code == 404


# ---- who gets in


@pytest.mark.parametrize("name", ["conflicts", "sheets", "meeting"])
def test_strangers_meet_404_and_staff_read_as_far_as_they_may(client, name):
    call, _applications = a_scoring_call()

    assert enter(client, "Dario").get(url(name, call)).status_code == 404
    assert enter(client, "Bruno").get(url(name, call)).status_code == 404
    expected = 403 if name == "meeting" else 200
    assert enter(client, "Ada").get(url(name, call)).status_code == expected
    assert enter(client, "Fani").get(url(name, call)).status_code == expected


def test_application_is_closed_before_the_statement(client):
    call = a_checking_call()
    application = an_opened_application(call)
    a_committee(call)

    assert enter(client, "Celia").get(url("sheet", call, application.number)).status_code == 404
    page = words_of(client.get(url("sheets", call)))
    assert application.title not in page
    declare(call, "Celia")
    assert client.get(url("sheet", call, application.number)).status_code == 200


def test_member_in_conflict_meets_404_on_application_sheet_and_file(client):
    call, [application] = a_scoring_call()
    row = Attachment(application=application, name="ponudba.pdf", content_type="application/pdf")
    row.file.save("ponudba", ContentFile(b"%PDF-1.7"), save=False)
    row.sha256 = hashlib.sha256(b"%PDF-1.7").hexdigest()
    row.save()
    file = url("sheet_file", call, application.number, row.pk)
    enter(client, "Celia")
    answer = client.get(file)
    assert answer.getvalue() == b"%PDF-1.7"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]

    declare(call, "Celia", {application.pk: (True, "Članica odbora.")})

    page = url("sheet", call, application.number)
    assert client.get(page).status_code == 404
    assert client.get(file).status_code == 404
    data = {"criterion": "A2", "value": "full", "reason": "", "do": "lock"}
    assert post(client, page, data).status_code == 404
    listed = words_of(client.get(url("sheets", call)))
    assert application.number in listed
    assert application.title not in listed
    row.file.delete(save=False)


def test_application_of_another_call_is_not_found(client):
    call, _applications = a_scoring_call()

    assert enter(client, "Celia").get(url("sheet", call, "M27-A-999")).status_code == 404


# ---- sheets


def test_sheet_is_saved_criterion_by_criterion_and_comes_back_to_it(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    page = url("sheet", call, application.number)

    data = {"criterion": "A2", "value": "some", "reason": "Izvajalci.", "do": "next"}
    answer = post(client, page, data)

    assert answer.status_code == 302
    assert answer["Location"].endswith("?criterion=A2#criterion")
    shown = words_of(client.get(page))
    assert "Izvajalci." in shown
    assert "14.07" in shown
    assert "15,00" in shown  # 10 computed and 5 given


def test_automatic_save_answers_with_its_time(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    with at(SCORED):
        answer = client.post(
            url("sheet", call, application.number),
            {"criterion": "A2", "value": "full", "reason": ""},
            headers={"X-Autosave": "1"},
        )

    assert answer.status_code == 200
    assert "14.07" in words_of(answer)
    assert "<html" not in words_of(answer)


def _seen(page):
    return re.search(r'id="seen" value="(\w+)"', page)[1]


def test_sheet_in_two_windows_shows_both_texts_and_asks(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    page = url("sheet", call, application.number) + "?criterion=A2"
    seen = _seen(words_of(client.get(page)))
    data = {"criterion": "A2", "value": "some", "do": "next", "seen": seen}
    assert post(client, page, data | {"reason": "Prva misel."}).status_code == 302

    asked = post(client, page, data | {"reason": "Druga misel."})
    assert asked.status_code == 422
    assert "Medtem je bilo tu shranjeno: »Prva misel.«." in words_of(asked)
    assert "Druga misel.</textarea>" in words_of(asked)
    assert ScoreSheet.objects.get().answers["A2"]["reason"] == "Prva misel."

    again = data | {"reason": "Druga misel.", "seen": _seen(words_of(asked))}
    assert post(client, page, again).status_code == 302
    assert ScoreSheet.objects.get().answers["A2"]["reason"] == "Druga misel."


def test_automatic_save_never_overwrites_and_brings_the_total_that_follows(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    page = url("sheet", call, application.number) + "?criterion=A2"
    seen = _seen(words_of(client.get(page)))

    def save(value, reason, mark):
        data = {"criterion": "A2", "value": value, "reason": reason, "seen": mark}
        with at(SCORED):
            return client.post(page, data, headers={"X-Autosave": "1"})

    first = save("some", "Prva misel.", seen)
    assert "15,00" in words_of(first)
    assert save("full", "Prva misel.", _seen(words_of(first))).status_code == 200

    stale = save("some", "Tretja misel.", seen)
    assert stale.status_code == 422
    assert "Medtem je bilo tu shranjeno: »Prva misel.«." in words_of(stale)
    assert 'id="seen"' not in words_of(stale)
    assert ScoreSheet.objects.get().answers["A2"]["value"] == "full"


def test_sheet_is_not_locked_without_a_reason_and_says_where(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    page = url("sheet", call, application.number)

    data = {"criterion": "A2", "value": "some", "reason": "", "do": "lock"}
    refused = post(client, page, data)
    assert refused.status_code == 422
    assert "id_reason_error" in words_of(refused)
    assert ScoreSheet.objects.get().answers["A2"]["value"] == "some"

    asked = post(client, page, data | {"reason": "Izvajalci."})
    assert asked["Location"] == url("lock_sheet", call, application.number)
    assert ScoreSheet.objects.get().locked_at is None
    assert post(client, asked["Location"], {}).status_code == 302
    assert ScoreSheet.objects.get().locked_at is not None
    assert post(client, page, data).status_code == 409
    assert 'name="do"' not in words_of(client.get(page))


@pytest.mark.parametrize(
    "data",
    [
        {"criterion": "A2", "value": "best"},
        {"criterion": "A2", "value": "full", "reason": "x" * 2001},
        {"criterion": "A2", "value": "full", "reason": "a\x00b"},
        {"criterion": "A2", "value": "full", "reason": "a\u202eb"},
    ],
)
def test_sheet_refuses_bad_input_in_words_and_keeps_it(client, data):
    call, [application] = a_scoring_call()
    enter(client, "Celia")

    refused = post(client, url("sheet", call, application.number), data)

    assert refused.status_code == 422
    assert "govuk-error-summary" in words_of(refused)
    assert not ScoreSheet.objects.exists()


def test_number_is_read_as_people_write_it_and_on_its_step(client):
    lots = agreed_lots()
    lots[0]["aggregation"]["method"] = "mean"
    lots[0]["rubric"]["children"][1] = {
        "code": "A2",
        "kind": "score",
        "title": {"sl": "Zasnova", "it": "Idea"},
        "min": "0",
        "max": "10",
        "step": "0.5",
    }
    call, [application] = a_scoring_call(lots=lots)
    enter(client, "Celia")
    page = url("sheet", call, application.number)

    assert post(client, page, {"criterion": "A2", "value": "7,3"}).status_code == 422
    assert post(client, page, {"criterion": "A2", "value": "10,5"}).status_code == 422
    assert post(client, page, {"criterion": "A2", "value": "sedem"}).status_code == 422
    assert post(client, page, {"criterion": "A2", "value": "-1"}).status_code == 422
    assert post(client, page, {"criterion": "A2", "value": "7,5"}).status_code == 302
    assert ScoreSheet.objects.get().answers["A2"]["value"] == "7.5"
    assert 'value="7,5"' in words_of(client.get(page))


def test_nobody_sees_the_sheet_of_another_before_it_is_revealed(client):
    call, [application] = a_scoring_call()
    fill_and_lock(application, "Celia", "some", "Izvajalci niso določeni.")
    fill(application, "Igor", "some", "Samo osnutek.")

    for name in ("Igor", "Valter", "Lea"):
        enter(client, name)
        for page in (url("sheet", call, application.number), url("meeting", call)):
            assert "Izvajalci niso" not in words_of(client.get(page)), name
    officer = words_of(enter(client, "Ada").get(url("sheets", call)))
    assert "Izvajalci niso" not in officer
    assert enter(client, "Ada").get(url("sheet", call, application.number)).status_code == 403


def test_secretary_reads_and_has_no_sheet(client):
    call, [application] = a_scoring_call()

    page = words_of(enter(client, "Lea").get(url("sheet", call, application.number)))

    assert application.title in page
    assert 'name="do"' not in page
    data = {"criterion": "A2", "value": "full"}
    assert post(client, url("sheet", call, application.number), data).status_code == 409


# ---- start and reveal


def test_officer_starts_the_scoring_once(client):
    call = a_checking_call()
    an_opened_application(call)
    enter(client, "Ada")
    refused = post(client, url("start_scoring", call), {}, CHECKED)
    assert refused.status_code == 409
    a_committee(call)
    undeclared = post(client, url("start_scoring", call), {}, CHECKED)
    assert undeclared.status_code == 409
    assert "Igor Stante" in words_of(undeclared)
    for name in ("Igor", "Celia", "Valter", "Ines"):
        declare(call, name)

    assert post(client, url("start_scoring", call), {}, CHECKED).status_code == 302
    assert post(client, url("start_scoring", call), {}, CHECKED).status_code == 302
    call.refresh_from_db()
    assert call.state == "scoring"
    assert post(enter(client, "Fani"), url("start_scoring", call), {}).status_code == 403
    assert post(enter(client, "Dario"), url("start_scoring", call), {}).status_code == 404


def test_chair_reveals_when_all_is_locked(client):
    call, [application] = a_scoring_call()
    enter(client, "Igor")
    early = post(client, url("reveal_scores", call), {})
    assert early["Location"] == url("sheets", call)
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    assert post(enter(client, "Celia"), url("reveal_scores", call), {}).status_code == 403

    enter(client, "Igor")
    assert post(client, url("reveal_scores", call), {})["Location"] == url("meeting", call)
    assert post(client, url("reveal_scores", call), {})["Location"] == url("meeting", call)


# ---- queries


@pytest.mark.parametrize("name", ["conflicts", "sheets"])
def test_queries_do_not_grow_with_the_applications(client, name, django_assert_max_num_queries):
    call, _applications = a_scoring_call(1)
    enter(client, "Celia").get(url(name, call))
    with django_assert_max_num_queries(60) as one:
        client.get(url(name, call))
    for n in range(6):
        an_opened_application(call, f"Novo društvo {n}")
    with django_assert_max_num_queries(len(one)):
        client.get(url(name, call))


def test_queries_of_a_sheet_and_of_the_meeting_do_not_grow(client, django_assert_max_num_queries):
    call, [application, *_rest] = a_revealed_call(count=2)
    pages = [url("sheet", call, application.number), url("meeting", call)]
    enter(client, "Celia")
    counts = []
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(60) as found:
            client.get(page)
        counts.append(len(found))
    for n in range(6):
        an_opened_application(call, f"Novo društvo {n}", state="scored")
    for page, count in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(count):
            client.get(page)
