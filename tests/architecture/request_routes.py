"""The rows of routes.py for what is asked of an applicant and answered."""

from tests.architecture.rules import MEMBERS, STAFF, Of, Route, Who, forbid, let
from tests.architecture.states import OPENED_APPLICATION

OFFICER = Who.OFFICER
OWNERS_ACT = (let(Who.OWNER), forbid(MEMBERS - {Who.OWNER}, Who.VISITOR))
OFFICERS = (let(OFFICER, states=OPENED_APPLICATION), forbid(STAFF, states=OPENED_APPLICATION))

REQUEST_ROUTES = {
    "grants:supplement": Route(Of.APPLICATION, get=(let(MEMBERS),), post=OWNERS_ACT),
    "grants:accept_request": Route(Of.APPLICATION, post=OWNERS_ACT),
    "grants:request_supplement": Route(
        Of.APPLICATION, get=OFFICERS, post=OFFICERS, writes=frozenset({"received"})
    ),
    "grants:take_back_request": Route(Of.APPLICATION, post=OFFICERS),
    "grants:hearing": Route(Of.APPLICATION, get=(let(MEMBERS),), post=OWNERS_ACT),
    "grants:accept_hearing": Route(Of.APPLICATION, post=OWNERS_ACT),
    "grants:tell_findings": Route(Of.APPLICATION, get=OFFICERS, post=OFFICERS),
    "grants:take_back_hearing": Route(Of.APPLICATION, post=OFFICERS),
    "grants:weigh_answer": Route(Of.APPLICATION, post=OFFICERS),
}
