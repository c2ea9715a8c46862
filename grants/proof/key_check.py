"""The keys of calls: each opens the data keys of the applications to its call."""

from collections.abc import Iterator
from functools import partial

from audit.keys.seal import sealed_place
from audit.keys.store import call_keys
from audit.proof.fsck import Finding
from audit.proof.key_check import Wrapped, unopened
from grants.models import Application, Call


def call_key_differences() -> Iterator[Finding]:
    for call in Call.objects.filter(applications__isnull=False).distinct().order_by("pk"):
        yield from unopened("seal of application", partial(call_keys, call.uuid), _wrapped(call))


def _wrapped(call: Call) -> Iterator[Wrapped]:
    rows = Application.objects.filter(call=call).order_by("pk")
    for number, key in rows.values_list("number", "wrapped_key").iterator(chunk_size=1000):
        yield number, bytes(key), sealed_place(number, "key")
