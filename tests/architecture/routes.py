"""Who may reach which address. A new route fails the build until it stands here.

The words on the right are for people; tests/<app>/ prove them.
"""

PUBLIC = "everybody"
SIGNED_IN = "whoever is signed in"
SIGNING_IN = "whoever is about to sign in"

ROUTES: dict[str, str] = {
    # accounts
    "accounts:start": SIGNED_IN,
    "account_login": PUBLIC,
    "account_signup": PUBLIC,
    "account_logout": SIGNED_IN,
    "account_inactive": PUBLIC,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": PUBLIC,
    "account_confirm_email": PUBLIC,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_confirm_login_code": SIGNING_IN,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "mfa_authenticate": SIGNING_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    # audit
    "audit:ledger": PUBLIC,
    "audit:entry": PUBLIC,
    "ledger_files:checkpoint": PUBLIC,
    "ledger_files:entries": PUBLIC,
    "ledger_files:receipt": PUBLIC,
    "ledger_files:inclusion": PUBLIC,
    "ledger_files:consistency": PUBLIC,
    # jobs
    "jobs:show": "who started it; officers and auditors of its call",
    "jobs:retry": "who started it; officers of its call",
    # the applicant's side
    "applicants:add": SIGNED_IN,
    "applicants:organisation": "members of the organisation",
    "applicants:edit": "owners and editors of the organisation",
    "applicants:officers": "owners and editors of the organisation",
    "applicants:document_add": "owners and editors of the organisation",
    "applicants:document": "members of the organisation",
    "applicants:document_remove": "owners and editors of the organisation",
    "applicants:invite": "owners of the organisation",
    "applicants:invitation_cancel": "owners of the organisation",
    "applicants:member": "owners of the organisation",
    "applicants:join": "whoever holds the link; joins only with the invited address",
    "grants:applications": SIGNED_IN,
    "grants:apply_start": SIGNED_IN,
    "grants:apply_tasks": "members of the organisation",
    "grants:apply_conditions": "owners and editors of the organisation",
    "grants:apply_section": "owners and editors of the organisation",
    "grants:apply_file": "members of the organisation",
    "grants:apply_check": "members of the organisation",
    "grants:apply_submit": "owners of the organisation",
    "grants:apply_receipt": "members of the organisation",
    "grants:apply_receipt_json": "members of the organisation",
    "grants:apply_bundle": "members of the organisation",
    "grants:apply_withdraw": "owners of the organisation",
    # scoring: the opening session
    "scoring:opening": "whoever works on the call: staff, committee",
    "scoring:start_opening": "officers of the call, chair, secretary",
    "scoring:confirm_opening": "officers of the call, chair, secretary",
    "scoring:close_opening": "officers of the call, chair, secretary",
    "scoring:opening_minutes": "whoever works on the call: staff, committee",
    # grants: the applications on the desk
    "grants:desk_applications": "staff of the call",
    "grants:desk_application": "staff of the call, once opened",
    "grants:check": "staff of the call read, officers decide",
    "grants:recognise_fact": "officers of the call",
    "grants:opened_attachment": "staff of the call, once opened",
    # grants, the desk of a call
    "grants:call_new": "officers with a role for more than one call",
    "grants:call_upload": "officers with a role for more than one call",
    "grants:call_setup": "staff of the call",
    "grants:call_part": "officers of the call",
    "grants:call_replace": "officers of the call",
    "grants:call_yaml": "staff of the call",
    "grants:call_json": "staff of the call",
    "grants:call_publish": "officers of the call",
    "grants:call_cancel": "officers of the call",
    "scoring:committee": "staff of the call; its officers enter the committee",
    "reports:desk": "whoever holds a role or sits in a committee",
    "reports:workspace": "staff of the call",
    # machines
    "health": PUBLIC,
}
