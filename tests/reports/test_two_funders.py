"""Two municipalities on one installation: the pages of one hold nothing of the other.

Bonaca has decided a call and published its results; Drugi Breg has published its first one. From
the pages of Drugi Breg every way is followed, by everybody who works there and from the street.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from accounts.models import Role, RoleGrant
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.models import Funder
from grants.selectors.calls.call_set_up import set_up_of
from tests.personas import bonaca, person
from tests.reports.published import a_published_result
from tests.small_call import small_call, texts
from tests.stage import at

pytestmark = pytest.mark.django_db

# Names, numbers and addresses of Bonaca, of its call and of who applied there.
OF_BONACA = ("Bonac", "bonaca", "mala-2027", "Mali razpis", "Riva 4", "Zalar", "Oljčni list")
PREPARED, OPEN = "2026-11-25T10:00:00+01:00", "2026-12-10T10:00:00+01:00"
# Both have published by then.
READING = "2027-01-04T10:00:00+01:00"
DATES = {
    "published": "2026-11-30T08:00:00+01:00",
    "opens": "2026-12-01T08:00:00+01:00",
    "deadline": "2027-01-15T12:00:00+01:00",
    "opening": "2027-01-20T09:00:00+01:00",
    "results_by": "2027-03-01T12:00:00+01:00",
}
# Of the installation: its first page, the ledger, what is a person’s own (account, applications,
# organisations), and the registration numbers of organisations, which apply to whom they like.
OF_EVERYBODY = re.compile(r"/sl/((ledger|account|applications|(desk/)?organisations)/.*)?$")
STAFF = {
    "Breda": Role.OFFICER,
    "Emerik": Role.APPROVER,
    "Fedora": Role.AUDITOR,
    "Gregor": Role.ADMINISTRATOR,
}


@pytest.fixture
def breg() -> Iterator[Funder]:
    """Has published its first call; Bonaca has results."""
    result = a_published_result()
    known = bonaca()
    known.pk, known.code = None, "drugi-breg"
    known.name = {"sl": "Občina Drugi Breg", "it": "Comune di Altra Sponda"}
    known.address = {"sl": "Obala 9, Drugi Breg", "it": "Lungomare 9, Altra Sponda"}
    known.email, known.phone = "razpisi@breg.example", "+386 5 1"
    known.save()
    for name, role in STAFF.items():
        RoleGrant.objects.create(user=person(name), role=role, funder_id=known.pk)
    title = texts("Breški razpis", "Bando della sponda")
    content = small_call(code="breg-2027", title=title, dates=DATES)
    with at(PREPARED):
        officer = person("Breda")
        call = import_call(funder=known, content=content, file_number="1", actor=officer)
        draft = {**content, "code": "breg-osnutek"}
        import_call(funder=known, content=draft, file_number="2", actor=officer)
    with at(DATES["published"]):
        publish_call(call=call, actor=officer, sha256=set_up_of(call).sha256)
    assert result.funder != known
    with at(READING):
        yield known


def walked_from(client: Client, start: str) -> Iterator[tuple[str, str]]:
    """(address, text) of every page that links lead to."""
    waiting, known = [start], {start}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if answer.status_code in (301, 302):
            text = f'href="{answer.url}"'
        else:
            assert answer.status_code == 200, (address, answer.status_code)
            content = answer.getvalue()
            text = content.decode(errors="ignore") if b"\0" not in content[:9000] else ""
        yield address, text
        for found in re.findall(r'(?:href|src)="([^"#]+)', text):
            way = unescape(found)
            if way.startswith("?"):
                way = address.partition("?")[0] + way
            if way.startswith("/sl/") and not OF_EVERYBODY.match(way) and way not in known:
                known.add(way)
                waiting.append(way)


@pytest.mark.parametrize("who", ["", *STAFF])
def test_pages_of_one_funder_hold_nothing_of_the_other(client, breg, who):
    start = "/sl/desk/" if who else f"/sl/funders/{breg.code}/"
    with at(OPEN):
        if who:
            client.force_login(person(who))
        pages = dict(walked_from(client, start))
    leaks = {page: word for page, text in pages.items() for word in OF_BONACA if word in text}
    assert leaks == {}
    assert "Drugi Breg" in "".join(pages.values())
    assert "/sl/calls/breg-2027/" in pages
    wanted = {f"/sl/{one}/?funder={breg.code}" for one in ("register", "results", "verify")}
    assert wanted <= pages.keys()


def test_front_page_of_the_installation_names_its_funders(client, breg):
    with at(OPEN):
        page = client.get("/sl/").content.decode()
    for code in ("bonaca", "drugi-breg"):
        assert f"/sl/funders/{code}/" in page
    assert 'm-masthead__names"><span>Merila</span>' in page


def test_register_of_a_funder_has_its_own_sums_alone(client, breg):
    whole = client.get("/sl/register/").context
    own = client.get("/sl/register/?funder=bonaca").context
    none = client.get(f"/sl/register/?funder={breg.code}").context
    assert own["total"] == whole["total"] > 0
    assert none["total"] == 0
    assert str(own["funder"].name) == "Občina Bonaca"
    assert not whole["funder"]


def test_page_of_a_call_stands_under_its_own_names(client, breg):
    page = client.get("/sl/calls/breg-2027/").content.decode()
    assert "Občina Drugi Breg" in page
    assert "Bonaca" not in page
    page = client.get("/sl/calls/mala-2027/").content.decode()
    assert "Občina Bonaca" in page
    assert "Drugi Breg" not in page


@pytest.mark.parametrize("address", ["/sl/calls/breg-osnutek/", "/sl/funders/nihce/"])
def test_page_that_is_not_there_speaks_for_nobody(client, breg, address):
    """Not even the names on top say that there is a draft, and whose."""
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Drugi Breg" not in answer.content.decode()


def test_installation_of_one_funder_is_as_it_was(client):
    a_published_result()
    page = client.get("/sl/").content.decode()
    assert "Občina Bonaca" in page
    assert "funders/" not in page
    assert "?funder=" not in client.get("/sl/register/").content.decode()
