"""Change what stands in the head and under the decisions of a funder."""

from collections.abc import Iterable, Mapping, Sequence
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
from grants.models import Funder
from grants.permissions import administer_funder


@transaction.atomic
def change_funder(
    *,
    funder: Funder,
    texts: Mapping[str, Mapping[str, str]],
    plain: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
    actor: User,
    seen: str = "",
) -> Funder:
    """The funder with its new texts; decisions that are issued keep theirs.

    `seen` is the mark of what was on the page. Raises ChangedMeanwhile.
    """
    locked = Funder.objects.select_for_update().get(pk=funder.pk)
    administer_funder.require(actor, locked)
    before = words_of_funder(locked, (*texts, *plain, *lists))
    require_seen(seen, before)
    for column, found in texts.items():
        setattr(locked, column, LazyI18nString(dict(found)))
    for column, value in plain.items():
        setattr(locked, column, value)
    for column, chosen in lists.items():
        setattr(locked, column, list(chosen))
    after = {name: _plain(getattr(locked, name)) for name in before}
    changed = sorted(name for name in before if before[name] != after[name])
    if not changed:
        return locked
    at = lock_log()
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
        },
        rows={"funder": [locked]},
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
