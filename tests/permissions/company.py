"""Everybody at once: one client that asks as whoever it is told to, and undoes what it did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from tests.architecture.rules import Who
from tests.permissions.addresses import INPUTS, Place
from tests.permissions.stage import Stage
from tests.stage import at

WRITES = ("INSERT", "UPDATE", "DELETE")
# Bookkeeping of the session itself, and the note of who read what is sealed.
NOT_CONTENT = ("django_session", "grants_sealedread")
TURNED_AWAY = (403, 404, 405)
SIGNED_OUT = "account/signed_out.html"
AFTER_EVERYTHING = "2026-12-31T12:00:00+01:00"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    written: tuple[str, ...]
    # The names of the templates it was to be drawn from.
    pages: tuple[str, ...] = ()

    @property
    def hands_back(self) -> bool:
        """What a stranger has typed stands on a page that asks to sign in and to send it again."""
        return self.status == 403 and SIGNED_OUT in self.pages

    @property
    def asks_to_sign_in(self) -> bool:
        return self.status == 302 and "/account/login/" in self.headers["Location"]

    @property
    def turns_away(self) -> bool:
        return self.status in TURNED_AWAY or self.asks_to_sign_in

    @property
    def may_be_kept(self) -> bool:
        return "no-store" not in self.headers.get("Cache-Control", "")

    def in_words(self) -> str:
        return "sign in" if self.asks_to_sign_in else str(self.status)


@dataclass
class Company:
    """The stage, one client, and the session of everybody."""

    stage: Stage
    rows: dict[str, Any]
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    sessions: dict[Who, str] = field(default_factory=dict)
    # Drawing costs most and decides nothing: once a page was drawn in a state, it stays blank.
    draws: bool = True
    draws_documents: bool = True
    pages: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        with at(AFTER_EVERYTHING):
            for who, user in self.stage.people.items():
                client = Client()
                client.force_login(user)
                self.sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, who: Who, method: str, place: Place, route: str) -> Answer:
        given = INPUTS[route](place) if method == "post" and route in INPUTS else {}
        return self.visit(who, method, place.address(route), given)

    def visit(self, who: Who, method: str, address: str, given: Mapping[str, Any]) -> Answer:
        self.client.cookies = SimpleCookie()
        if who in self.sessions:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        written: list[str] = []
        self.pages.clear()
        with transaction.atomic(), connection.execute_wrapper(_listener(written)):
            response = getattr(self.client, method)(address, given)
            # Read to the end, a file closes itself.
            body = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        pages = tuple(self.pages)
        return Answer(response.status_code, response.headers, body, tuple(written), pages)


def _listener(written: list[str]) -> Any:
    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and not any(t in sql for t in NOT_CONTENT):
            written.append(sql)
        return execute(sql, params, many, context)

    return listen
