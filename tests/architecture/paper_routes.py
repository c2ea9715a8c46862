"""The rows of routes.py for applications on paper, which the officer records and types."""

from grants.core.tables import CALL_WORK
from grants.core.workflow import CallWork
from tests.architecture.announced_routes import OFFICERS_PAGE
from tests.architecture.rules import MEMBERS, STAFF, Of, Route, Who, forbid, let, sources
from tests.architecture.states import OPENED_APPLICATION

OFFICERS = (let(Who.OFFICER, states=OPENED_APPLICATION), forbid(STAFF, states=OPENED_APPLICATION))
# Of these the letters of the stage are.
SERVED = frozenset({"granted"})
RETURNED = frozenset({"partly_granted"})
ASKED = frozenset({"complete", "scored", "proposed", "granted"})
RECORDING = sources(CALL_WORK, CallWork.RECORD_PAPER)

PAPER_ROUTES = {
    "grants:paper_applications": Route(Of.CALL, get=OFFICERS_PAGE),
    "grants:paper_new": Route(Of.CALL, get=OFFICERS_PAGE, post=OFFICERS_PAGE, writes=RECORDING),
    # On the stage everything was sent online, so nothing is written.
    "grants:transcribe": Route(
        Of.APPLICATION, get=OFFICERS, post=OFFICERS, writes=frozenset({"received"})
    ),
    "grants:hand_over_paper": Route(
        Of.APPLICATION, get=OFFICERS, post=OFFICERS, writes=frozenset({"received"})
    ),
    "grants:paper_reply": Route(
        Of.APPLICATION, get=OFFICERS, post=OFFICERS, writes=frozenset({"received"})
    ),
    "reports:case_file": Route(Of.APPLICATION, get=(let(STAFF, states=OPENED_APPLICATION),)),
    "reports:own_case_file": Route(
        Of.APPLICATION,
        get=(let(Who.OWNER, states=OPENED_APPLICATION), forbid(MEMBERS - {Who.OWNER})),
    ),
    "reports:outstanding_letters": Route(Of.CALL, get=OFFICERS_PAGE),
    "reports:letters_by_post": Route(Of.APPLICATION, get=(let(STAFF, states=OPENED_APPLICATION),)),
    # On the stage one decision was served by post, and one request was asked so.
    "reports:post_letter": Route(
        Of.APPLICATION, post=OFFICERS, writes=frozenset({"partly_granted", "refused"})
    ),
    "reports:serve_letter": Route(
        Of.APPLICATION,
        post=(
            let(Who.OFFICER, states=SERVED | RETURNED),
            forbid(STAFF - {Who.OFFICER}, states=OPENED_APPLICATION),
        ),
        writes=frozenset({"received"}),
    ),
    # On the stage it is printed in the states in which it is asked for.
    "reports:print_letter": Route(
        Of.APPLICATION,
        post=(
            let(Who.OFFICER, states=ASKED),
            forbid(STAFF - {Who.OFFICER}, states=OPENED_APPLICATION),
        ),
    ),
    # One decision came back.
    "reports:publish_notice": Route(
        Of.APPLICATION,
        post=(
            let(Who.OFFICER, states=SERVED | RETURNED),
            forbid(STAFF - {Who.OFFICER}, states=OPENED_APPLICATION),
        ),
        writes=RETURNED,
    ),
    "reports:return_slip": Route(Of.APPLICATION, get=(let(STAFF, states=SERVED | RETURNED),)),
    "reports:request_letter": Route(Of.APPLICATION, get=(let(STAFF, states=ASKED),)),
}
