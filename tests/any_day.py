"""Calls that live by the clock of the machine are published on whatever day that is.

A deadline in two hours, perhaps on a Sunday, is nothing that the calendar lets anybody publish.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock


@contextmanager
def on_any_day() -> Iterator[None]:
    with mock.patch("grants.actions.calls.publish_call.dated_faults", return_value=[]):
        yield
