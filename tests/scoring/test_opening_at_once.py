"""The second key is turned many times at the same moment: the call opens once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from audit.database.clock import pretended_time
from audit.models import LedgerEntry
from grants.models import StateChange
from scoring.actions.opening.confirm_opening import confirm_opening
from tests.grants.applying import moment
from tests.opened import (
    FIRST_KEY,
    SECOND_KEY,
    a_begun_session,
    a_call_with_committee,
    a_sent_application,
)
from tests.personas import person
from tests.stage import at

HANDS = 8


@pytest.mark.django_db(transaction=True)
def test_confirm_opening_by_many_threads_opens_once():
    call = a_call_with_committee()
    a_sent_application(call)
    a_begun_session(call)
    with at(FIRST_KEY):
        confirm_opening(call=call, actor=person("Ada"))
    cvetka = person("Cvetka")
    ready = threading.Barrier(HANDS, timeout=30)

    def turn(_hand: int) -> int:
        try:
            connection.ensure_connection()
            ready.wait()
            with pretended_time(moment(SECOND_KEY)):
                return confirm_opening(call=call, actor=cvetka).pk
        finally:
            connections.close_all()

    with at(SECOND_KEY), ThreadPoolExecutor(HANDS) as hands:
        sessions = set(hands.map(turn, range(HANDS), timeout=60))
    assert len(sessions) == 1
    assert LedgerEntry.objects.filter(type="seal.opened").count() == 1
    assert StateChange.objects.filter(step="receive").count() == 1
