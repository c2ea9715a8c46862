"""Scoring in which members do not see who applied (`blind_scoring` of the call).

From the opening until the scores are revealed whoever scores reads applications by their number:
no name, address, number or contact of the applicant, no name of a file, and only the files that
the call marks as needed for it. The secretary and the staff of the call, who do not score, see
everything. What applicants write into their answers cannot be hidden. Whoever declares conflicts
has to know who applied: there the applicants stand by name, without numbers.
"""

from collections.abc import Container
from typing import Final

from accounts.models import User
from callfile.fields import Files
from grants.models import Application, Call
from scoring.models import Committee, CommitteeMember
from scoring.permissions import SCORING_ROLES
from scoring.selectors.committee.seats import seat_of


class _Nobody:
    def __contains__(self, number: object) -> bool:
        return False


# Of the applicants of an opening, to whoever scores blindly.
NOBODY_NAMED: Final[Container[str]] = _Nobody()


def scores_blindly(member: CommitteeMember | None) -> bool:
    """Whether applicants are hidden from this seat now."""
    if member is None or member.role not in SCORING_ROLES:
        return False
    return member.committee.revealed_at is None and member.committee.call.file.blind_scoring


def hides_applicants(call: Call) -> bool:
    """Whether the call is scored blindly and its scores are not revealed yet; so from the first
    application on, for what everybody reads.
    """
    if not call.file.blind_scoring:
        return False
    return not Committee.objects.filter(call=call, revealed_at__isnull=False).exists()


def is_blind_for(call: Call, user: User) -> bool:
    """The same of a person; without a query where the call is not scored blindly."""
    return call.file.blind_scoring and scores_blindly(seat_of(call, user))


def applicant_name(application: Application, is_blind: bool) -> str:
    """Empty where it is hidden."""
    return "" if is_blind else str((application.applicant or {}).get("name", ""))


def files_for_scoring(application: Application) -> dict[str, str]:
    """Of the files that the call marks as needed for the scoring, by key: a name that says nothing
    of the applicant.
    """
    form = application.call.file.lot(application.lot.code).form
    answers = application.answers or {}
    found: dict[str, str] = {}
    for field in form.fields:
        ids = answers.get(field.code)
        if isinstance(field, Files) and field.for_scoring and isinstance(ids, list):
            found |= {str(one): f"{field.code}-{at}" for at, one in enumerate(ids, 1)}
    return found
