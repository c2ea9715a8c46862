"""What the minutes of an opening say of one application, as it was at the opening."""

from collections.abc import Sequence
from typing import Any

from grants.models import Application, Submission


def opened_line(
    application: Application,
    submission: Submission,
    lost: Sequence[str] = (),
    *,
    requested_cents: int | None = None,
    applicant: str | None = None,
) -> dict[str, Any]:
    """`lost` are names of files that could not be read; the line has them only then.

    `requested_cents` as they were read at the opening, where something has changed them since.
    `applicant` of one that could not be read itself: its organisation, and no sum is known.
    """
    if applicant is not None:
        lost, requested_cents = (), 0
    found = {
        "number": application.number,
        "lot": application.lot.code,
        "channel": application.channel,
        "sent_at": submission.submitted_at.isoformat(),
        "applicant": (application.applicant or {}).get("name", "")
        if applicant is None
        else applicant,
        "requested_cents": (application.requested_cents or 0)
        if requested_cents is None
        else requested_cents,
        "sha256": submission.sha256,
    }
    if applicant is not None:
        return {**found, "unread": True}
    return {**found, "lost": list(lost)} if lost else found
