"""What the ledger knows of rows that stand in other tables: a digest of each, in the act's payload.

An app says which columns of a model an act fixes (`register`). The act hands the rows over
(`append_entry(rows={"sheet": [sheet]})`), their digests stand under `rows` in the payload, so
behind the salted commitment: nothing of them is public. Whoever reads later (fsck, a computation
before it counts) compares the rows with the newest word of the ledger about each.

A digest is SHA-256(name ‖ 0x00 ‖ JSON of the columns); an empty one says that the row is gone.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.db.models.fields.files import FieldFile
from i18nfield.strings import LazyI18nString

ROWS: Final = "rows"
# What an erased payload said of rows stands here in the payload of the erasure.
TAKEN_OVER: Final = "rows_taken_over"
GONE: Final = ""
_DIVIDER: Final = " · "
_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """`name` stands in payloads and never changes; `key` names one row, for people too.

    `key` and `columns` are paths from the model (`application__number`). `due` are the rows that
    the ledger must speak of; `entry` is the column that holds the number of the newest entry about
    the row, `call` the path to the code of its call.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    due: Q = field(default_factory=Q)
    entry: str = ""
    call: str = ""
    # A key may come again in another entry: then each row is one of its own entry.
    once: bool = False
    # Rows of which no act has spoken yet are no difference.
    may_be_unsaid: bool = False

    def rows(self, call_code: str = "") -> QuerySet[Any]:
        """Those that are due, of one call or of all."""
        found = self.model._base_manager.filter(self.due).order_by("pk")
        return found.filter(**{self.call: call_code}) if call_code else found

    def key_of(self, row: Model) -> str:
        return key_text(_follow(row, path) for path in self.key)

    def digest_of(self, row: Model) -> str:
        return self.digest([_follow(row, path) for path in self.columns])

    def digest(self, values: Iterable[Any]) -> str:
        """Of the columns, in their order."""
        text = _ENCODER.encode([plain_value(one) for one in values])
        said = f"{self.name}\0{text}".encode(errors="surrogatepass")
        return hashlib.sha256(said).hexdigest()


_kinds: dict[str, Recorded] = {}


def register(kind: Recorded) -> None:
    _kinds[kind.name] = kind


def registered() -> tuple[Recorded, ...]:
    return tuple(_kinds.values())


def recorded_kind(name: str) -> Recorded:
    """Raises KeyError for a name that no app has registered."""
    return _kinds[name]


def key_in_entry(name: str, key: str, entry: int | None) -> str:
    """The key by which a word and its row find each other."""
    kind = _kinds.get(name)
    return f"{key} (entry {entry})" if kind is not None and kind.once else key


def said_of(
    rows: Mapping[str, Iterable[Model]], gone: Mapping[str, Iterable[Model]]
) -> dict[str, dict[str, str]]:
    """What a payload says of rows, as they are to be saved: {name: {key: digest}}."""
    found: dict[str, dict[str, str]] = {}
    for name, each in gone.items():
        found.setdefault(name, {}).update((_kinds[name].key_of(row), GONE) for row in each)
    for name, each in rows.items():
        kind = _kinds[name]
        found.setdefault(name, {}).update((kind.key_of(row), kind.digest_of(row)) for row in each)
    return {name: each for name, each in found.items() if each}


def said_of_stored(name: str, rows: QuerySet[Any]) -> dict[str, dict[str, str]]:
    """The same of rows of one kind as they are stored, without making an object of each."""
    kind = _kinds[name]
    width = len(kind.key)
    found = rows.order_by().values_list(*kind.key, *kind.columns).iterator(chunk_size=_AT_ONCE)
    said = {key_text(row[:width]): kind.digest(row[width:]) for row in found}
    return {name: said} if said else {}


def gone_of_stored(name: str, rows: QuerySet[Any]) -> dict[str, dict[str, str]]:
    """That these rows of one kind go."""
    found = rows.order_by().values_list(*_kinds[name].key).iterator(chunk_size=_AT_ONCE)
    said = {key_text(row): GONE for row in found}
    return {name: said} if said else {}


def key_text(parts: Iterable[Any]) -> str:
    return _DIVIDER.join("" if part is None else str(plain_value(part)) for part in parts)


def plain_value(value: Any) -> Any:
    """A value of a column as JSON holds it, the same before it is saved and after it is read."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(value, LazyI18nString):
        return value.data
    if isinstance(value, FieldFile | UUID):
        return str(value)
    return value


_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=plain_value
)


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__"):
        if row is None:
            return None
        row = getattr(row, name)
    return row
