"""What every test stands on."""

import gc
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from audit.database import append_only
from tests.both_databases import brings_something_new
from tests.served_demo import load_demo_into

# A demo of its own (`demo_database`) is on SQLite, whichever database the tests have.
_DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


_CORPUS = Path(__file__).parent / "bad_input"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks the database is marked, and so run on both: tests/both_databases.py says what."""
    corpus: dict[tuple[Path, str], list[pytest.Function]] = defaultdict(list)
    for item in items:
        fixtures = _DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if not fixtures and not item.get_closest_marker("django_db"):
            continue
        if item.get_closest_marker("same_on_both"):
            continue
        if isinstance(item, pytest.Function) and _CORPUS in item.path.parents:
            if "world" in item.fixturenames:
                corpus[item.path, item.originalname].append(item)
        else:
            item.add_marker("database")
    for cases in corpus.values():
        arguments = [case.callspec.params if hasattr(case, "callspec") else {} for case in cases]
        for case, is_new in zip(cases, brings_something_new(arguments), strict=True):
            if is_new:
                case.add_marker("database")


def pytest_collection_finish() -> None:
    """Thousands of tests live until the end: the collector of garbage need not visit them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def _ledger_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests with real transactions empty every table; the ledger's triggers refuse just that."""
    empty_tables = TransactionTestCase._fixture_teardown

    def empty_tables_without_triggers(case: TransactionTestCase) -> None:
        append_only.remove(connection)
        try:
            empty_tables(case)
        finally:
            append_only.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables_without_triggers)
        yield


@pytest.fixture(autouse=True)
def _language_is_the_first() -> None:
    """Whichever language an earlier test read its pages in."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _caches_are_empty() -> None:
    """What an earlier test tried too often or was shown is no business of this one."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a loaded demo, for tests that only read it or serve it."""
    return load_demo_into(tmp_path_factory.mktemp("demo"))
