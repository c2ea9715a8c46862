"""Who may reach which address, and in which states. A new route fails until it stands here.

The table is what the design promises, not what the code does: tests/permissions/test_matrix.py
drives every route as every person in every state and compares. How a row is read stands in
rules.py; docs/reference/routes.md shows the same to people.
"""

from grants.core.tables import CALL_STEPS
from grants.core.workflow import ApplicationState, CallState, CallStep
from tests.architecture.announced_routes import ANNOUNCED_ROUTES
from tests.architecture.committee_routes import COMMITTEE_ROUTES
from tests.architecture.office_routes import OFFICE_ROUTES
from tests.architecture.paper_routes import PAPER_ROUTES
from tests.architecture.request_routes import REQUEST_ROUTES
from tests.architecture.rules import (
    COMMITTEE,
    COMMITTEE_APPLIED,
    EVERYBODY,
    LEADERS,
    MEMBERS,
    SIGNED_IN,
    STAFF,
    STAFF_APPLIED,
    WRITERS,
    Of,
    Route,
    Who,
    forbid,
    let,
    since,
    sources,
)
from tests.architecture.sheet_routes import NOT_FOR_STAFF, SHEET_ROUTES
from tests.architecture.states import (
    COMPUTED,
    DECIDED,
    DECIDED_APPLICATION,
    EARLY,
    OPENED,
    OPENED_APPLICATION,
    PROPOSED,
    PUBLIC_CALL,
    PUBLISHED,
    SEATED,
    SENT,
    SIGNED,
    TAKING,
    WITHDRAWABLE,
    WRITABLE,
)

C, A = CallState, ApplicationState
OFFICER, APPROVER, ADMINISTRATOR = Who.OFFICER, Who.APPROVER, Who.ADMINISTRATOR
SIGNATORY = Who.SIGNATORY
SECRETARY = Who.SECRETARY
OFFICER_APPLIED, SECRETARY_APPLIED = Who.OFFICER_APPLIED, Who.SECRETARY_APPLIED


def public(**known: object) -> Route:
    """A page for everybody, with nothing of one call in it."""
    return Route(Of.SITE, get=(let(EVERYBODY),), is_public=True, **known)


def desk(*more: object, post: object = None, **known: object) -> Route:
    """A page of the desk: staff of the call reads, without what is closed to the person."""
    return Route(Of.CALL, get=(*more, let(STAFF, STAFF_APPLIED)), post=post, **known)


def whole(*more: object, **known: object) -> Route:
    """A page that speaks of all applications: closed to whoever is kept out of one."""
    return Route(Of.CALL, get=(*more, let(STAFF), let(STAFF_APPLIED, states=EARLY)), **known)


def officers_act(*more: object, **known: object) -> Route:
    """An act on a whole call: the officer's; other staff meets 403."""
    return Route(Of.CALL, post=(*more, *ACT_ON_THE_WHOLE), **known)


ACT_ON_THE_WHOLE = (
    let(OFFICER),
    let(OFFICER_APPLIED, states=EARLY),
    forbid(STAFF),
    forbid(STAFF_APPLIED, states=EARLY),
)
FOR_STAFF_TO_READ = (
    let(OFFICER),
    let(OFFICER_APPLIED, states=EARLY),
    forbid(STAFF, STAFF_APPLIED),
)
SECOND_STEP = "whoever has a second step; nobody on the stage has one"
WHOEVER_SIGNED_IN = Route(Of.SITE, get=(let(SIGNED_IN),), post=(let(SIGNED_IN),))
# On several applications at once: those that are not closed to the officer.
TOGETHER = Route(
    Of.CALL,
    get=(let(OFFICER, OFFICER_APPLIED), forbid(STAFF, STAFF_APPLIED)),
    post=(let(OFFICER, OFFICER_APPLIED), forbid(STAFF, STAFF_APPLIED)),
    writes=frozenset({C.CHECKING}),
)
OPENING_ACT = (
    let(OFFICER, LEADERS, states=SEATED),
    let(OFFICER),
    let(OFFICER_APPLIED, states=EARLY),
    forbid(STAFF, STAFF_APPLIED),
    forbid(COMMITTEE, COMMITTEE_APPLIED, states=SEATED),
)

