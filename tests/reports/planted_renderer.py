"""A renderer in which faults are planted: what a page says, it does to its process."""

import os
import re
import signal
import sys
import threading
from typing import Any

from reports.documents.renderer.child import Render, main
from reports.documents.renderer.frames import Frame

HANG, STUCK, CRASH, EAT, FAULT = "hang", "stuck", "crash", "eat", "fault"


def planted(style: Frame) -> Render:
    if style[0].get("pango") == "missing":
        raise OSError("cannot load library 'libpango-1.0-0'")

    def render(words: dict[str, Any], parts: list[bytes]) -> bytes:
        page = parts[0].decode()
        if page == HANG:
            threading.Event().wait()
        if page == STUCK:
            # Never lets another thread of the process run.
            re.fullmatch(r"(a|aa)+b", "a" * 200)
        if page == CRASH:
            os.kill(os.getpid(), signal.SIGSEGV)
        if page == EAT:
            kept = []
            while True:
                kept.append(bytearray(16 * 1024 * 1024))
        if page == FAULT:
            raise ValueError("what the applicant wrote")
        return f"{page} by {os.getpid()}".encode()

    return render


if __name__ == "__main__":
    main(int(sys.argv[1]), planted)
