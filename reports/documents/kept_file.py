"""A file of a call that takes long to make: made once, and kept in the cache that all share.

Its key says everything that it is made of, so what has changed since is made anew.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from django.core.cache import caches

from grants.models import Call


@dataclass(frozen=True, slots=True)
class KeptFile(ABC):
    """`name` tells which one it is among those of the call."""

    call: Call
    name: str

    @property
    @abstractmethod
    def key(self) -> str: ...

    @property
    @abstractmethod
    def is_long(self) -> bool:
        """Whether a job makes it, so that nobody waits for it."""

    @abstractmethod
    def made(self, patiently: bool = False) -> bytes: ...

    def kept(self) -> bytes | None:
        data: bytes | None = caches["shared"].get(self.key)
        return data

    def make(self, *, patiently: bool = False) -> bytes:
        """The same bytes each time; kept from then on. Raises what `write_pdf` raises."""
        # Asked for first: what changes meanwhile is not kept under the later key.
        key = self.key
        data = self.made(patiently)
        caches["shared"].set(key, data, None)
        return data
