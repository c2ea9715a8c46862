import threading

import pytest
from django.db import connection, connections, transaction

from accounts.models import User
from audit.proof.snapshot import one_snapshot

pytestmark = pytest.mark.django_db(transaction=True)


def in_another_thread(act):
    def done():
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=done)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def add_somebody():
    User.objects.create_user("nekdo@bonaca.example", name="Nekdo")


def test_snapshot_does_not_see_what_is_written_meanwhile_and_stops_nobody():
    with one_snapshot():
        before = User.objects.count()
        in_another_thread(add_somebody)
        assert User.objects.count() == before
    assert User.objects.count() == before + 1


def test_snapshot_leaves_the_way_in_which_acts_begin():
    mode = getattr(connection, "transaction_mode", None)
    with one_snapshot():
        User.objects.count()
    assert getattr(connection, "transaction_mode", None) == mode


def test_snapshot_within_an_act_is_that_of_the_act():
    with transaction.atomic():
        add_somebody()
        with one_snapshot():
            assert User.objects.filter(name="Nekdo").exists()
