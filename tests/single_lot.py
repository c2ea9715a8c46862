"""A lot alone, for tests that need no call around it."""

from collections.abc import Mapping
from typing import Any

from callfile.call import call_of
from callfile.lots.lot import Lot


def read_lot(written: Mapping[str, Any]) -> Lot:
    [lot] = call_of({"lots": [written]}).leaves
    return lot
