"""Logs as JSON lines that name no person: no addresses, no queries, no values of variables."""

import re
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

# What follows these in an address is a key that opens something.
_SECRET_PATH = re.compile(r"(/(?:confirm-email|password/reset/key|organisations/join)/)[^/\s]+")
_QUERY = re.compile(r"(?<=/)\?\S*")
# Never begun within the same word again: each letter is looked at once.
_EMAIL = re.compile(r"(?<![^\s<>\"'(=:,@])[^\s<>\"'(=:,@]+@[^\s<>\"'),:]+")
# Nothing that we say is longer; what strangers send is cut before anything looks at it.
_LONGEST = 2_000
_MOST_FRAMES = 25


def forget_persons(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop from every text what could identify a person or open their letter.

    >>> forget_persons(None, "info", {"event": "GET /sl/confirm-email/Mw:1a/?q=Ana", "n": 1})
    {'event': 'GET /sl/confirm-email/…/', 'n': 1}
    >>> forget_persons(None, "info", {"event": "Not delivered to <ana@bonaca.example>: 550"})
    {'event': 'Not delivered to <…>: 550'}
    """
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _without_persons(value)
    return event


def _without_persons(text: str) -> str:
    # Half a word at the end could be a name whose address was cut off.
    shown = text if len(text) <= _LONGEST else " ".join([*text[:_LONGEST].split()[:-1], "…"])
    return _EMAIL.sub("…", _QUERY.sub("", _SECRET_PATH.sub(r"\1…", shown)))


def plain_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception as its type and the places that it passed.

    Its message is left out: databases and parsers repeat in it what a person has typed.
    """
    given = event.pop("exc_info", None)
    error = _exception(given)
    if error is not None:
        event["exception"] = [_link(one) for one in _chain(error)]
    return event


def _exception(given: Any) -> BaseException | None:
    if given is True:
        given = sys.exc_info()
    if isinstance(given, tuple):
        given = given[1]
    return given if isinstance(given, BaseException) else None


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and what led to it, the last one first."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found and len(found) < 5:
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found


def _link(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    return {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "frames": _frames(error.__traceback__),
    }


def _frames(trace: TracebackType | None) -> list[str]:
    places = traceback.walk_tb(trace)
    found = [
        f"{'/'.join(Path(frame.f_code.co_filename).parts[-3:])}:{line} {frame.f_code.co_name}"
        for frame, line in places
    ]
    return found[-_MOST_FRAMES:]


PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
    forget_persons,
    plain_trace,
]


def logging_config(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": PROCESSORS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=repr_of),
                ],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            # What it says about pages that were not found stands in the line of the request.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": False},
            "fontTools": {"level": "WARNING"},
            # That requests wait for a thread is seen in their durations.
            "waitress": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def repr_of(value: object) -> str:
    """An object in a log is named by its type: what it holds may be a person."""
    return f"<{type(value).__name__}>"
