"""What equals what, in the reader's words."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from scoring.models import CommitteeMember
from scoring.selectors.committee.conflicts import ConflictRow
from scoring.selectors.committee.matching import Match, MatchKind

_EQUAL: dict[MatchKind, Promise] = {
    MatchKind.NAME: gettext_lazy("The name and surname are the same or nearly the same."),
    MatchKind.SURNAME: gettext_lazy("The surname is the same or nearly the same."),
    MatchKind.ADDRESS: gettext_lazy("The address is the same or nearly the same."),
    MatchKind.SEAT: gettext_lazy("Your address is the seat of the applicant."),
    MatchKind.MEMBERSHIP: gettext_lazy("You named the applicant among your memberships."),
    MatchKind.ACCOUNT: gettext_lazy("Your account acts for the applicant."),
    MatchKind.NUMBER: gettext_lazy(
        "An organisation that you belong or belonged to has entered the same registration number."
    ),
}
_FAMILY = (MatchKind.NAME, MatchKind.SURNAME, MatchKind.ADDRESS)


def match_in_words(user: User, member: CommitteeMember | None, row: ConflictRow) -> dict[str, Any]:
    """`title`, `yours`, `theirs` and `note` of one application with matches."""
    kinds = list(dict.fromkeys(match.kind for match in row.matches))
    note = " ".join(_equal(row.matches))
    if any(kind in _FAMILY for kind in kinds):
        note += " " + _(
            "A family member counts outside the household too (Article 35 of the Integrity and"
            " Prevention of Corruption Act)."
        )
    return {
        "id": f"m{row.code}",
        "title": row.full_label,
        "yours": _yours(user, member, kinds),
        "theirs": "; ".join(dict.fromkeys(_theirs(row, match) for match in row.matches)),
        "note": note,
    }


def found_since_in_words(row: ConflictRow) -> str:
    """What was found after the statement, and with whom; empty where nothing was."""
    with_whom = dict.fromkeys(_theirs(row, match) for match in row.found_since)
    return " ".join((*_equal(row.found_since), "; ".join(with_whom))).strip()


def _equal(matches: Sequence[Match]) -> list[str]:
    return [str(_EQUAL[kind]) for kind in dict.fromkeys(match.kind for match in matches)]


def _yours(user: User, member: CommitteeMember | None, kinds: list[MatchKind]) -> str:
    if member is None:
        return user.name
    said = [", ".join(filter(None, (user.name, member.address)))]
    if MatchKind.MEMBERSHIP in kinds:
        said.append(_("you named: %(words)s") % {"words": member.other_memberships})
    return "; ".join(said)


def _theirs(row: ConflictRow, match: Match) -> str:
    if match.officer:
        return ", ".join(filter(None, (match.officer, match.function, match.address)))
    if match.kind is MatchKind.SEAT:
        return match.address
    return row.applicant_name
