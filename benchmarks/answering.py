"""One answer of the site, asked for by one reader: processor, queries, bytes, memory."""

import gc
import os
import time
import tracemalloc
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.test import Client

_DOCUMENTS = ("application/pdf", "application/vnd.", "application/zip")


@dataclass(frozen=True, slots=True)
class Question:
    """An address and who asks for it."""

    route: str
    who: str
    client: Client
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: seconds of the processor, the statements that the database was asked."""

    status: int
    seconds: float
    size: int
    is_document: bool
    asked: tuple[str, ...] = ()


def answer(question: Question) -> Answer | None:
    """None for whoever is not let in."""
    asked: list[str] = []
    with connection.execute_wrapper(_counter(asked)):
        got = timed(question)
    if got.status in (302, 403, 404, 405):
        return None
    return replace(got, asked=tuple(asked))


def memory_of(question: Question) -> int:
    """The peak while the answer is made and its parts are let go, one after the other."""
    _forget_pages()
    gc.collect()
    tracemalloc.start()
    try:
        response = question.client.get(question.address)
        if response.streaming:
            for _ in response.streaming_content:
                pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _forget_pages() -> None:
    caches["shared"].clear()
    caches["pages"].clear()


def _counter(asked: list[str]) -> Any:
    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    return count


def timed(question: Question, *, is_kept: bool = False) -> Answer:
    if not is_kept:
        _forget_pages()
    began = _processor()
    response = question.client.get(question.address)
    parts = response.streaming_content if response.streaming else (response.content,)
    size = sum(len(part) for part in parts)
    seconds = _processor() - began
    is_document = response.headers.get("Content-Type", "").startswith(_DOCUMENTS)
    return Answer(response.status_code, seconds, size, is_document)


def _processor() -> float:
    """Seconds of this process and of its children, of which the system counts hundredths."""
    ticks = 0
    for listed in Path("/proc/self/task").glob("*/children"):
        # A thread, or a child, may have ended since it was listed.
        with suppress(FileNotFoundError, ProcessLookupError):
            for child in listed.read_text().split():
                after_name = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
                ticks += int(after_name[11]) + int(after_name[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")
