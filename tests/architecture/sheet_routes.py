"""Who may reach the desk of a member of the committee: own sheets, and what is kept beside them."""

from grants.core.workflow import CallState as C
from tests.architecture.rules import (
    COMMITTEE,
    COMMITTEE_APPLIED,
    SCORERS,
    STAFF,
    STAFF_APPLIED,
    Of,
    Route,
    Who,
    forbid,
    let,
    since,
)
from tests.architecture.states import EARLY, OPENED, SEATED

SECRETARY = Who.SECRETARY
JUDGED = since(C.OPENED) - since(C.DECIDED)
# Of a committee's page: staff may know of it.
NOT_FOR_STAFF = (forbid(STAFF), forbid(STAFF_APPLIED, states=EARLY))
READ_A_SHEET = (
    *NOT_FOR_STAFF,
    let(SECRETARY, states=OPENED),
    let(SCORERS - {Who.RECUSED}, states=since(C.CHECKING)),
)

SHEET_ROUTES: dict[str, Route] = {
    "scoring:sheets": Route(
        Of.CALL,
        get=(
            let(STAFF),
            let(STAFF_APPLIED, states=EARLY),
            let(COMMITTEE, COMMITTEE_APPLIED, states=SEATED),
        ),
    ),
    # Before a statement on conflicts nobody but the secretary reads; in conflict nobody does.
    "scoring:sheet": Route(
        Of.CALL,
        get=READ_A_SHEET,
        post=READ_A_SHEET,
        writes=frozenset({"scoring.sheets"}),
    ),
    # Drafts of one person, until the call is decided.
    "scoring:note": Route(Of.CALL, post=READ_A_SHEET, writes=JUDGED),
    "scoring:phrases": Route(
        Of.CALL,
        get=(let(COMMITTEE, COMMITTEE_APPLIED, states=SEATED), *NOT_FOR_STAFF),
        post=(let(COMMITTEE, COMMITTEE_APPLIED, states=SEATED), *NOT_FOR_STAFF),
    ),
    # Asks once more, with what is locked.
    "scoring:lock_sheet": Route(
        Of.CALL,
        get=READ_A_SHEET,
        post=READ_A_SHEET,
        writes=frozenset({"scoring.sheets"}),
    ),
    # The committee reads what was opened; the chair opens, after a return only what it names.
    "scoring:reopen": Route(
        Of.CALL,
        get=READ_A_SHEET,
        post=(
            let(Who.CHAIR, states=since(C.CHECKING)),
            *NOT_FOR_STAFF,
            forbid(SECRETARY, states=OPENED),
            forbid(SCORERS - {Who.RECUSED}, states=since(C.CHECKING)),
        ),
        writes=frozenset({"scoring.sheets", "scoring.returned"}),
    ),
    "scoring:sheet_file": Route(Of.CALL, get=READ_A_SHEET),
    "scoring:sheet_file_shown": Route(Of.CALL, get=READ_A_SHEET),
}
