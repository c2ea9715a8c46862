"""A letterhead of a funder, from the moment of the act on; for the acts that change it."""

import hashlib
from datetime import datetime

from accounts.models import User
from grants.models import Funder, Letterhead
from grants.selectors.funders import letterhead_of, words_in_letterhead


def add_letterhead(
    funder: Funder, *, arms: bytes | None, actor: User, at: datetime
) -> list[Letterhead]:
    """The new row, or none where nothing of it changed. `arms` is a PNG, empty to remove it; None
    leaves it as it is. Sets the mark of the arms on the funder, which the caller saves.
    """
    before = letterhead_of(funder)
    kept = bytes(before.arms) if arms is None else arms
    digest = hashlib.sha256(kept).hexdigest() if kept else ""
    words = words_in_letterhead(funder)
    if before.pk and (before.words, before.arms_sha256) == (words, digest):
        return []
    funder.arms = digest
    return [
        Letterhead.objects.create(
            funder=funder, since=at, set_by=actor, words=words, arms=kept, arms_sha256=digest
        )
    ]
