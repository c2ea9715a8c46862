"""Files that come at the same moment do not take the same room."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from applicants.actions import add_document
from applicants.files.room import NoRoom
from applicants.models import StoredDocument
from tests.applicants.test_room import add
from tests.personas import person
from tests.stage import an_organisation

HANDS = 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("limit", ["ROOM_ORGANISATION_MB", "ROOM_PERSON_MB"])
def test_files_at_once_stay_within_the_room(settings, monkeypatch, limit):
    setattr(settings, limit, 1)
    places = [an_organisation()]
    if limit == "ROOM_PERSON_MB":
        places += [an_organisation(f"Društvo {number}") for number in range(1, HANDS)]
    person("Bruno")
    ready = threading.Barrier(HANDS, timeout=60)
    # Whoever has found room waits for the others, who find it too unless something holds them.
    found_room, seal = threading.Barrier(HANDS, timeout=1), add_document.seal_document

    def wait_and_seal(*given):
        with contextlib.suppress(threading.BrokenBarrierError):
            found_room.wait()
        return seal(*given)

    monkeypatch.setattr(add_document, "seal_document", wait_and_seal)

    def put(hand: int) -> bool:
        try:
            connection.ensure_connection()
            ready.wait()
            add(places[hand % len(places)])
        except NoRoom:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        kept = sum(hands.map(put, range(HANDS), timeout=120))
    assert kept == 2
    assert StoredDocument.objects.count() == 2
