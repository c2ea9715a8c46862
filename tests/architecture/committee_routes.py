"""Who may reach the pages on which a committee is appointed and changed."""

from grants.core.workflow import CallState
from tests.architecture.request_routes import OWNERS_ACT
from tests.architecture.rules import (
    COMMITTEE,
    COMMITTEE_APPLIED,
    LEADERS,
    MEMBERS,
    STAFF,
    STAFF_APPLIED,
    Of,
    Route,
    Who,
    forbid,
    let,
    since,
)
from tests.architecture.states import EARLY, PROPOSED, SEATED

_LEADING = LEADERS | {Who.SECRETARY_APPLIED}
# Until the sheets are revealed.
_CHANGED = frozenset({"published", "opened", "checking", "scoring.sheets"})
_LEAVE = (
    let(Who.OFFICER, Who.CHAIR, states=SEATED),
    forbid(STAFF, STAFF_APPLIED, _LEADING, states=SEATED),
)
_GIVE = (
    let(Who.OFFICER, states=SEATED),
    forbid(STAFF, STAFF_APPLIED, _LEADING, states=SEATED),
)
_OFFICERS = frozenset({Who.OFFICER, Who.OFFICER_APPLIED})
_APPROVERS = frozenset({Who.APPROVER, Who.APPROVER_APPLIED})
_AUDITORS = frozenset({Who.AUDITOR, Who.AUDITOR_APPLIED})
# From then on there is an objection; whoever is kept out of its application finds nothing.
_OBJECTED = since(CallState.CHECKING)
_RULED = frozenset({"scored", "proposed", "granted"})
# Nobody has applied yet, so nobody is kept out.
_NOT_FOR_STAFF = (forbid(STAFF), forbid(STAFF_APPLIED, states=EARLY))
_LEAD = (
    let(LEADERS, states=SEATED),
    *_NOT_FOR_STAFF,
    forbid(COMMITTEE, COMMITTEE_APPLIED, states=SEATED),
)
# Whoever is there notes who comes and goes, or the officer.
_ATTEND = (
    let(Who.OFFICER),
    let(Who.OFFICER_APPLIED, states=EARLY),
    let(COMMITTEE, states=SEATED),
    *_NOT_FOR_STAFF,
    forbid(COMMITTEE_APPLIED, states=SEATED),
)
# The committee of the stage has met once.
_MET = PROPOSED
_LEAD_MET = (
    let(LEADERS, states=_MET),
    forbid(STAFF, states=_MET),
    forbid(COMMITTEE, COMMITTEE_APPLIED, states=_MET),
)
_REVEALED = frozenset({"scoring.revealed", "scoring.returned"})
_WHILE_JUDGED = frozenset({"checking", "scoring.sheets"})

COMMITTEE_ROUTES: dict[str, Route] = {
    "scoring:committee": Route(
        Of.CALL,
        get=(let(STAFF, STAFF_APPLIED), let(_LEADING, states=SEATED)),
        post=(
            let(Who.OFFICER, Who.OFFICER_APPLIED, states=frozenset({"draft"})),
            forbid(STAFF, STAFF_APPLIED),
            forbid(_LEADING, states=SEATED),
        ),
        writes=frozenset({"draft"}),
    ),
    "scoring:seat_leave": Route(Of.CALL, get=_LEAVE, post=_LEAVE, writes=_CHANGED),
    "scoring:seat_give": Route(Of.CALL, get=_GIVE, post=_GIVE, writes=_CHANGED),
    "scoring:object": Route(
        Of.APPLICATION,
        get=(let(MEMBERS),),
        post=OWNERS_ACT,
        writes=frozenset({"received", "complete"}),
    ),
    # ---- its meetings
    "scoring:meeting_begin": Route(Of.CALL, get=_LEAD, post=_LEAD, writes=_REVEALED),
    "scoring:meeting_attendance": Route(Of.CALL, get=_ATTEND, post=_ATTEND, writes=_REVEALED),
    "scoring:meeting_proposal": Route(
        Of.CALL,
        get=(let(COMMITTEE, COMMITTEE_APPLIED, states=SEATED), *_NOT_FOR_STAFF),
        post=_LEAD,
        writes=_REVEALED,
    ),
    "scoring:meeting_minutes": Route(
        Of.CALL,
        get=(
            let(COMMITTEE, COMMITTEE_APPLIED, states=_MET),
            let(STAFF, states=_MET),
        ),
    ),
    "scoring:meeting_end": Route(Of.CALL, post=_LEAD_MET, writes=_REVEALED),
    "scoring:meeting_sign": Route(
        Of.CALL,
        post=(let(COMMITTEE, COMMITTEE_APPLIED, states=_MET), forbid(STAFF, states=_MET)),
        writes=_REVEALED,
    ),
    "scoring:meeting_unsigned": Route(Of.CALL, post=_LEAD_MET, writes=_REVEALED),
    "reports:meeting_minutes_pdf": Route(
        Of.CALL, get=(let(STAFF, COMMITTEE - {Who.RECUSED}, states=_MET),)
    ),
    # The first application of the stage is objected to, and the objection is decided there.
    "reports:member_ruling": Route(
        Of.APPLICATION, get=(let(STAFF, Who.CHAIR, MEMBERS, states=_RULED),)
    ),
    "scoring:objections": Route(
        Of.CALL,
        get=(let(_OFFICERS, _AUDITORS, _APPROVERS), let(Who.CHAIR, states=SEATED)),
        post=(let(_OFFICERS), let(Who.CHAIR, states=SEATED), forbid(_AUDITORS, _APPROVERS)),
        writes=_WHILE_JUDGED,
    ),
    "scoring:objection": Route(
        Of.CALL,
        get=(let(Who.OFFICER, Who.CHAIR, Who.AUDITOR, states=_OBJECTED),),
        post=(
            let(Who.OFFICER, Who.CHAIR, states=_OBJECTED),
            forbid(Who.AUDITOR, states=_OBJECTED),
        ),
        writes=_WHILE_JUDGED,
    ),
}
