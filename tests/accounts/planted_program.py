"""A program in which faults are planted: what a question says, it does to its process."""

import os
import re
import signal
import sys
import threading

from accounts.guarded.child import Answer
from accounts.guarded.frames import Frame
from accounts.guarded.pool import Program

HANG, STUCK, CRASH, EAT, FAULT, DEEP = "hang", "stuck", "crash", "eat", "fault", "deep"
PLANTED = Program(
    module="tests.accounts.planted_program",
    most_bytes=256 * 1024 * 1024,
    processor=30,
    clock=30,
    at_once=2,
)


def prepare(first: Frame) -> Answer:
    if first[0].get("pango") == "missing":
        raise OSError("cannot load library 'libpango-1.0-0'")

    def answer(question: Frame) -> Frame:
        asked = question[1][0].decode()
        if asked == HANG:
            threading.Event().wait()
        if asked == STUCK:
            # Never lets another thread of the process run.
            re.fullmatch(r"(a|aa)+b", "a" * 200)
        if asked == CRASH:
            os.kill(os.getpid(), signal.SIGSEGV)
        if asked == EAT:
            kept = []
            while True:
                kept.append(bytearray(16 * 1024 * 1024))
        if asked == FAULT:
            raise ValueError("what the applicant wrote")
        if asked == DEEP:
            sys.setrecursionlimit(60)
            return answer(question)
        return {"said": "ok"}, [f"{asked} by {os.getpid()}".encode()]

    return answer
