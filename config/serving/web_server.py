"""The web server: a request reaches a thread only when it is whole.

One loop takes all connections and buffers what comes; threads compute. So somebody who sends half a
request, or a byte now and then, holds a socket and never a thread, and the socket has an end: the
head of a request must be there soon, its body must come at a pace, and all unfinished bodies
together have a limit.

What brings a file has threads of its own. They wait while a child looks at it, one file after the
other; whoever brings none never waits behind somebody else's file.
"""

import time
from dataclasses import dataclass
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher
from waitress.utilities import RequestEntityTooLarge

# They wait more than they compute.
FILE_THREADS = 4


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes, and bytes a second."""

    largest_body: int
    head_seconds: float = 20.0
    body_seconds: float = 30.0
    # Slower than any line that still shows a page; 60 MB may take four hours.
    body_pace: int = 4096
    idle_seconds: int = 30
    # What all unfinished bodies of one process may hold in memory.
    room: int = 256 * 1024 * 1024
    connections: int = 1000

    def seconds_for(self, body_bytes: int) -> float:
        """How long a request may take that has brought so much of its body."""
        return self.body_seconds + body_bytes / self.body_pace


class WebRequest(HTTPRequestParser):
    """Too large a body is not taken: the program answers with its page, and the line is closed."""

    error: Any = None

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.began = time.time()

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge) and not self.chunked:
            self.error = None
            self.headers["CONNECTION"] = "close"
        return taken


# Nobody knows yet who asks, and in which language; the program itself answers all the rest.
_UNREADABLE = """\
Zahteve ni mogoče prebrati. Vrnite se na prejšnjo stran in poskusite znova.
La richiesta non è leggibile. Tornate alla pagina precedente e riprovate.
The request cannot be read. Go back one page and try once more.
"""
_BROKEN = """\
Napaka je na naši strani. Poskusite znova čez nekaj minut.
L’errore è dalla nostra parte. Riprovate tra qualche minuto.
The fault is ours. Try once more in a few minutes.
"""


class UnreadableRequest(ErrorTask):
    """What is no request, or what the program could not even begin to answer, in plain words."""

    def execute(self) -> None:
        code, reason = self.request.error.code, self.request.error.reason
        body = (_BROKEN if code == 500 else _UNREADABLE).encode()
        self.status = f"{code} {reason}"
        self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):
    parser_class = WebRequest
    error_task_class = UnreadableRequest

    def unfinished_for(self, now: float) -> float:
        """Seconds since the first byte of a request that is not whole; 0 where there is none."""
        return now - self.request.began if self.request is not None else 0.0

    @property
    def held(self) -> int:
        """Bytes of a body that is not whole."""
        return self.request.body_bytes_received if self.request is not None else 0


def _crew(threads: int) -> ThreadedTaskDispatcher:
    crew = ThreadedTaskDispatcher()
    crew.set_thread_count(threads)
    return crew


class Server(TcpWSGIServer):
    channel_class = Connection

    def __init__(self, application: Any, sock: Any, *, threads: int, limits: Limits) -> None:
        self.limits = limits
        self.stopping = False
        self.with_files = _crew(FILE_THREADS)
        self.lines: dict[int, Any] = {}
        super().__init__(
            application,
            map=self.lines,
            _sock=sock,
            dispatcher=_crew(threads),
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            bind_socket=False,
            threads=threads,
            ident="",
            # The program itself decides which proxies it believes.
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
            cleanup_interval=1,
            connection_limit=limits.connections,
            channel_timeout=limits.idle_seconds,
            max_request_header_size=32 * 1024,
            max_request_body_size=limits.largest_body + 1,
            # Nothing that people send or get lies in clear on a disk.
            inbuf_overflow=2 * limits.largest_body,
            outbuf_overflow=2 * limits.room,
            log_socket_errors=False,
        )

    def add_task(self, task: Connection) -> None:
        kind = task.requests[0].headers.get("CONTENT_TYPE", "").strip().lower()
        crew = self.with_files if kind.startswith("multipart/") else self.task_dispatcher
        crew.add_task(task)

    def maintenance(self, now: float) -> None:
        """Every second: end what was begun and does not come to its end."""
        super().maintenance(now)
        lines = [one for one in self.active_channels.values() if one.request is not None]
        for line in lines:
            if line.unfinished_for(now) > self._patience(line):
                line.will_close = True
        held = sum(line.held for line in lines)
        for line in sorted(lines, key=lambda one: one.request.began, reverse=True):
            if held <= self.limits.room:
                break
            line.will_close = True
            held -= line.held

    def _patience(self, line: Connection) -> float:
        if line.request.headers_finished:
            return self.limits.seconds_for(line.held)
        # When places become few, a head has to come at once, as it does from any browser.
        is_crowded = 2 * len(self.active_channels) > self.limits.connections
        return self.limits.head_seconds / (10 if is_crowded else 1)

    def run(self) -> None:
        """Until `stopping`; then take nothing new, and finish what is whole."""
        while not self.stopping:
            self._turn(1.0)
        self.accepting = False
        self.del_channel()
        ends = time.monotonic() + 15
        while time.monotonic() < ends and any(
            one.requests or one.total_outbufs_len for one in self.active_channels.values()
        ):
            self._turn(0.1)
        for crew in (self.task_dispatcher, self.with_files):
            crew.shutdown()

    def _turn(self, seconds: float) -> None:
        self.asyncore.loop(timeout=seconds, map=self.lines, use_poll=True, count=1)
