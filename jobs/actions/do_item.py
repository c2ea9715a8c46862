"""Do one item: compute, then write in one transaction; again where others were faster."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.refusal import Refused
from jobs.models import Job
from jobs.registry import JobKind, Outdated

# Each time somebody has recorded something while it was computed.
MOST_ROUNDS: Final = 5


def do_item(*, kind: JobKind, job: Job, key: str, first: Callable[[], bool] = lambda: True) -> None:
    """`first` stands in the transaction of the effect, which does not happen where it says no.

    Raises what the kind raises, and Refused where others never cease to record.
    """
    for _round in range(MOST_ROUNDS):
        try:
            result = kind.compute(job, key) if kind.compute else None
            with _nothing_collected(), transaction.atomic():
                if first():
                    kind.write(job, key, result)
        except Outdated:
            continue
        return
    raise Refused(
        _("While this was computed, others kept recording. Try again once they have finished.")
    )


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """To look through all that was computed for what nobody needs any more takes seconds; it waits
    until nobody waits for the transaction.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
