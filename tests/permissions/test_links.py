"""No page leads its reader to a page that turns the reader away.

Every link of every page is followed, as everybody of the matrix and as those whom no row of it
names: in every state of a call as the three who find most to follow, once it is decided as all
others (the matrix has driven every page as everybody in every state). Of pages of a call that
differ by their number alone the first are asked for, and one is drawn (two where it is about an
application); a public page is drawn once for whoever has signed in.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve

from accounts.models import Role, RoleGrant, User
from audit.models import LedgerHead
from tests.architecture.routes import ROUTES
from tests.architecture.rules import Of, Who
from tests.permissions.columns import COLUMNS, Column
from tests.permissions.company import AFTER_EVERYTHING, Company
from tests.permissions.stage import Stage
from tests.permissions.test_matrix import _quick, company
from tests.personas import person
from tests.stage import at

__all__ = ["_quick", "company"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.permissions.urls"),
    pytest.mark.same_on_both,
    # The first test builds the stage.
    pytest.mark.timeout(400),
]

START = ("/sl/", "/sl/desk/", "/sl/applications/")
ASKED = 3
FEWEST = 15
SOME = ("decided",)
EVERYWHERE = {Who.OWNER, Who.OFFICER, Who.CHAIR}
_LINK = re.compile(rb'<a\b[^>]*?\bhref="(/[^"#?]*)')
_LANGUAGE = re.compile(r"^/(?:en|it)/")


def _superuser(stage: Stage) -> User:
    user = person("Urban")
    user.is_superuser = user.is_staff = True
    user.save()
    return user


def _marked_as_staff(stage: Stage) -> User:
    user = person("Stane")
    user.is_staff = True
    user.save()
    return user


def _with(*roles: Role, name: str, **scope: int) -> User:
    for role in roles:
        RoleGrant.objects.create(user=person(name), role=role, **scope)
    return person(name)


# Whom the matrix does not name.
OTHERS = {
    "superuser without a role": _superuser,
    "marked as staff, without a role": _marked_as_staff,
    "officer of one call": lambda stage: _with(
        Role.OFFICER, name="Edo", call_id=stage.calls["decided"].pk
    ),
    "administrator of one funder": lambda stage: _with(
        Role.ADMINISTRATOR, name="Mila", funder_id=stage.funder.pk
    ),
    "auditor and finance": lambda stage: _with(
        Role.AUDITOR, Role.FINANCE, name="Dana", funder_id=stage.funder.pk
    ),
    "officer of everything": lambda _stage: _with(Role.OFFICER, name="Pia"),
}


@pytest.mark.parametrize("who", [*Who, *OTHERS])
def test_no_link_leads_where_its_reader_is_turned_away(company: Company, who: Any):
    faults: dict[str, str] = {}
    # No document has a link of ours.
    company.draws_documents = False
    walk = Walk(company, who)
    with transaction.atomic():
        if who in OTHERS:
            company.sessions[who] = _session_of(OTHERS[who](company.stage))
        for column in COLUMNS[Of.CALL]:
            if who not in EVERYWHERE and column.name not in SOME:
                continue
            with transaction.atomic(), at(column.at) as now:
                LedgerHead.objects.update(last_t=now)
                cache.clear()
                for page, link, said in walk.dead_links(column):
                    faults.setdefault(f"{_name(page)} → {_name(link)}", f"{said}: {page} → {link}")
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    assert not faults, "\n".join(f"{kind}: {said}" for kind, said in faults.items())
    assert len(walk.asked) > FEWEST


def _session_of(user: User) -> str:
    client = Client()
    with at(AFTER_EVERYTHING):
        client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Walk:
    """One person, from the first pages on along every link."""

    def __init__(self, company: Company, who: Any) -> None:
        self.company, self.who = company, who
        self.asked: set[str] = set()
        # How many of a route were drawn, of those that no call has for itself.
        self._drawn: Counter[str] = Counter()

    def dead_links(self, column: Column) -> Iterator[tuple[str, str, str]]:
        """(page, link, what it answered) of the pages of this call and of no call."""
        call = self.company.stage.calls[column.call]
        own = {call.code, *call.applications.values_list("number", flat=True)} - {""}
        others = {one.code for one in self.company.stage.calls.values()} - own
        drawn: Counter[str] = Counter()
        self.asked -= set(START)
        waiting = [("", address) for address in START]
        while waiting:
            page, address = waiting.pop()
            match = _match(address)
            about = set() if match is None else {str(value) for value in match.kwargs.values()}
            if address in self.asked or about & others:
                continue
            self.asked.add(address)
            if match is None:
                yield page, address, "no such address"
                continue
            counted = drawn if about & own and not self._is_drawn_once(match) else self._drawn
            counted[match.view_name] += 1
            if counted[match.view_name] > ASKED and address not in START:
                continue
            most = 2 if "number" in match.kwargs and not self._is_drawn_once(match) else 1
            self.company.draws = counted[match.view_name] <= most or address in START
            answer = self.company.visit(self.who, "get", address, {})
            asks_in_vain = answer.asks_to_sign_in and self.who is not Who.VISITOR
            if page and (answer.status in (403, 404, 405) or asks_in_vain):
                yield page, address, answer.in_words()
            waiting += [(address, link) for link in _links(answer.body)]

    def _is_drawn_once(self, match: ResolverMatch) -> bool:
        known = ROUTES.get(match.view_name)
        return known is not None and known.is_public and self.who is not Who.VISITOR


def _links(body: bytes) -> list[str]:
    """Other languages lead to the same pages."""
    return [_LANGUAGE.sub("/sl/", unescape(one.decode())) for one in _LINK.findall(body)]


def _match(address: str) -> ResolverMatch | None:
    try:
        return resolve(address)
    except Resolver404:
        return None


def _name(address: str) -> str:
    match = _match(address)
    return match.view_name if match else address
