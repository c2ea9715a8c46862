"""The demo: loaded once for the whole session, through its command, into a folder of its own."""

import http.cookiejar
import json
import re
import sqlite3
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from stdnum import iban
from stdnum.si import ddv, maticna

from tests.served_demo import manage, served

pytestmark = pytest.mark.timeout(300)

# What the first page after signing in leads each of them to.
WORK = {
    "Ada Mrak": "/desk/",
    "Lea Furlan": "/desk/",
    "Igor Stante": "/desk/",
    "Celia Vidmar": "/desk/",
    "Valter Renko": "/desk/",
    "Ines Dobrila": "/desk/",
    "Emil Starc": "/desk/",
    "Sonja Ličen": "/desk/",
    "Fani Jerman": "/desk/",
    "Nika Zorčič": "/applications/",
    "Bruno Bernetti": "/applications/",
}
SEEN = re.compile(
    r"(?:kultura|mladi|obletnica|prireditve|sport|sociala|skupnost|krajevne)-20\d\d"
    r"|[KM]\d\d-[AB]-"
)


def rows(folder: Path, question: str) -> list[tuple]:
    with sqlite3.connect(folder / "merila.sqlite3") as database:
        return database.execute(question).fetchall()


def test_demo_has_forty_organisations_with_valid_numbers(demo_database):
    organisations = rows(
        demo_database,
        "SELECT name, registration_number, tax_number, iban FROM applicants_organisation"
        " WHERE recorded_by_id IS NULL",
    )
    assert len({name for name, *_numbers in organisations}) == 40
    assert all(maticna.is_valid(number) for _name, number, _tax, _iban in organisations)
    assert all(ddv.is_valid(number) for _name, _registration, number, _iban in organisations)
    assert all(iban.is_valid(number) for *_others, number in organisations)


def test_demo_has_calls_in_every_state_of_the_walk(demo_database):
    states = rows(demo_database, "SELECT state FROM grants_call ORDER BY id")
    assert sorted(state for (state,) in states) == [
        *("checking", "decided", "draft", "proposed"),
        *("published", "published", "published", "published", "scoring"),
    ]
    phases = rows(
        demo_database,
        "SELECT opens_at <= datetime('now'), deadline_at > datetime('now')"
        " FROM grants_call WHERE state = 'published'",
    )
    assert sorted(phases) == [(0, 1), (1, 0), (1, 1), (1, 1)]


def test_demo_decisions_have_documents_and_spend_the_pots(demo_database):
    spent = rows(
        demo_database,
        "SELECT lot.code, SUM(amount_cents), lot.budget_cents FROM awards_decision decision"
        " JOIN grants_application application ON application.id = decision.application_id"
        " JOIN grants_lot lot ON lot.id = application.lot_id GROUP BY lot.code",
    )
    assert [(lot, amount) for lot, amount, _budget in spent] == [
        (lot, budget) for lot, _amount, budget in spent
    ]
    kinds = {kind for (kind,) in rows(demo_database, "SELECT kind FROM awards_decision")}
    assert kinds == {"granted", "partly_granted", "refused", "dismissed"}
    unissued = "SELECT COUNT(*) FROM awards_decision WHERE document_sha256 = ''"
    assert rows(demo_database, unissued) == [(0,)]


def test_demo_ledger_holds(demo_database):
    assert manage(demo_database, "fsck")


def test_demo_loaded_twice_changes_nothing(demo_database):
    counted = (
        "SELECT (SELECT MAX(seq) FROM audit_ledgerentry), (SELECT COUNT(*) FROM accounts_user),"
        " (SELECT COUNT(*) FROM grants_application), (SELECT COUNT(*) FROM reports_document)"
    )
    before = rows(demo_database, counted)
    assert "already" in manage(demo_database, "load_demo")
    assert rows(demo_database, counted) == before


@pytest.fixture(scope="module")
def address(demo_database: Path) -> Iterator[str]:
    with served(demo_database) as base:
        yield base


@pytest.mark.parametrize("name", WORK)
def test_demo_login_opens_on_work(demo_database, address, name):
    logins = json.loads((demo_database / "demo_logins.json").read_text(encoding="utf-8"))
    login = next(one for one in logins if one["name"] == name)
    page, url = signed_in(address, login)
    assert WORK[name] in url
    assert SEEN.search(page), url


def signed_in(address: str, login: dict[str, str]) -> tuple[str, str]:
    """The page on which a person lands, and its address."""
    jar = http.cookiejar.CookieJar()
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = f"{address}/sl/account/login/"
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', visitor.open(form).read().decode()
    )
    assert token
    fields = {
        "csrfmiddlewaretoken": token[1],
        "login": login["email"],
        "password": login["password"],
    }
    answer = visitor.open(form, urllib.parse.urlencode(fields).encode())
    return answer.read().decode(), answer.url
