"""The rows of routes.py for what is asked and corrected while a call is announced and open."""

from grants.core.tables import CALL_WORK
from grants.core.workflow import CallState, CallWork
from tests.architecture.rules import (
    EVERYBODY,
    STAFF,
    STAFF_APPLIED,
    Of,
    Route,
    Who,
    forbid,
    let,
    since,
    sources,
)
from tests.architecture.states import EARLY, PUBLIC_CALL, PUBLISHED

TAKING_QUESTIONS = frozenset({"published.announced", "published.open"})
QUESTION_ACT = (
    let(Who.OFFICER, states=PUBLISHED),
    forbid(STAFF, STAFF_APPLIED, states=PUBLISHED),
)
OFFICERS_PAGE = (
    let(Who.OFFICER),
    let(Who.OFFICER_APPLIED, states=EARLY),
    forbid(STAFF, STAFF_APPLIED),
)
READ_BY_ALL = (let(EVERYBODY, states=PUBLIC_CALL), let(STAFF, STAFF_APPLIED))

# On the stage a cancellation waits from the publication on.
CONFIRMING = (
    let(Who.OFFICER, Who.APPROVER, states=PUBLISHED),
    forbid(Who.SIGNATORY, Who.FINANCE, Who.AUDITOR, Who.FINANCE_APPLIED, Who.AUDITOR_APPLIED),
    forbid(Who.OFFICER_APPLIED, Who.APPROVER_APPLIED, states=PUBLISHED),
)
OF_A_LETTER = Route(
    Of.CALL,
    get=READ_BY_ALL,
    post=READ_BY_ALL,
    is_public=True,
    note="whoever holds the letter; to others it says that no address is kept",
)
UNTIL_DECIDED = sources(CALL_WORK, CallWork.CONFIRM_STEP)

ANNOUNCED_ROUTES = {
    "grants:call_amend": Route(
        Of.CALL, get=OFFICERS_PAGE, post=OFFICERS_PAGE, writes=TAKING_QUESTIONS
    ),
    "grants:call_corrigenda": Route(Of.CALL, get=READ_BY_ALL, is_public=True),
    "grants:letters": Route(Of.CALL, get=OFFICERS_PAGE),
    "grants:letter": Route(Of.CALL, get=OFFICERS_PAGE),
    "grants:questions": Route(Of.CALL, get=(let(STAFF, STAFF_APPLIED),)),
    "grants:question": Route(
        Of.CALL,
        get=(let(STAFF, STAFF_APPLIED, states=PUBLISHED),),
        post=QUESTION_ACT,
        writes=since(CallState.PUBLISHED),
    ),
    "grants:question_decline": Route(Of.CALL, post=QUESTION_ACT),
    "grants:answer_correct": Route(Of.CALL, post=QUESTION_ACT),
    "grants:subscribe": Route(
        Of.CALL,
        get=READ_BY_ALL,
        post=(let(EVERYBODY, states=PUBLIC_CALL), forbid(STAFF, STAFF_APPLIED)),
        is_public=True,
        note="whoever leaves an address is nobody, with an account too",
    ),
    "grants:confirm_subscription": OF_A_LETTER,
    "grants:unsubscribe": OF_A_LETTER,
    "grants:second_person": Route(Of.CALL, get=(let(STAFF, STAFF_APPLIED),)),
    "grants:second_person_confirm": Route(Of.CALL, post=CONFIRMING, writes=UNTIL_DECIDED),
    "grants:second_person_decline": Route(Of.CALL, post=CONFIRMING, writes=UNTIL_DECIDED),
    "grants:second_person_take_back": Route(
        Of.CALL,
        post=(
            let(Who.OFFICER, states=PUBLISHED),
            forbid(STAFF - {Who.OFFICER}, STAFF_APPLIED - {Who.OFFICER_APPLIED}),
            forbid(Who.OFFICER_APPLIED, states=PUBLISHED),
        ),
        writes=UNTIL_DECIDED,
    ),
    "grants:call_questions": Route(
        Of.CALL,
        get=READ_BY_ALL,
        post=(let(EVERYBODY, states=PUBLIC_CALL), forbid(STAFF, STAFF_APPLIED)),
        writes=TAKING_QUESTIONS,
        is_public=True,
        note="whoever asks is nobody, with an account too",
    ),
}
