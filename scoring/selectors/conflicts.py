"""What a member of a committee and the applicants of a call have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from applicants.permissions import belonged_to
from grants.core.workflow import OPENED_APPLICATION_STATES, ApplicationState
from grants.models import Application, Call
from scoring.core.matching import Applicant, Match, MatchKind, Officer, Person, matches_of
from scoring.models import CommitteeMember, ConflictDeclaration
from scoring.selectors.recusals import by_membership


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One application, what was found, and what the member has already said of it."""

    application: Application
    matches: tuple[Match, ...]
    declaration: ConflictDeclaration | None
    # The member acts for an applicant of the lot: nothing to be asked.
    steps_out: bool = False

    @property
    def is_declared(self) -> bool:
        return self.declaration is not None

    @property
    def applicant_name(self) -> str:
        return str((self.application.applicant or {}).get("name", ""))

    @property
    def officers(self) -> list[str]:
        return [officer.name for officer in _officers(self.application.applicant or {})]


def applications_to_declare(call: Call) -> list[Application]:
    """All that the opening has made readable and that were not dismissed."""
    states = OPENED_APPLICATION_STATES - {ApplicationState.DISMISSED}
    rows = call.applications.filter(state__in=states)
    return list(rows.select_related("lot").order_by("number"))


def conflict_rows(member: CommitteeMember) -> list[ConflictRow]:
    """Every application of the call; the number of queries does not grow with them."""
    applications = applications_to_declare(member.committee.call)
    said = {row.application_id: row for row in member.declarations.select_related("entry")}
    found = matches_by_application(member, applications)
    bound = by_membership([member.committee.call_id])
    return [
        ConflictRow(row, found[row.pk], said.get(row.pk), member.pk in bound[row.pk])
        for row in applications
    ]


def matches_by_application(
    member: CommitteeMember, applications: Sequence[Application]
) -> dict[int, tuple[Match, ...]]:
    """What equals what: names and addresses as submitted, and accounts in organisations."""
    belonged = belonged_to(member.user_id, organisation="organisation_id", since="created_at")
    own = set(member.committee.call.applications.filter(belonged).values_list("pk", flat=True))
    person = Person(member.user.name, member.address, member.other_memberships)
    found: dict[int, tuple[Match, ...]] = {}
    for row in applications:
        account = [Match(MatchKind.ACCOUNT)] if row.pk in own else []
        found[row.pk] = (*matches_of(person, _applicant(row.applicant or {})), *account)
    return found


def kept_matches(matches: Sequence[Match]) -> list[dict[str, str]]:
    """As the declaration keeps them."""
    return [{**asdict(match), "kind": match.kind.value} for match in matches]


def _applicant(applicant: Mapping[str, Any]) -> Applicant:
    place = f"{applicant.get('postcode', '')} {applicant.get('place', '')}".strip()
    return Applicant(
        name=str(applicant.get("name", "")),
        seat=f"{applicant.get('street', '')}, {place}",
        officers=_officers(applicant),
    )


def _officers(applicant: Mapping[str, Any]) -> tuple[Officer, ...]:
    return tuple(
        Officer(
            str(one.get("name", "")), str(one.get("function", "")), str(one.get("address") or "")
        )
        for one in applicant.get("officers") or []
    )
