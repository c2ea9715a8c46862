"""Many applicants press the button at once: the load of the rush, in a process of its own.

    python -m tests.rush_load < orders > results

Orders (JSON): `url`, `host`, `clients` [{session | email + password, drafts}], `receipt` (`page`,
`json` or empty: what is fetched after each submit), `patience` (seconds that a client goes on
pressing where the answer is an error; 0 gives up at once), `hands` (how many press at the same time
for each client), `pause` (seconds before each press, none where it is missing). Prints `ready` on
standard error when everybody is signed in, and begins when a line comes.

Results (JSON): `seconds` from the first to the last, and for every press `[number, outcome, began,
seconds of the submit, seconds with the receipt, receipt]`, times from the beginning; the outcome is
`ok`, a status, or the name of an error.

The machine is shared with what is measured, so a request is a few lines over a bare socket.
"""

import json
import re
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.visitor import Visitor

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
Press = tuple[str, str, float, float, float, str]


class Line:
    """One connection that is kept, and made anew where it was closed."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.address = (parts.hostname or "", parts.port or 80)
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Status, head, body. A kept connection that was closed meanwhile is no failure."""
        kept = self.socket is not None
        try:
            return self._ask(request)
        except (ConnectionError, EOFError):
            self.close()
            if not kept:
                raise
            return self._ask(request)

    def _ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head = data[:end]
        found = _LENGTH.search(head)
        wanted = end + 4 + (int(found[1]) if found else 0)
        while len(data) < wanted:
            data += self._more()
        if b"onnection: close" in head:
            self.close()
        return int(head[9:12]), head, data[end + 4 :]

    def _more(self) -> bytes:
        assert self.socket is not None
        part = self.socket.recv(65536)
        if not part:
            raise EOFError
        return part

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


class Applicant:
    """Signed in, with the page of the first draft before the eyes."""

    def __init__(self, orders: dict[str, Any], client: dict[str, Any], place: int) -> None:
        self.orders, self.drafts = orders, client["drafts"]
        visitor = Visitor(orders["url"], orders["host"], f"192.0.2.{place % 250 + 1}")
        if client.get("session"):
            visitor.cookies["__Host-sessionid"] = client["session"]
        else:
            visitor.sign_in(client["email"], client["password"])
        page = visitor.get(f"/sl/applications/{self.drafts[0]}/check/")
        if page.status != 200:
            raise PermissionError(page.status)
        visitor.close()
        self.fields = urlencode(
            {"csrfmiddlewaretoken": visitor.token, "draft_version": "2", "language": "sl"}
        ).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        self.head = (
            f"Host: {orders['host']}\r\nX-Forwarded-For: {visitor.address}\r\n"
            f"X-Forwarded-Proto: https\r\nCookie: {cookies}\r\n"
        ).encode()
        self.line = Line(orders["url"])

    def press(self, number: str, began: float) -> Press:
        first = time.perf_counter()
        while True:
            outcome, submitted, receipt = self._once(number)
            now = time.perf_counter()
            if outcome == "ok" or now - first > self.orders["patience"]:
                return number, outcome, first - began, submitted - first, now - first, receipt
            time.sleep(0.1)

    def _once(self, number: str) -> tuple[str, float, str]:
        try:
            status, head, _body = self.line.ask(self._post(f"/sl/applications/{number}/submit/"))
            submitted = time.perf_counter()
            if status != 302:
                return str(status), submitted, ""
            found = _LOCATION.search(head)
            path = found[1].decode() if found else ""
            if not path.endswith(f"/{number}/receipt/"):
                return f"to {path}", submitted, ""
            return (*self._fetch_receipt(path, submitted),)
        except (OSError, EOFError, ValueError) as error:
            self.line.close()
            return type(error).__name__, time.perf_counter(), ""

    def _fetch_receipt(self, path: str, submitted: float) -> tuple[str, float, str]:
        if not self.orders["receipt"]:
            return "ok", submitted, ""
        is_json = self.orders["receipt"] == "json"
        status, _head, body = self.line.ask(self._get(f"{path[:-1]}.json" if is_json else path))
        if status != 200:
            return f"receipt {status}", submitted, ""
        return "ok", submitted, body.decode() if is_json else ""

    def _get(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\n".encode() + self.head + b"\r\n"

    def _post(self, path: str) -> bytes:
        return (
            f"POST {path} HTTP/1.1\r\nOrigin: https://{self.orders['host']}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(self.fields)}\r\n"
        ).encode() + b"".join((self.head, b"\r\n", self.fields))


def run(orders: dict[str, Any]) -> dict[str, Any]:
    hands, pause = orders.get("hands", 1), orders.get("pause", 0)
    pairs = [(client, hand) for client in orders["clients"] for hand in range(hands)]
    with ThreadPoolExecutor(4) as pool:
        applicants = list(
            pool.map(lambda at: Applicant(orders, pairs[at][0], at), range(len(pairs)))
        )
    sys.stderr.write("ready\n")
    sys.stdin.readline()
    gate = threading.Barrier(len(applicants) + 1)
    began = [0.0]

    def work(applicant: Applicant) -> list[Press]:
        gate.wait()
        return [pressed(applicant, number) for number in applicant.drafts]

    def pressed(applicant: Applicant, number: str) -> Press:
        time.sleep(pause)
        return applicant.press(number, began[0])

    with ThreadPoolExecutor(len(applicants)) as pool:
        results = [pool.submit(work, one) for one in applicants]
        began[0] = time.perf_counter()
        gate.wait()
        presses = [press for result in results for press in result.result()]
    return {"seconds": time.perf_counter() - began[0], "presses": presses}


if __name__ == "__main__":
    json.dump(run(json.loads(sys.stdin.readline())), sys.stdout)
