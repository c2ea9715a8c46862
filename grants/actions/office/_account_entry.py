"""What the ledger says of an account that the office closes, opens or lets in anew: never whose."""

from accounts.models import User
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor, pseudonym_in_call


def append_account_entry(type: EntryType, user: User, reason: str, actor: User) -> None:
    """Public is that it happened; the person's pseudonym and the reason stand in the payload."""
    append_entry(
        type=type,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role="administrator"),
        pub={},
        payload={
            "person": pseudonym_in_call(user_id=user.pk, call_code=""),
            "reason": reason,
        },
    )
