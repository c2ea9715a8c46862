"""How many pages one address may ask for: far more than people read, fewer than harm others."""

import math
import threading
import time
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import sync_only_middleware

from accounts.attempts.reader_address import address_of

_MINUTE = 60.0
# Probes, and machines that have a limit of their own.
_ELSEWHERE = ("/health/", "/ready/", "/metrics", "/api/")


@sync_only_middleware
class LimitPagesMiddleware:
    """Counts what is read, by address and minute, in this process; what is sent always passes.

    So a whole school behind one address can still hand in when its minute is used up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._ends = 0.0
        self._asked: Counter[str] = Counter()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_read = request.method in ("GET", "HEAD") and not request.path.startswith(_ELSEWHERE)
        address = address_of(request) if is_read else ""
        if address and (seconds := self._seconds_to_wait(address)):
            page = render(request, "429.html", {"seconds": seconds}, status=429)
            page["Retry-After"] = str(seconds)
            page["Cache-Control"] = "no-store"
            return page
        return self.get_response(request)

    def _seconds_to_wait(self, address: str) -> int:
        """0 where the page may be had."""
        now = time.monotonic()
        with self._lock:
            if now >= self._ends:
                self._ends = now + _MINUTE
                self._asked.clear()
            self._asked[address] += 1
            if self._asked[address] <= settings.PAGES_PER_MINUTE:
                return 0
            return math.ceil(self._ends - now)
