"""What somebody who works on a call and its applicants have in common."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.core.person_name import may_be_same
from accounts.models import User
from applicants.permissions import belonged_to, shares_number
from audit.keys.pseudonyms import pseudonym_of_applicant
from grants.core import application_stages
from grants.models import Application, Call
from scoring.models import CommitteeMember, ConflictDeclaration
from scoring.permissions import in_question
from scoring.selectors.committee.blind import scores_blindly
from scoring.selectors.committee.matching import (
    Applicant,
    Match,
    MatchKind,
    Officer,
    Person,
    matches_of,
)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One application, what was found, and what the person has already said of it.

    `code` stands for it in a form; `is_blind` where the person scores without seeing who applied:
    then it stands by the applicant's name alone.
    """

    application: Application
    matches: tuple[Match, ...]
    declaration: ConflictDeclaration | None
    # The person acts for an applicant of the lot: nothing to be asked.
    steps_out: bool = False
    code: str = ""
    is_blind: bool = False

    @property
    def label(self) -> str:
        """The application by its number, or where that is hidden by the applicant's name."""
        return self.applicant_name if self.is_blind else self.application.number

    @property
    def full_label(self) -> str:
        return self.label if self.is_blind else f"{self.label} {self.applicant_name}"

    @property
    def is_declared(self) -> bool:
        return self.declaration is not None

    @property
    def found_since(self) -> tuple[Match, ...]:
        """What was found after the person had said that there is no conflict."""
        if self.declaration is None or self.declaration.in_conflict:
            return ()
        return tuple(one for one in self.matches if _kept(one) not in self.declaration.matches)

    @property
    def applicant_name(self) -> str:
        return str((self.application.applicant or {}).get("name", ""))

    @property
    def officers(self) -> list[str]:
        return [officer.name for officer in _officers(self.application)]


@dataclass(frozen=True, slots=True)
class AskedConflict:
    """Keys of applications in their order: those that wait for a word, and all the others."""

    waiting: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.others)


def applications_to_declare(call: Call, more: Q | None = None) -> list[Application]:
    """All that the opening has made readable and that were not dismissed; and `more`."""
    return _with_officers(_to_declare(call, more))


def _to_declare(call: Call, more: Q | None, is_blind: bool = False) -> QuerySet[Application]:
    """In order of number, which says nothing to whoever is blind: of the applicant's name."""
    wanted = Q(state__in=application_stages.JUDGED)
    rows = call.applications.filter(wanted | more if more else wanted)
    return rows.order_by("applicant_folded", "pk") if is_blind else rows.order_by("number")


def _with_officers(rows: QuerySet[Application]) -> list[Application]:
    rows = rows.select_related("lot", "organisation").prefetch_related("organisation__officers")
    return list(rows.defer("answers", "sealed", "wrapped_key"))


def asked_of(call: Call, user: User, member: CommitteeMember | None) -> AskedConflict:
    """What a page of the statement is taken from: no application is read.

    A member of the committee is asked of each; who has no seat only where something matches.
    """
    mine = ConflictDeclaration.objects.filter(application__call=call, user=user)
    said = set(mine.order_by().values_list("application_id", flat=True))
    rows = _to_declare(call, _asked_in_any_state(user), scores_blindly(member))
    keys = list(rows.values_list("pk", flat=True))
    if member is None:
        matching = set(rows.order_by().filter(in_question(user)).values_list("pk", flat=True))
        matching |= _own_applications(call, user) | _twins(call, user)
    else:
        matching = set(keys)
    waiting = tuple(key for key in keys if key in matching and key not in said)
    known = set(waiting)
    return AskedConflict(waiting, tuple(key for key in keys if key not in known))


def _asked_in_any_state(user: User) -> Q:
    """What an open question closes to the person, so that it can be answered; and the answers."""
    said = ConflictDeclaration.objects.filter(application=OuterRef("pk"), user=user)
    return in_question(user) | Q(Exists(said))


