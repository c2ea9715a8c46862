"""Who may reach the pages on which a committee is appointed and changed."""

from tests.architecture.rules import (
    LEADERS,
    STAFF,
    STAFF_APPLIED,
    Of,
    Route,
    Who,
    forbid,
    let,
)
from tests.architecture.states import SEATED

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
}
