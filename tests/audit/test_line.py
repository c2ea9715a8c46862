import threading

import pytest
from django.db import connection, connections, transaction

from audit.database import line
from audit.database.line import in_line

pytestmark = pytest.mark.django_db(transaction=True)


def begun_in_another_thread():
    """A thread that stands in line; the first event is set when it has its turn."""
    has_turn = threading.Event()

    def stand():
        try:
            with in_line():
                has_turn.set()
        finally:
            connections.close_all()

    thread = threading.Thread(target=stand)
    thread.start()
    return thread, has_turn


def test_line_gives_the_turn_to_the_next_when_the_one_before_has_ended():
    with in_line():
        thread, has_turn = begun_in_another_thread()
        # PostgreSQL has its own line.
        assert has_turn.wait(0.2) is (connection.vendor == "postgresql")
    assert has_turn.wait(10)
    thread.join(10)


def test_line_does_not_hold_those_who_are_within_an_act():
    with in_line(), transaction.atomic(), in_line():
        assert connection.in_atomic_block


def test_line_lets_go_of_who_has_waited_long_enough(monkeypatch):
    monkeypatch.setattr(line, "_PATIENCE", 0.05)
    with in_line():
        thread, has_turn = begun_in_another_thread()
        assert has_turn.wait(10)
        thread.join(10)
