"""Key files of another installation, or made after the fact: fsck says what they do not open."""

from pathlib import Path

import pytest

from audit.proof import fsck
from audit.proof.fsck import Difference, Tally
from grants.models import Application
from tests.proof.stage import sent_call

pytestmark = pytest.mark.django_db


def _key_file(settings, call) -> Path:
    return Path(settings.KEYS_ROOT) / "calls" / f"{call.uuid}.key"


def _differences() -> list[str]:
    return [str(one) for one in fsck.findings() if isinstance(one, Difference)]


def test_key_of_a_call_that_was_swapped_is_found_before_the_opening(settings):
    call = sent_call()
    assert _differences() == []
    _key_file(settings, call).write_text("ab" * 32)
    numbers = Application.objects.filter(call=call).order_by("pk").values_list("number", flat=True)
    assert _differences() == [
        f"seal of application {number}: the key on this machine does not open it"
        for number in numbers
    ]


def test_key_of_a_call_that_is_no_key_is_found(settings):
    _key_file(settings, sent_call()).write_text("no key")
    [said] = _differences()
    assert said.startswith("seal of application: The file of the key calls/")


def test_missing_key_of_a_call_is_told_and_is_no_difference(settings):
    call = sent_call()
    count = Application.objects.filter(call=call).count()
    _key_file(settings, call).unlink()
    told = [
        one
        for one in fsck.findings()
        if isinstance(one, Tally) and one.kind == "seal of application"
    ]
    assert told == [
        Tally("seal of application", count, "the file of its key is not on this machine")
    ]
    assert _differences() == []