DECLARING = (
    let(STAFF, STAFF_APPLIED),
    let(COMMITTEE, COMMITTEE_APPLIED, states=SEATED),
)
# The committee reads the proposal that came of its work.
THE_COMMITTEE = COMMITTEE - {Who.RECUSED}
THE_APPROVERS = (let(APPROVER, states=PROPOSED), forbid(STAFF, THE_COMMITTEE, states=PROPOSED))
LEADERS_ACT = (
    let(LEADERS, states=SEATED),
    *NOT_FOR_STAFF,
    forbid(COMMITTEE, COMMITTEE_APPLIED, states=SEATED),
)

ROUTES: dict[str, Route] = {
    # ---- accounts
    "accounts:start": Route(Of.SITE, get=(let(SIGNED_IN),)),
    "account_login": public(post=(let(EVERYBODY),)),
    "account_signup": public(post=(let(EVERYBODY),)),
    "account_logout": public(post=(let(EVERYBODY),)),
    "account_inactive": public(),
    "account_email": WHOEVER_SIGNED_IN,
    "account_email_verification_sent": public(),
    "account_confirm_email": public(post=(), note="whoever holds the key of the letter"),
    "account_change_password": WHOEVER_SIGNED_IN,
    "account_set_password": WHOEVER_SIGNED_IN,
    "account_confirm_login_code": WHOEVER_SIGNED_IN,
    "account_reset_password": public(post=(let(EVERYBODY),)),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(post=(let(EVERYBODY),)),
    "account_reset_password_from_key_done": public(),
    "account_reauthenticate": WHOEVER_SIGNED_IN,
    "mfa_authenticate": WHOEVER_SIGNED_IN,
    "mfa_reauthenticate": WHOEVER_SIGNED_IN,
    "mfa_index": Route(Of.SITE, get=(let(SIGNED_IN),)),
    "mfa_activate_totp": WHOEVER_SIGNED_IN,
    "mfa_deactivate_totp": Route(Of.SITE, get=(), post=(), note=SECOND_STEP),
    "mfa_view_recovery_codes": Route(Of.SITE, get=(), note=SECOND_STEP),
    "mfa_generate_recovery_codes": WHOEVER_SIGNED_IN,
    "mfa_download_recovery_codes": Route(Of.SITE, get=(), note=SECOND_STEP),
    # ---- audit
    "audit:ledger": public(),
    "audit:entry": public(),
    "ledger_files:checkpoint": public(),
    "ledger_files:entries": public(),
    "ledger_files:receipt": public(),
    "ledger_files:inclusion": public(),
    "ledger_files:consistency": public(),
    # ---- jobs: those of a call are its officer's
    "jobs:show": Route(Of.SITE, get=(let(OFFICER, Who.AUDITOR),)),
    "jobs:letters": Route(
        Of.SITE, get=(let(OFFICER, OFFICER_APPLIED, ADMINISTRATOR, Who.OTHER_OFFICER),)
    ),
    "jobs:send_again": Route(Of.SITE, post=(let(ADMINISTRATOR),)),
    "jobs:retry": Route(Of.SITE, post=(let(OFFICER), forbid(Who.AUDITOR))),
    # ---- organisations of applicants
    "applicants:add": WHOEVER_SIGNED_IN,
    "applicants:numbers": Route(
        Of.SITE,
        get=(
            let(OFFICER, Who.OFFICER_APPLIED, Who.OTHER_OFFICER, ADMINISTRATOR),
            forbid(SIGNED_IN),
        ),
    ),
    "applicants:prove": Route(
        Of.SITE,
        get=(
            let(OFFICER, Who.OFFICER_APPLIED, Who.OTHER_OFFICER, ADMINISTRATOR),
            forbid(SIGNED_IN),
        ),
        post=(
            let(OFFICER, Who.OFFICER_APPLIED, Who.OTHER_OFFICER, ADMINISTRATOR),
            forbid(SIGNED_IN),
        ),
    ),
    "applicants:organisation": Route(Of.SITE, get=(let(MEMBERS),)),
    "applicants:edit": Route(
        Of.SITE, get=(let(WRITERS), forbid(MEMBERS)), post=(let(WRITERS), forbid(MEMBERS))
    ),
    "applicants:officers": Route(
        Of.SITE, get=(let(WRITERS), forbid(MEMBERS)), post=(let(WRITERS), forbid(MEMBERS))
    ),
    "applicants:document_add": Route(
        Of.SITE, get=(let(WRITERS), forbid(MEMBERS)), post=(let(WRITERS), forbid(MEMBERS))
    ),
    "applicants:document": Route(Of.SITE, get=(let(MEMBERS),)),
    "applicants:document_remove": Route(Of.SITE, post=(let(WRITERS), forbid(MEMBERS))),
    "applicants:invite": Route(
        Of.SITE, get=(let(Who.OWNER), forbid(MEMBERS)), post=(let(Who.OWNER), forbid(MEMBERS))
    ),
    "applicants:invitation_cancel": Route(Of.SITE, post=(let(Who.OWNER), forbid(MEMBERS))),
    "applicants:member": Route(
        Of.SITE, get=(let(Who.OWNER), forbid(MEMBERS)), post=(let(Who.OWNER), forbid(MEMBERS))
    ),
    "applicants:join": Route(
        Of.SITE,
        get=(let(SIGNED_IN),),
        post=(let(SIGNED_IN),),
        note="whoever holds the link; only the invited address joins",
    ),
    # ---- the applicant's side: members of the organisation, nobody else at any time
    "grants:applications": Route(Of.SITE, get=(let(SIGNED_IN),)),
    "grants:apply_start": Route(
        Of.CALL,
        get=(let(SIGNED_IN, states={"published"}),),
        post=(let(SIGNED_IN, states={"published"}),),
        writes=TAKING,
    ),
    "grants:apply_tasks": Route(Of.APPLICATION, get=(let(MEMBERS),)),
    "grants:apply_conditions": Route(
        Of.APPLICATION,
        get=(let(WRITERS), forbid(MEMBERS)),
        post=(let(WRITERS), forbid(MEMBERS, Who.VISITOR)),
        writes=WRITABLE,
    ),
    "grants:apply_section": Route(
        Of.APPLICATION,
        get=(let(WRITERS), forbid(MEMBERS)),
        post=(let(WRITERS), forbid(MEMBERS, Who.VISITOR)),
        writes=WRITABLE,
    ),
    "grants:apply_file": Route(Of.APPLICATION, get=(let(MEMBERS),)),
    "grants:apply_check": Route(Of.APPLICATION, get=(let(MEMBERS),)),
    "grants:apply_submit": Route(
        Of.APPLICATION,
        post=(let(Who.OWNER), forbid(MEMBERS, Who.VISITOR)),
        writes=WRITABLE,
    ),
    "grants:apply_receipt": Route(Of.APPLICATION, get=(let(MEMBERS, states=SENT),)),
    "grants:apply_receipt_json": Route(Of.APPLICATION, get=(let(MEMBERS, states=SENT),)),
    "grants:apply_bundle": Route(Of.APPLICATION, get=(let(MEMBERS, states=SENT),)),
    "reports:receipt_pdf": Route(Of.APPLICATION, get=(let(MEMBERS, states=SENT),)),
    "grants:apply_withdraw": Route(
        Of.APPLICATION,
        get=(let(Who.OWNER, states=SENT), forbid(MEMBERS - {Who.OWNER})),
        post=(let(Who.OWNER, states=SENT), forbid(MEMBERS - {Who.OWNER}, Who.VISITOR)),
        writes=WITHDRAWABLE,
    ),
    # ---- the opening session
    "scoring:opening": Route(
        Of.CALL,
        get=(let(STAFF, STAFF_APPLIED), let(COMMITTEE, COMMITTEE_APPLIED, states=SEATED)),
    ),
    "scoring:start_opening": Route(
        Of.CALL, post=OPENING_ACT, writes=frozenset({"published.closed"})
    ),
    "scoring:confirm_opening": Route(
        Of.CALL, post=OPENING_ACT, writes=frozenset({"published.closed"})
    ),
    "scoring:close_opening": Route(
        Of.CALL, post=OPENING_ACT, writes=sources(CALL_STEPS, CallStep.START_CHECKING)
    ),
    "scoring:open_lost_files": Route(Of.CALL, post=OPENING_ACT),
    "scoring:opening_minutes": Route(
        Of.CALL,
        get=(
            let(STAFF, COMMITTEE - {Who.RECUSED}, states=OPENED),
            let(Who.RECUSED, states={"opened"}),
        ),
    ),
    "reports:minutes_to_sign": Route(
        Of.CALL, get=(let(STAFF, COMMITTEE - {Who.RECUSED}, states=since(C.CHECKING)),)
    ),
    # ---- applications on the desk: staff of the call, once they are opened
    "grants:desk_applications": desk(),
    "reports:applications_xlsx": desk(),
    "grants:complete_together": TOGETHER,
    "grants:supplement_together": TOGETHER,
    "grants:untranslated": Route(
        Of.CALL,
        get=(let(OFFICER, OFFICER_APPLIED), forbid(STAFF, STAFF_APPLIED)),
        post=(let(OFFICER, OFFICER_APPLIED), forbid(STAFF, STAFF_APPLIED)),
        writes=frozenset({C.CHECKING, C.SCORING, C.DECIDED}),
    ),
    "grants:desk_application": Route(Of.APPLICATION, get=(let(STAFF, states=OPENED_APPLICATION),)),
    "grants:check": Route(
        Of.APPLICATION,
        get=(let(STAFF, states=OPENED_APPLICATION),),
        post=(
            let(OFFICER, states=OPENED_APPLICATION),
            forbid(STAFF, states=OPENED_APPLICATION),
        ),
        writes=frozenset({"received"}),
    ),
    "grants:recognise_fact": Route(
        Of.APPLICATION,
        get=(
            let(OFFICER, states=OPENED_APPLICATION),
            forbid(STAFF, states=OPENED_APPLICATION),
        ),
        post=(
            let(OFFICER, states=OPENED_APPLICATION),
            forbid(STAFF, states=OPENED_APPLICATION),
        ),
        writes=frozenset({"received"}),
    ),
    "grants:opened_attachment": Route(Of.APPLICATION, get=(let(STAFF, states=OPENED_APPLICATION),)),
    # ---- the desk of a call
    "grants:call_new": Route(
        Of.SITE,
        get=(let(OFFICER, OFFICER_APPLIED, Who.OTHER_OFFICER), forbid(SIGNED_IN)),
        post=(let(OFFICER, OFFICER_APPLIED, Who.OTHER_OFFICER), forbid(SIGNED_IN)),
    ),
    "grants:call_upload": Route(
        Of.SITE,
        get=(let(OFFICER, OFFICER_APPLIED, Who.OTHER_OFFICER), forbid(SIGNED_IN)),
        post=(let(OFFICER, OFFICER_APPLIED, Who.OTHER_OFFICER), forbid(SIGNED_IN)),
    ),
    "grants:call_setup": desk(),
    "grants:call_yaml": desk(),
    "grants:call_json": desk(),
    "grants:call_part": Route(
        Of.CALL,
        get=FOR_STAFF_TO_READ,
        post=FOR_STAFF_TO_READ,
        writes=sources(CALL_STEPS, CallStep.PUBLISH),
    ),
    "grants:call_replace": Route(
        Of.CALL,
        get=FOR_STAFF_TO_READ,
        post=FOR_STAFF_TO_READ,
        writes=sources(CALL_STEPS, CallStep.PUBLISH),
    ),
    "grants:call_publish": Route(
        Of.CALL,
        get=FOR_STAFF_TO_READ,
        post=FOR_STAFF_TO_READ,
        writes=sources(CALL_STEPS, CallStep.PUBLISH),
    ),
    "grants:call_cancel": Route(
        Of.CALL,
        get=FOR_STAFF_TO_READ,
        post=FOR_STAFF_TO_READ,
        writes=sources(CALL_STEPS, CallStep.CANCEL),
    ),
    "reports:workspace": desk(),
    "reports:desk": Route(
        Of.SITE,
        get=(
            let(STAFF, STAFF_APPLIED, COMMITTEE, COMMITTEE_APPLIED),
            let(ADMINISTRATOR, Who.OTHER_OFFICER, Who.LEFT),
            forbid(SIGNED_IN),
        ),
    ),
    **OFFICE_ROUTES,
    **ANNOUNCED_ROUTES,
    **REQUEST_ROUTES,
    **PAPER_ROUTES,
    # ---- the committee
    **COMMITTEE_ROUTES,
    "scoring:conflicts": Route(
        Of.CALL,
        get=DECLARING,
        post=DECLARING,
        writes=frozenset({"opened", "checking", "scoring.sheets"} | COMPUTED),
    ),
    **SHEET_ROUTES,
    "scoring:start_scoring": officers_act(
        forbid(COMMITTEE, COMMITTEE_APPLIED, states=SEATED),
        writes=sources(CALL_STEPS, CallStep.START_SCORING),
    ),
    "scoring:draw": whole(let(SECRETARY, states=SEATED)),
    "scoring:reveal_scores": Route(Of.CALL, post=LEADERS_ACT, writes=frozenset({"scoring.sheets"})),
    "scoring:meeting": Route(
        Of.CALL, get=(let(COMMITTEE, COMMITTEE_APPLIED, states=SEATED), *NOT_FOR_STAFF)
    ),
    "scoring:agree_common": Route(
        Of.CALL, post=LEADERS_ACT, writes=frozenset({"scoring.revealed"})
    ),
    "scoring:case": Route(
        Of.CALL,
        post=(
            let(LEADERS, states=COMPUTED),
            *NOT_FOR_STAFF,
            forbid(Who.MEMBER, Who.SUBSTITUTE, states=COMPUTED),
        ),
        writes=frozenset({"scoring.revealed"}),
    ),
    # ---- ranking, allocation, signature
    "scoring:ranking": whole(let(SECRETARY, states=SEATED)),
    "scoring:trace": Route(Of.CALL, get=(let(STAFF, SECRETARY, states=COMPUTED),)),
    "scoring:compute_ranking": Route(
        Of.CALL,
        post=(let(SECRETARY, states=SEATED), *ACT_ON_THE_WHOLE),
        writes=frozenset({"scoring.revealed"}),
    ),
    "scoring:compute_allocation": Route(
        Of.CALL,
        post=(let(OFFICER, SECRETARY, states=COMPUTED), forbid(STAFF, states=COMPUTED)),
        writes=frozenset({"scoring.revealed"}),
    ),
    "awards:propose": Route(
        Of.CALL,
        get=ACT_ON_THE_WHOLE,
        post=ACT_ON_THE_WHOLE,
        writes=sources(CALL_STEPS, CallStep.PROPOSE),
    ),
    "awards:approval": Route(Of.CALL, get=(let(STAFF, THE_COMMITTEE, states=PROPOSED),)),
    "reports:decision_preview": Route(Of.CALL, get=(let(STAFF, states=frozenset({"proposed"})),)),
    "awards:sign": Route(
        Of.CALL,
        post=THE_APPROVERS,
        writes=sources(CALL_STEPS, CallStep.APPROVE),
    ),
    "awards:return_proposal": Route(
        Of.CALL,
        post=THE_APPROVERS,
        writes=sources(CALL_STEPS, CallStep.RETURN_PROPOSAL),
    ),
    # ---- what everybody may see, each only after its publication
    "grants:home": public(),
    "grants:funder_home": public(),
    "grants:funder_arms": public(),
    "grants:accessibility": public(),
    "reports:public_notices": public(),
    "grants:privacy": public(),
    "grants:call": Route(
        Of.CALL,
        get=(let(EVERYBODY, states=PUBLIC_CALL), let(STAFF, STAFF_APPLIED)),
        is_public=True,
    ),
    "grants:call_file": Route(Of.CALL, get=(let(EVERYBODY, states=PUBLISHED),), is_public=True),
    "reports:results": public(),
    "reports:call_results": Route(Of.CALL, get=(let(EVERYBODY, states=DECIDED),), is_public=True),
    "reports:call_lot_results": Route(
        Of.CALL, get=(let(EVERYBODY, states=DECIDED),), is_public=True
    ),
    "reports:outcome": Route(Of.CALL, get=(let(EVERYBODY, states=DECIDED),), is_public=True),
    "reports:results_csv": Route(Of.CALL, get=(let(EVERYBODY, states=DECIDED),), is_public=True),
    "reports:register": public(),
    "reports:register_csv": public(),
    "reports:register_organisation": public(),
    "reports:past_awards": public(),
    "reports:past_awards_csv": public(),
    "reports:verify": public(),
    "reports:open_data": public(),
    "api:root": public(),
    "api:schema": public(),
    "api:docs": public(),
    "api:call-list": public(),
    "api:call-detail": Route(
        Of.CALL, get=(let(EVERYBODY, states=since(C.PUBLISHED)),), is_public=True
    ),
    "api:lot-list": public(),
    "api:result-list": public(),
    "api:result-detail": Route(Of.CALL, get=(let(EVERYBODY, states=DECIDED),), is_public=True),
    "api:award-list": public(),
    "api:past-award-list": public(),
    # ---- decisions and files
    # Sent to it: who signs, of several.
    "reports:batch": whole(
        post=ACT_ON_THE_WHOLE, writes=frozenset({"proposed", "approved", "approved.prepared"})
    ),
    "reports:prepare": Route(
        Of.CALL, post=(let(SIGNATORY), *ACT_ON_THE_WHOLE), writes=frozenset({"approved"})
    ),
    "reports:issue": officers_act(writes=frozenset({"approved.signed"})),
    "reports:publish": officers_act(writes=frozenset({"decided"})),
    "reports:summary_xlsx": Route(Of.CALL, get=(let(STAFF, states=SIGNED),)),
    "reports:summary_csv": Route(Of.CALL, get=(let(STAFF, states=SIGNED),)),
    "reports:decision": Route(
        Of.APPLICATION, get=(let(STAFF, MEMBERS, states=DECIDED_APPLICATION),)
    ),
    "reports:decision_pdf": Route(
        Of.APPLICATION, get=(let(STAFF, MEMBERS, states=DECIDED_APPLICATION),)
    ),
    "reports:decision_check": Route(
        Of.APPLICATION,
        get=(let(EVERYBODY, states=DECIDED_APPLICATION),),
        is_public=True,
        note="whoever holds the paper with the mark",
    ),
    "reports:opening_minutes": Route(
        Of.CALL, get=(let(EVERYBODY, states=DECIDED),), is_public=True
    ),
    "reports:paper_form": Route(Of.CALL, get=(let(EVERYBODY, states=PUBLIC_CALL),), is_public=True),
    "reports:published_file": Route(Of.CALL, get=(let(EVERYBODY, states=DECIDED),), is_public=True),
    # ---- machines
    "health": public(),
    "ready": public(),
    "metrics": Route(Of.SITE, get=(), is_public=True, note="whoever has the token"),
}
