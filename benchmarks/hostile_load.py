"""Senders of what takes long, each in a loop, in a process of their own.

    python -m benchmarks.hostile_load < orders > results

Orders (JSON, one line): `url`, `host`, `seconds` (the most), `pause` (seconds between two files of
one sender), `senders` as benchmarks/hostile_files prints them. Prints `ready` on standard error
when everybody has seen their pages, begins when a line comes and ends with the next one. Results
(JSON): [[what, status, seconds], …].
"""

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.visitor import Visitor

Sent = tuple[str, int, float]


class Sender:
    """Signed in, with the pages before the eyes and the files in hand."""

    def __init__(self, orders: dict[str, Any], given: dict[str, Any], place: int) -> None:
        self.visitor = Visitor(orders["url"], orders["host"], f"198.51.100.{place + 1}")
        self.visitor.cookies["__Host-sessionid"] = given["session"]
        self.sends, self.pause = given["sends"], orders["pause"]
        self.files = {
            one["file"]: Path(one["file"]).read_bytes() for one in self.sends if "file" in one
        }
        for one in self.sends:
            if "page" in one and self.visitor.get(one["page"]).status != 200:
                raise PermissionError(one["page"])

    def send(self, stop: threading.Event) -> list[Sent]:
        sent: list[Sent] = []
        while not stop.is_set():
            one = self.sends[len(sent) % len(self.sends)]
            began = time.perf_counter()
            status = self._status(one)
            sent.append((one["what"], status, time.perf_counter() - began))
            stop.wait(self.pause)
        return sent

    def _status(self, one: dict[str, Any]) -> int:
        if "host" in one:
            return self.visitor.get("/sl/", {"Host": one["host"]}).status
        file = Path(one["file"])
        fields = {**one["fields"], one["name"]: (file.name, self.files[one["file"]])}
        return self.visitor.send(one["page"], fields).status


def run(orders: dict[str, Any]) -> list[Sent]:
    senders = [Sender(orders, one, place) for place, one in enumerate(orders["senders"])]
    sys.stderr.write("ready\n")
    sys.stderr.flush()
    sys.stdin.readline()
    stop = threading.Event()
    limit = threading.Timer(orders["seconds"], stop.set)
    limit.start()
    with ThreadPoolExecutor(len(senders)) as pool:
        running = [pool.submit(one.send, stop) for one in senders]
        sys.stdin.readline()
        limit.cancel()
        stop.set()
        return [sent for one in running for sent in one.result()]


if __name__ == "__main__":
    json.dump(run(json.loads(sys.stdin.readline())), sys.stdout)
    sys.stdout.flush()
