"""Short work that comes again and again, done by the worker between its looks at the queue.

An app registers an errand when it is ready. The errand finds by itself what is to be done, does a
little of it at a time, and may be ended at any moment: what it has not noted as done comes again.
"""

from collections.abc import Callable

import structlog

Errand = Callable[[], object]

_errands: list[Errand] = []
logger = structlog.get_logger(__name__)


def register_errand(errand: Errand) -> None:
    if errand not in _errands:
        _errands.append(errand)


def run_errands() -> None:
    for errand in _errands:
        try:
            errand()
        except Exception:
            # The next errand, and the queue, do not wait for this one to be mended.
            logger.exception("errand_failed", errand=getattr(errand, "__name__", ""))
