"""What the ledger says of a role that is given or taken back: which and how far, never whose."""

from accounts.models import Role, RoleGrant, User
from audit.actions.append_entry import Rows, append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import SYSTEM, ledger_actor, pseudonym_in_call
from audit.models import LedgerEntry
from grants.models import Call, Funder


def append_superuser_entry(user: User) -> LedgerEntry:
    """By whoever has the server: nobody of the house acted."""
    return append_entry(
        type=EntryType.ROLE_GRANTED,
        call_code="",
        actor=SYSTEM,
        pub={"role": Role.ADMINISTRATOR.value, "funder": ""},
        payload={"person": pseudonym_in_call(user_id=user.pk, call_code="")},
        rows={"superuser": [user]},
    )


def append_role_entry(type: EntryType, grant: RoleGrant, actor: User | None) -> LedgerEntry:
    """Public are role and scope; the person's pseudonym and an unpublished call stand in the
    payload. Without an actor it was whoever has the server.
    """
    call = Call.objects.filter(pk=grant.call_id or 0).defer("content").first()
    code = call.code_in_ledger if call else ""
    funder = (
        Funder.objects.filter(pk=grant.funder_id or 0).values_list("code", flat=True).first() or ""
    )
    person = pseudonym_in_call(user_id=grant.user_id, call_code=code)
    said = {"role": grant.role, "funder": funder}
    rows: Rows = {"role": [grant]}
    is_given = type is EntryType.ROLE_GRANTED
    return append_entry(
        type=type,
        call_code=code,
        actor=ledger_actor(user_id=actor.pk, role="administrator") if actor else SYSTEM,
        pub=said,
        payload={**said, "call": call.code if call else "", "person": person},
        rows=rows if is_given else {},
        gone={} if is_given else rows,
    )
