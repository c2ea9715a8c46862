"""The rows of routes.py for what the office keeps: lists of past years, people, funders; and for
whoever signs.
"""

from tests.architecture.rules import COMMITTEE, SIGNED_IN, STAFF, Of, Route, Who, forbid, let
from tests.architecture.states import PROPOSED

OFFICER, OFFICER_APPLIED = Who.OFFICER, Who.OFFICER_APPLIED
ADMINISTRATOR = Who.ADMINISTRATOR
APPROVER, SIGNATORY = Who.APPROVER, Who.SIGNATORY
KEEPERS = (let(OFFICER, OFFICER_APPLIED, ADMINISTRATOR),)
OFFICE = (
    let(OFFICER, Who.OFFICER_APPLIED, Who.OTHER_OFFICER, ADMINISTRATOR),
    forbid(SIGNED_IN),
)
ADMINISTRATION = (let(ADMINISTRATOR), forbid(SIGNED_IN))
# The administrator of one funder finds no account there.
ACCOUNTS = (forbid(SIGNED_IN - {ADMINISTRATOR}),)
OF_EVERYTHING = "whoever administers everything; on the stage it is one funder"

OFFICE_ROUTES = {
    # ---- past awards: administrators and the officers of the funder
    "reports:history_imports": Route(
        Of.SITE,
        get=(let(OFFICER, OFFICER_APPLIED, Who.OTHER_OFFICER, ADMINISTRATOR), forbid(SIGNED_IN)),
    ),
    "reports:history_new": Route(
        Of.SITE,
        get=(let(OFFICER, OFFICER_APPLIED, Who.OTHER_OFFICER, ADMINISTRATOR), forbid(SIGNED_IN)),
        post=(let(OFFICER, OFFICER_APPLIED, Who.OTHER_OFFICER, ADMINISTRATOR), forbid(SIGNED_IN)),
    ),
    "reports:history_import": Route(Of.SITE, get=KEEPERS, post=KEEPERS),
    "reports:history_columns": Route(Of.SITE, get=KEEPERS, post=KEEPERS),
    "reports:history_faults": Route(Of.SITE, get=KEEPERS),
    "reports:history_discard": Route(Of.SITE, post=KEEPERS),
    "reports:history_undo": Route(Of.SITE, get=KEEPERS, post=KEEPERS),
    # ---- administration: people, roles, the funder; nothing of any call
    "grants:people": Route(Of.SITE, get=ADMINISTRATION, post=ADMINISTRATION),
    "grants:person": Route(Of.SITE, get=ACCOUNTS, note=OF_EVERYTHING),
    "grants:invite_again": Route(Of.SITE, post=ACCOUNTS, note=OF_EVERYTHING),
    "grants:close_account": Route(Of.SITE, post=ACCOUNTS, note=OF_EVERYTHING),
    "grants:open_account": Route(Of.SITE, post=ACCOUNTS, note=OF_EVERYTHING),
    "grants:reset_second_step": Route(Of.SITE, post=ACCOUNTS, note=OF_EVERYTHING),
    "grants:revoke_role": Route(Of.SITE, post=ADMINISTRATION),
    "grants:funder": Route(Of.SITE, get=ADMINISTRATION, post=ADMINISTRATION),
    "grants:signatories": Route(Of.SITE, get=ADMINISTRATION, post=ADMINISTRATION),
    "grants:end_signatory": Route(Of.SITE, post=ADMINISTRATION),
    "grants:funder_new": Route(
        Of.SITE,
        get=(forbid(SIGNED_IN),),
        post=(forbid(SIGNED_IN),),
        note=OF_EVERYTHING,
    ),
    # ---- approval and signature: where both begin, and the act of whoever signs
    "awards:signatures": Route(
        Of.SITE, get=(let(APPROVER, Who.APPROVER_APPLIED, SIGNATORY), forbid(SIGNED_IN))
    ),
    "awards:sign_decisions": Route(
        Of.CALL,
        post=(
            let(SIGNATORY, states=PROPOSED),
            forbid(STAFF, COMMITTEE - {Who.RECUSED}, states=PROPOSED),
        ),
        writes=frozenset({"approved.prepared"}),
    ),
}
