"""Acts on several applications at once: shown before, each alone, and what it costs in presses."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import LedgerEntry
from grants.models import CompletenessCheck, Request
from grants.selectors.calls.together import MOST_TOGETHER
from tests.grants.requests import ARTICLE, ask
from tests.opened import (
    CHECKING,
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    end_session,
    open_call,
)
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db
MANY = 100
MOST_PRESSES = 250
REASON = {"reason_title_sl": "Naslov ni berljiv.", "article_title": "0"}


def page(client, call, route, name="Ada", **query):
    with at(CHECKING):
        client.force_login(person(name))
        return client.get(reverse(f"grants:{route}", args=[call.code]), query)


def send(client, call, route, name="Ada", **data):
    with at(CHECKING):
        client.force_login(person(name))
        return client.post(reverse(f"grants:{route}", args=[call.code]), data)


@pytest.fixture
def call():
    """Three, of which the second declares that its seat is elsewhere."""
    call = a_call_in_checking(3)
    second = call.applications.get(number="M27-A-002")
    second.applicant = {**second.applicant, "eligibility": {"seat": False}}
    for one in call.applications.all():
        said = one.applicant if one.pk != second.pk else second.applicant
        one.applicant = {**said, "registered_on": "2001-05-04"}
        one.save(update_fields=["applicant"])
    return call


def test_what_will_happen_is_shown_before(client, call):
    text = page(client, call, "complete_together", all="1").content.decode()
    assert "2 vlogi" in text
    assert "Sedež je v občini." in text
    assert text.count('name="number"') == 2
    assert "Prijavitelj pogoja ne potrjuje" in text or "Vlogo preglejte posebej" in text
    assert not CompletenessCheck.objects.exists()


def test_in_order_is_found_complete_and_the_other_says_why(client, call):
    before = LedgerEntry.objects.count()
    answer = send(
        client,
        call,
        "complete_together",
        number=["M27-A-001", "M27-A-002", "M27-A-003", "X-1", "\x00"],
    )
    text = answer.content.decode()
    states = dict(call.applications.values_list("number", "state"))
    assert states == {
        "M27-A-001": "complete",
        "M27-A-002": "received",
        "M27-A-003": "complete",
    }
    assert "M27-A-002" in text
    assert LedgerEntry.objects.count() == before + 2
    found = CompletenessCheck.objects.get(application__number="M27-A-001")
    assert found.findings == [{"code": "eligibility.seat", "result": "holds", "note": ""}]


def test_the_same_again_does_nothing_and_says_so(client, call):
    send(client, call, "complete_together", number=["M27-A-001"])
    before = LedgerEntry.objects.count()
    answer = send(client, call, "complete_together", number=["M27-A-001"])
    assert LedgerEntry.objects.count() == before
    assert "že odločeno" in answer.content.decode()


def test_one_of_which_something_is_asked_waits(client, call):
    ask(call.applications.get(number="M27-A-001"), "title")
    text = page(client, call, "complete_together", number=["M27-A-001"]).content.decode()
    assert 'name="number"' not in text
    send(client, call, "complete_together", number=["M27-A-001"])
    assert not CompletenessCheck.objects.exists()


def test_several_are_called_to_supplement_the_same(client, call):
    chosen = {"number": ["M27-A-001", "M27-A-003"]}
    text = page(client, call, "supplement_together", **chosen).content.decode()
    assert "Izberite iz obrazca" in text
    answer = send(client, call, "supplement_together", **chosen, add="title")
    assert 'name="reason_title_sl"' in answer.content.decode()
    assert not Request.objects.exists()
    answer = send(client, call, "supplement_together", **chosen, thing="title", send="1", **REASON)
    assert answer.status_code == 200, answer.content.decode()
    asked = Request.objects.order_by("pk")
    assert [one.application.number for one in asked] == chosen["number"]
    assert len({one.due_at for one in asked}) == 1
    assert asked[0].things.get().reason == {"sl": "Naslov ni berljiv."}
    # Once more: of each something is asked already.
    send(client, call, "supplement_together", **chosen, thing="title", send="1", **REASON)
    assert Request.objects.count() == 2


def test_supplement_without_a_reason_asks_nothing_and_keeps_what_was_typed(client, call):
    answer = send(
        client,
        call,
        "supplement_together",
        number=["M27-A-001"],
        thing="title",
        send="1",
        reason_title_sl="",
        article_title="",
        article_title_sl=ARTICLE["sl"],
    )
    assert answer.status_code == 422
    assert ARTICLE["sl"] in answer.content.decode()
    assert not Request.objects.exists()
    # A thing that no form asks for, and nobody chosen.
    send(client, call, "supplement_together", number=["M27-A-001"], thing="nothing", send="1")
    send(client, call, "supplement_together", thing="title", send="1", **REASON)
    assert not Request.objects.exists()


def test_other_staff_acts_on_none(client, call):
    for route in ("complete_together", "supplement_together"):
        assert page(client, call, route, "Fani", all="1").status_code == 403
        assert send(client, call, route, "Fani", number="M27-A-001").status_code == 403


def test_preview_asks_no_more_queries_for_more_applications(client, call):
    counts = []
    for number in (["M27-A-001"], ["M27-A-001", "M27-A-002", "M27-A-003"]):
        page(client, call, "complete_together", number=number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, call, "complete_together", number=number)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class Buttons(HTMLParser):
    """The buttons of a page by name."""

    def __init__(self, text):
        super().__init__()
        self.names = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "button":
            self.names.append(dict(attrs).get("name"))


@pytest.fixture
def many():
    call = a_call_with_committee()
    for number in range(MANY):
        a_sent_application(call, f"Društvo {number + 1}")
    call = end_session(open_call(call))
    for one in call.applications.all():
        one.applicant = {**one.applicant, "registered_on": "2001-05-04"}
        one.save(update_fields=["applicant"])
    return call


@pytest.mark.timeout(300)
def test_a_hundred_in_order_are_checked_one_by_one_and_together(client, many):
    """One by one: a link to the first, then one button for each, which leads to the next."""
    presses, half = 1, MANY // 2
    address = reverse("grants:check", args=[many.applications.order_by("pk")[0].number])
    with at(CHECKING):
        client.force_login(person("Ada"))
        for _number in range(half):
            assert "all" in Buttons(client.get(address).content.decode()).names
            address = client.post(address, {"all": "1"}).url
            presses += 1
    assert presses - 1 == half
    # So all of them are within the limit; the other half takes three presses together.
    assert 1 + MANY <= MOST_PRESSES
    text = page(client, many, "complete_together", all="1").content.decode()
    numbers = [one.number for one in many.applications.filter(state="received")]
    assert text.count('name="number"') == len(numbers) == half
    send(client, many, "complete_together", number=numbers)
    assert CompletenessCheck.objects.filter(verdict="complete").count() == MANY


def test_at_most_so_many_are_acted_on_at_once(client, call, monkeypatch):
    monkeypatch.setattr("grants.views.desk.lists.together.MOST_TOGETHER", 1)
    text = page(client, call, "complete_together", all="1").content.decode()
    assert text.count('name="number"') == 1
    assert "Naenkrat največ 1" in text
    assert MOST_TOGETHER == MANY
