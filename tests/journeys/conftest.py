"""One browser for all journeys, and the clock of a call that lives in October 2026."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

from accounts.sign_in import idle
from audit.database.clock import pretended_time
from tests.chromium import ARGUMENTS, chromium
from tests.journeys.browser import Visitor

# The browser is driven from the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, live_server, tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """`visit("Ada")` is Ada, signed in; `visit()` somebody from the street."""
    opened: list[Visitor] = []

    def come(name: str = "", language: str = "sl") -> Visitor:
        visitor = Visitor(browser, live_server.url, language)
        opened.append(visitor)
        return visitor.sign_in(name) if name else visitor

    yield come
    for number, visitor in enumerate(opened):
        # What each of them saw last: the first thing to look at after a failure.
        visitor.page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
        visitor.close()


@pytest.fixture
def it_is(monkeypatch, settings):
    """`with it_is("2026-10-10T19:42:00+02:00"):` for the server's threads too."""
    # Weeks pass between two pages of a journey; nobody signs in anew for each.
    season = timedelta(days=90)
    settings.SESSION_COOKIE_AGE = int(season.total_seconds())
    settings.IDLE_MINUTES = int(season.total_seconds() / 60)
    monkeypatch.setattr(idle, "_LONGEST", season)

    @contextmanager
    def stand(moment: str) -> Iterator[datetime]:
        when = datetime.fromisoformat(moment)
        with monkeypatch.context() as patch, pretended_time(when):
            patch.setattr(timezone, "now", lambda: when.astimezone(UTC))
            yield when

    return stand
