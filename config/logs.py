"""Logs as JSON lines that name no person: no addresses, no queries, no local variables."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

# What follows these in an address is a key that opens something.
_SECRET_PATH = re.compile(r"(/(?:confirm-email|password/reset/key|organisations/join)/)[^/\s]+")


def forget_persons(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop what would identify the reader of a page; keep which page it was.

    >>> forget_persons(None, "info", {"request": "GET /sl/confirm-email/Mw:1a/?q=Ana", "ip": "::1"})
    {'request': 'GET /sl/confirm-email/…/'}
    """
    for key in ("ip", "user_agent", "user_id", "user"):
        event.pop(key, None)
    if isinstance(event.get("request"), str):
        event["request"] = _SECRET_PATH.sub(r"\1…", event["request"].partition("?")[0])
    else:
        event.pop("request", None)
    return event


PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
    forget_persons,
    structlog.processors.format_exc_info,
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
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            # Its messages repeat the whole address with its query; the middleware's do not.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": False},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
