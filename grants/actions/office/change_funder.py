"""Change what stands in the head and under the decisions of a funder."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from accounts.models import User
from accounts.seen import require_seen
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core import canonical
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from grants.actions.office._letterhead import add_letterhead
from grants.models import Funder
from grants.permissions import administer_funder


@transaction.atomic
def change_funder(
    *,
    funder: Funder,
    texts: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    plain: Mapping[str, str | int] = MappingProxyType({}),
    lists: Mapping[str, Sequence[str]] = MappingProxyType({}),
    arms: bytes | None = None,
    actor: User,
    seen: str = "",
) -> Funder:
    """The funder with its new texts; papers that are out keep theirs.

    `arms` is a picture as `drawn_arms` gives it; empty bytes remove it, None leaves it. `seen` is
    the mark of what was on the page. Raises ChangedMeanwhile.
    """
    locked = Funder.objects.select_for_update().get(pk=funder.pk)
    administer_funder.require(actor, locked)
    before = words_of_funder(
        locked, (*texts, *plain, *lists, *(["arms"] if arms is not None else []))
    )
    require_seen(seen, before)
    for column, found in texts.items():
        setattr(locked, column, LazyI18nString(dict(found)))
    for column, value in plain.items():
        setattr(locked, column, value)
    for column, chosen in lists.items():
        setattr(locked, column, list(chosen))
    if arms is not None:
        locked.arms = hashlib.sha256(arms).hexdigest() if arms else ""
    after = {name: _plain(getattr(locked, name)) for name in before}
    changed = sorted(name for name in before if before[name] != after[name])
    if not changed:
        return locked
    at = lock_log()
    letterheads = add_letterhead(locked, arms=arms, actor=actor, at=at)
    locked.save()
    append_entry(
        type=EntryType.FUNDER_CHANGED,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role="administrator"),
        pub={"funder": locked.code, "changed": changed},
        payload={
            "funder": locked.code,
            "before": canonical.digest(before),
            "after": canonical.digest(after),
            "arms": locked.arms,
        },
        rows={"funder": [locked], "letterhead": letterheads},
        at=at,
    )
    return locked


def words_of_funder(funder: Funder, names: Iterable[str]) -> dict[str, Any]:
    """What is stored in these columns, as JSON holds it."""
    return {name: _plain(getattr(funder, name)) for name in names}


def _plain(value: Any) -> Any:
    """As JSON holds it: texts by language, or the value itself."""
    data = value.data if isinstance(value, LazyI18nString) else value
    return dict(data) if isinstance(data, Mapping) else data
