"""Thirty-two hands press the same button at the same moment: one submission, one receipt."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from audit.database.clock import pretended_time
from audit.models import LedgerEntry
from grants.actions.applying.submit_application import submit_application
from grants.models import Application, Submission
from tests.grants.applying import a_filled_draft, moment
from tests.personas import person
from tests.stage import FILING, at

HANDS = 32


@pytest.mark.django_db(transaction=True)
def test_submit_by_many_threads_gives_the_same_receipt_to_all():
    draft = a_filled_draft()
    bruno = person("Bruno")
    ready = threading.Barrier(HANDS, timeout=30)

    def press(_hand: int) -> tuple[int, str]:
        try:
            connection.ensure_connection()
            # Each request reads its own: an act changes the row that it was given.
            own = Application.objects.get(pk=draft.pk)
            ready.wait()
            with pretended_time(moment(FILING)):
                sent = submit_application(
                    application=own, draft_version=draft.draft_version, actor=bruno
                )
            return sent.pk, sent.sha256
        finally:
            connections.close_all()

    with at(FILING), ThreadPoolExecutor(HANDS) as hands:
        receipts = set(hands.map(press, range(HANDS), timeout=60))
    assert len(receipts) == 1
    assert Submission.objects.count() == 1
    assert LedgerEntry.objects.filter(type="application.submitted").count() == 1
