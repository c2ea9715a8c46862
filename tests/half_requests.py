"""Many who begin a request and do not end it: half of them in the head, half in the body."""

import socket
from contextlib import suppress
from urllib.parse import urlsplit

HEAD = "GET /sl/ HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: https\r\nX-Slow: "
BODY = (
    "POST /sl/account/login/ HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: https\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nlogin="
)


class HalfRequests:
    """Connections to `url`, whose program answers to the name `host`."""

    def __init__(self, url: str, host: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._host = host
        self._lines: list[socket.socket] = []

    def open(self, count: int = 200) -> None:
        """So many half heads and as many half bodies."""
        for begun in (HEAD, BODY):
            for _one in range(count):
                line = socket.create_connection(self._address, timeout=20)
                line.sendall(begun.format(host=self._host).encode())
                self._lines.append(line)

    def go_on(self) -> None:
        """One byte more on each line that is still open."""
        for line in self._lines:
            with suppress(OSError):
                line.send(b"x")

    def close(self) -> None:
        for line in self._lines:
            line.close()
