"""The words in which routes.py says who may what, and in which state.

A route stands for itself, for a call or for an application. Its pages (`get`) and its acts
(`post`) have rules of their own, read from the top: the first that names the person and the state
decides. Whom no rule names finds nothing (404), a visitor is asked to sign in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from grants.core.workflow import CallState, Row


class Who(StrEnum):
    """The columns of the matrix: one person for each."""

    VISITOR = "visitor"
    STRANGER = "stranger"
    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"
    OTHER_APPLICANT = "other applicant"
    OFFICER = "officer"
    OTHER_OFFICER = "officer of another funder"
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    RECUSED = "member in conflict"
    APPROVER = "approver"
    SIGNATORY = "signatory"
    FINANCE = "finance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    # Each kept out of the application in question: by an organisation that competes with it, one
    # that they have left again, or a name that they share with an officer of the applicant.
    OFFICER_APPLIED = "officer who belongs to an applicant"
    APPROVER_APPLIED = "approver who belongs to an applicant"
    FINANCE_APPLIED = "finance who has left an applicant"
    AUDITOR_APPLIED = "auditor who is called like an officer of an applicant"
    SECRETARY_APPLIED = "secretary who owns an applicant"
    MEMBER_APPLIED = "member who joined an applicant later"
    # Nothing of the call is theirs any more.
    LEFT = "member who has left the committee"


class Of(StrEnum):
    """What a route is about, and so which states it is tried in."""

    SITE = "site"
    CALL = "call"
    APPLICATION = "application"


class Outcome(StrEnum):
    LET_IN = "let in"
    FORBIDDEN = "403"


STAFF_APPLIED = frozenset(
    {Who.OFFICER_APPLIED, Who.APPROVER_APPLIED, Who.FINANCE_APPLIED, Who.AUDITOR_APPLIED}
)
COMMITTEE_APPLIED = frozenset({Who.SECRETARY_APPLIED, Who.MEMBER_APPLIED})
EVERYBODY = frozenset(Who)
SIGNED_IN = EVERYBODY - {Who.VISITOR}
MEMBERS = frozenset({Who.OWNER, Who.EDITOR, Who.VIEWER})
WRITERS = frozenset({Who.OWNER, Who.EDITOR})
STAFF = frozenset({Who.OFFICER, Who.APPROVER, Who.SIGNATORY, Who.FINANCE, Who.AUDITOR})
SCORERS = frozenset({Who.CHAIR, Who.MEMBER, Who.SUBSTITUTE, Who.RECUSED})
COMMITTEE = SCORERS | {Who.SECRETARY}
LEADERS = frozenset({Who.CHAIR, Who.SECRETARY})

States = frozenset[str]
ALWAYS: States = frozenset()


@dataclass(frozen=True)
class Rule:
    people: frozenset[Who]
    states: States
    outcome: Outcome

    def names(self, who: Who, column: str) -> bool:
        """`scoring` stands for every column of the state, `scoring.revealed` for that one."""
        state = column.partition(".")[0]
        return who in self.people and (not self.states or bool({column, state} & self.states))


@dataclass(frozen=True)
class Route:
    """None: the route has no page, or no act; the answer is 405 or what hides it."""

    of: Of
    get: tuple[Rule, ...] | None = None
    post: tuple[Rule, ...] | None = None
    # Outside of these states an act writes nothing, whoever asks.
    writes: States = ALWAYS
    # A page for everybody answers a visitor with 404 where it is not there, not with a sign-in.
    is_public: bool = False
    # What the table cannot say: who holds a key, a paper or a second step.
    note: str = ""

    def may_write(self, column: str) -> bool:
        return not self.writes or bool({column, column.partition(".")[0]} & self.writes)


def people(*who: Who | frozenset[Who]) -> frozenset[Who]:
    return frozenset().union(*({one} if isinstance(one, Who) else one for one in who))


def let(*who: Who | frozenset[Who], states: States = ALWAYS) -> Rule:
    return Rule(people(*who), frozenset(states), Outcome.LET_IN)


def forbid(*who: Who | frozenset[Who], states: States = ALWAYS) -> Rule:
    return Rule(people(*who), frozenset(states), Outcome.FORBIDDEN)


def sources(table: Mapping[StrEnum, Row], *steps: StrEnum) -> States:
    """The states from which the workflow knows one of these steps."""
    return frozenset(str(source) for step in steps for source in table[step].sources)


def since(state: CallState) -> States:
    """This state of a call and those after it, without a cancelled one."""
    order = [one for one in CallState if one is not CallState.CANCELLED]
    return frozenset(str(one) for one in order[order.index(state) :])
