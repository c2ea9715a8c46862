"""Looks at what people send: warm children of each process, shared by all kinds of files.

`look_at(content, "applicants.files.look", {"claimed": "pdf"})` gives what `look` of that module
answers in the child. What a module knows of bad files it says in its answer; anything that its
libraries raise beyond that is a fault of the file too.
"""

from importlib import import_module
from typing import Any

from accounts.guarded.child import Answer
from accounts.guarded.frames import Frame
from accounts.guarded.pool import Pool, Program

# A file that is small and takes long is refused after this; a large one may take longer.
LEAST_SECONDS, MOST_SECONDS, SECONDS_PER_MB = 1.5, 20.0, 3.0
LOOKING = Program(
    module="accounts.guarded.looking",
    most_bytes=384 * 1024 * 1024,
    processor=LEAST_SECONDS,
    # The processor counts; the clock only ends what does not compute, on a busy machine too.
    clock=10 * LEAST_SECONDS,
    # One that is large may take long: the next does not stand behind it.
    at_once=2,
    waiting=20,
)


def prepare(_first: Frame) -> Answer:
    def answer(question: Frame) -> Frame:
        words, parts = question
        found: Frame = import_module(words["at"]).look(words["words"], parts)
        return found

    return answer


def look_at(content: bytes, module: str, words: dict[str, Any]) -> Frame:
    """What `look` of the module says of the content, within a time that grows with its size.

    Raises a kind of ChildFailed. Never to be called while a transaction is open: others would wait.
    """
    question = {"at": module, "words": words}, [content]
    return lookers.ask(question, _seconds(len(content)))


def _seconds(size: int) -> float:
    return min(MOST_SECONDS, LEAST_SECONDS + SECONDS_PER_MB * size / 1_000_000)


lookers = Pool(LOOKING)
