"""Change what stands in the head and under the decisions of a funder."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from accounts.models import User
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core import canonical
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.models import Funder
from grants.permissions import administer_funder


@transaction.atomic
def change_funder(
    *,
    funder: Funder,
    texts: Mapping[str, Mapping[str, str]],
    plain: Mapping[str, str],
    languages: Sequence[str],
    actor: User,
) -> Funder:
    """The funder with its new texts; decisions that are issued keep theirs."""
    locked = Funder.objects.select_for_update().get(pk=funder.pk)
    administer_funder.require(actor, locked)
    before = {name: _plain(getattr(locked, name)) for name in (*texts, *plain, "languages")}
    for column, found in texts.items():
        setattr(locked, column, LazyI18nString(dict(found)))
    for column, value in plain.items():
        setattr(locked, column, value)
    locked.languages = list(languages)
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
        at=at,
    )
    return locked


def _plain(value: Any) -> Any:
    """As JSON holds it: texts by language, or the value itself."""
    data = value.data if isinstance(value, LazyI18nString) else value
    return dict(data) if isinstance(data, Mapping) else data
