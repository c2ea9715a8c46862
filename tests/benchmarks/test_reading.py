"""No page asks the database more often because there are more applications.

Every route that reads is asked as six people in six moments of a generated call, once over a few
applications and once over three times as many (benchmarks/reading.py).
"""

import pytest
from django.db import transaction

from benchmarks.moments import MOMENTS, begin
from benchmarks.reading import OF_ONE_FILE, OF_ONE_PERSON, read_moment, reading_routes
from tests.architecture.routes import ROUTES

pytestmark = pytest.mark.django_db

FEW, MORE = 20, 60
COMPANY = ("visitor", "owner", "officer", "approver", "chair", "secretary")
SHOWN = ("filing", "opened", "sheets", "computed", "proposed", "published")
Key = tuple[str, str, str]
# Pages of a draft call, and files that only a real opening leaves behind.
NOT_ON_THE_STAGE = {"grants:call_new", "grants:call_upload", "grants:recognise_fact"}


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker) -> dict[int, dict[Key, int]]:
    """By size: route, moment and reader with the number of queries."""
    with django_db_blocker.unblock():
        return {count: _asked(count) for count in (FEW, MORE)}


def _asked(count: int) -> dict[Key, int]:
    found = {}
    with transaction.atomic():
        stage = begin(count)
        for moment in MOMENTS:
            moment.write(stage)
            if moment.name not in SHOWN:
                continue
            for one in read_moment(stage, moment, readers=COMPANY):
                assert one.status == 200, one
                found[one.route, moment.name, one.who] = one.queries
        transaction.set_rollback(True)
    return found


@pytest.mark.timeout(900)
def test_queries_do_not_grow_with_the_applications(asked):
    few, more = asked[FEW], asked[MORE]
    grown = {key: (few[key], count) for key, count in more.items() if count > few.get(key, count)}
    assert not grown, "\n".join(f"{key}: {before} → {now}" for key, (before, now) in grown.items())


@pytest.mark.timeout(900)
def test_every_route_that_reads_was_read(asked):
    reached = {route for route, _moment, _who in asked[MORE]}
    due = {name for name, route in ROUTES.items() if route.get} - NOT_ON_THE_STAGE
    due = {name for name in due if not name.startswith((*OF_ONE_PERSON, *OF_ONE_FILE))}
    assert due <= set(reading_routes()), due - set(reading_routes())
    assert due <= reached, due - reached