def conflict_rows(
    call: Call,
    user: User,
    member: CommitteeMember | None,
    only: Collection[int] | None = None,
) -> list[ConflictRow]:
    """Every application of the call, or `only` some; the number of queries does not grow with them.

    `member` is the person's seat in the committee. Without one (officer, approver, finance,
    auditor) nothing is known of the person but the name, and only who bears it is asked.
    """
    is_blind = scores_blindly(member)
    wanted = _to_declare(call, _asked_in_any_state(user), is_blind)
    applications = _with_officers(wanted if only is None else wanted.filter(pk__in=only))
    mine = ConflictDeclaration.objects.filter(application__call=call, user=user)
    if only is not None:
        mine = mine.filter(application__in=only)
    said = {row.application_id: row for row in mine}
    own, twins = _own_applications(call, user), _twins(call, user)
    lots = _lots_applied_in(own)
    return [
        ConflictRow(
            row,
            _matches(row, user, member, own, twins),
            said.get(row.pk),
            row.lot_id in lots,
            code=_code(row, call, user) if is_blind else str(row.pk),
            is_blind=is_blind,
        )
        for row in applications
    ]


def _code(row: Application, call: Call, user: User) -> str:
    """Keys grow as numbers do, so that they would tell which number is whose."""
    return pseudonym_of_applicant(user_id=user.pk, call_code=call.code, number=row.number)


def to_step_out_of(call: Call, user: User) -> set[int]:
    """Keys of the applications of the lots in which the person acts for an applicant, as far as
    the person has not said so yet.
    """
    lots = _lots_applied_in(_own_applications(call, user))
    if not lots:
        return set()
    said = ConflictDeclaration.objects.filter(application=OuterRef("pk"), user=user)
    rows = _to_declare(call, None).filter(~Exists(said.filter(in_conflict=True)), lot__in=lots)
    return set(rows.order_by().values_list("pk", flat=True))


def _lots_applied_in(own: Collection[int]) -> set[int]:
    competing = Application.objects.filter(
        pk__in=own, state__in=sorted(application_stages.COMPETING)
    )
    return set(competing.values_list("lot_id", flat=True))


def matches_by_application(
    member: CommitteeMember, applications: Sequence[Application]
) -> dict[int, tuple[Match, ...]]:
    """What equals what: names and addresses as submitted, and accounts in organisations."""
    call, user = member.committee.call, member.user
    own, twins = _own_applications(call, user), _twins(call, user)
    return {row.pk: _matches(row, user, member, own, twins) for row in applications}


def _own_applications(call: Call, user: User) -> set[int]:
    belonged = belonged_to(user.pk, organisation="organisation_id", since="created_at")
    return set(call.applications.filter(belonged).values_list("pk", flat=True))


def _twins(call: Call, user: User) -> set[int]:
    shared = shares_number(user.pk, organisation="organisation", since="created_at")
    return set(call.applications.filter(shared).values_list("pk", flat=True))


def _matches(
    row: Application,
    user: User,
    member: CommitteeMember | None,
    own: Collection[int],
    twins: Collection[int],
) -> tuple[Match, ...]:
    account = [Match(MatchKind.ACCOUNT)] if row.pk in own else []
    if row.pk in twins:
        account.append(Match(MatchKind.NUMBER))
    applicant = _applicant(row)
    if member is None:
        # Just what closes the application to them: `in_question`.
        named = (one for one in applicant.officers if may_be_same(user.name, one.name))
        found = (Match(MatchKind.NAME, one.name, one.function, one.address) for one in named)
        return (*found, *account)
    person = Person(user.name, member.address, member.other_memberships)
    return (*matches_of(person, applicant), *account)


def kept_matches(matches: Sequence[Match]) -> list[dict[str, str]]:
    """As the declaration keeps them."""
    return [_kept(match) for match in matches]


def _kept(match: Match) -> dict[str, str]:
    return {**asdict(match), "kind": match.kind.value}


def _applicant(row: Application) -> Applicant:
    applicant = row.applicant or {}
    place = f"{applicant.get('postcode', '')} {applicant.get('place', '')}".strip()
    return Applicant(
        name=str(applicant.get("name", "")),
        seat=f"{applicant.get('street', '')}, {place}",
        officers=_officers(row),
    )


def _officers(row: Application) -> tuple[Officer, ...]:
    """As submitted, then those who came since."""
    submitted = tuple(
        Officer(
            str(one.get("name", "")), str(one.get("function", "")), str(one.get("address") or "")
        )
        for one in (row.applicant or {}).get("officers") or []
    )
    known = {officer.name for officer in submitted}
    later = (
        Officer(one.name, one.function, one.address)
        for one in row.organisation.officers.all()
        if one.name not in known
    )
    return (*submitted, *later)
