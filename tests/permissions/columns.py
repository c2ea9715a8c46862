"""The states in which every route is tried, and what the clock says in each.

They come from the workflow tables: a state without a moment here stops the tests.
"""

from dataclasses import dataclass

from grants.core.workflow import ApplicationState, CallState
from tests.architecture.rules import Of

ANNOUNCED = "2026-09-25T10:00:00+02:00"
OPEN = "2026-10-10T20:00:00+02:00"
CLOSED = "2026-11-04T09:05:00+01:00"
OPENED = "2026-11-04T09:30:00+01:00"
CHECKING = "2026-11-05T10:00:00+01:00"
SCORING = "2026-11-20T14:00:00+01:00"
REVEALED = "2026-11-21T10:00:00+01:00"
PROPOSED = "2026-11-25T10:00:00+01:00"
RETURNED = "2026-11-25T11:00:00+01:00"
APPROVED = "2026-11-26T12:00:00+01:00"
DECIDED = "2026-12-02T10:00:00+01:00"

C, A = CallState, ApplicationState

# Where one state is several situations, each has its name; the first word is the state.
CALL_MOMENTS: dict[CallState, dict[str, str]] = {
    C.DRAFT: {"draft": ANNOUNCED},
    C.PUBLISHED: {
        "published.announced": ANNOUNCED,
        "published.open": OPEN,
        "published.closed": CLOSED,
    },
    C.OPENED: {"opened": OPENED},
    C.CHECKING: {"checking": CHECKING},
    C.SCORING: {
        "scoring.sheets": SCORING,
        "scoring.revealed": REVEALED,
        # One application is named in the return, and nothing of it is open yet.
        "scoring.returned": RETURNED,
    },
    C.PROPOSED: {"proposed": PROPOSED},
    C.APPROVED: {"approved.prepared": APPROVED, "approved.signed": APPROVED},
    C.DECIDED: {"decided": DECIDED},
    C.CANCELLED: {"cancelled.draft": ANNOUNCED, "cancelled.published": CLOSED},
}
# In which call an application of this state lies.
HOMES: dict[ApplicationState, tuple[str, ...]] = {
    A.DRAFT: ("published.open", "published.closed"),
    A.SUBMITTED: ("published.open", "published.closed"),
    A.WITHDRAWN: ("published.open",),
    A.RECEIVED: ("checking",),
    A.COMPLETE: ("scoring.sheets",),
    A.DISMISSED: ("scoring.sheets",),
    A.SCORED: ("scoring.revealed",),
    A.PROPOSED: ("proposed",),
    A.GRANTED: ("decided",),
    A.PARTLY_GRANTED: ("decided",),
    A.REFUSED: ("decided",),
}


@dataclass(frozen=True)
class Column:
    """`call` is the column of the call in which an application lies."""

    name: str
    call: str
    at: str
    application: ApplicationState | None = None


MOMENT = {name: at for moments in CALL_MOMENTS.values() for name, at in moments.items()}
CALL_COLUMNS = tuple(
    Column(name, name, at) for state in CallState for name, at in CALL_MOMENTS[state].items()
)
APPLICATION_COLUMNS = tuple(
    Column(
        str(state) if len(HOMES[state]) == 1 else f"{state}.{home.partition('.')[2]}",
        home,
        MOMENT[home],
        state,
    )
    for state in ApplicationState
    for home in HOMES[state]
)
COLUMNS: dict[Of, tuple[Column, ...]] = {
    Of.SITE: (Column("any", "decided", DECIDED),),
    Of.CALL: CALL_COLUMNS,
    Of.APPLICATION: APPLICATION_COLUMNS,
}
