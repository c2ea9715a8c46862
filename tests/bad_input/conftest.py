"""The corpus shares one world; whatever a case does to it is undone after the case."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction

from accounts.typed import in_language as language_fields
from tests.bad_input.world import World, build_world
from tests.letters import delivered


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        delivered().clear()
        yield world
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _without_a_world_without_a_database(request, django_db_blocker) -> Iterator[None]:
    """Such a test is not driven on the other database, so it must ask none."""
    if "world" in request.fixturenames:
        yield
    else:
        with django_db_blocker.block():
            yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Limits on tries and letters of an earlier case are no business of this one."""
    cache.clear()


@pytest.fixture(autouse=True)
def _any_language_in_any_field(monkeypatch) -> None:
    """Whether a text is in the language of its field is asked elsewhere."""
    monkeypatch.setattr(language_fields, "other_language", lambda *_given: None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The time of a case is its own: the first one also builds the world."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(120, func_only=True))


def pytest_terminal_summary(terminalreporter) -> None:
    """How many cases each class has, as they were driven."""
    classes = Counter(
        report.nodeid.partition("bad_input/test_")[2].partition(".py")[0]
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call" and "bad_input/test_" in report.nodeid
    )
    if len(classes) > 1:
        terminalreporter.write_line(f"bad input: {classes.total()} cases")
        for name, count in sorted(classes.items()):
            terminalreporter.write_line(f"  {count:5} {name}")
