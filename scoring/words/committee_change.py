"""A change of the committee that waits for a second person, as both of them read it."""

from datetime import date
from typing import Any

from grants.models import PendingStep
from scoring.models import CommitteeMember, LeftWhy


def change_in_words(pending: PendingStep, seat: CommitteeMember, locked: int) -> dict[str, Any]:
    """`seat` whose it is, `why` (empty where the seat is given), `taker`, `decision`, `day`,
    `reason`, and `locked` sheets that would not count any more.
    """
    about = pending.about
    return {
        "seat": seat,
        "why": LeftWhy(about["why"]).label if "why" in about else "",
        "taker": about.get("name", ""),
        "email": about.get("email", ""),
        "decision": about["decision"],
        "day": date.fromisoformat(about["day"]),
        "reason": about.get("reason", ""),
        "locked": locked if "why" in about else 0,
    }
