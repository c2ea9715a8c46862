"""Files in which two readers could see two things: each is judged, all of a kind in one go."""

import time

import pytest

from applicants.files.check import CONTENT_TYPES, FileRefused, check_file
from tests.bad_input.corpus.disguises import OFFICE, OTHERS, PDF, PICTURES


def _fault(kind, content):
    try:
        check_file(name=f"vloga.{kind}", content=content, types=list(CONTENT_TYPES), most_mb=20)
    except FileRefused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "cases", [OFFICE, PDF, PICTURES, OTHERS], ids=["office", "pdf", "picture", "other"]
)
def test_each_file_is_judged_for_its_own_reason_and_at_once(cases):
    found, slow = {}, {}
    for name, (kind, content, _expected) in cases.items():
        began = time.monotonic()
        found[name] = _fault(kind, content)
        slow |= {name: time.monotonic() - began} if time.monotonic() - began > 10 else {}
    wrong = {name: found[name] for name, case in cases.items() if found[name] != case[2]}
    assert wrong == {}
    assert slow == {}
