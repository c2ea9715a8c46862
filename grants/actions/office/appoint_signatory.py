"""Appoint somebody who signs the decisions of a funder: an account, a function, a term."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from accounts.models import Role, User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor, pseudonym_in_call
from grants.actions.office.grant_role import grant_role
from grants.actions.office.invite_person import Newcomer, open_account_of, tell_of_role
from grants.models import Funder, Signatory


@transaction.atomic
def appoint_signatory(
    *,
    funder: Funder,
    person: User | Newcomer,
    title: Mapping[str, str],
    since: date,
    until: date | None = None,
    actor: User,
) -> Signatory:
    """The appointment, with the role that lets its holder read and sign, and a letter that says so.

    `title` is the function in each official language. Raises what `grant_role` raises, and Refused
    for a closed account, a term that ends before it begins and somebody who is appointed already.
    """
    if until is not None and until < since:
        raise Refused(_("The last day lies before the first."), field="until")
    user = open_account_of(person)
    grant = grant_role(user=user, role=Role.SIGNATORY, funder_id=funder.pk, actor=actor)
    at = lock_log()
    if Signatory.objects.filter(funder=funder, user=user, ended_at=None).exists():
        raise Refused(
            _("%(name)s is appointed already. End that appointment before you enter another.")
            % {"name": user.name},
            field="email",
        )
    appointed = Signatory.objects.create(
        funder=funder,
        user=user,
        title=LazyI18nString(dict(title)),
        since=since,
        until=until,
        appointed_by=actor,
        appointed_at=at,
    )
    append_entry(
        type=EntryType.SIGNATORY_APPOINTED,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role="administrator"),
        pub={"funder": funder.code},
        payload=said_of_signatory(appointed),
        rows={"signatory": [appointed]},
        at=at,
    )
    tell_of_role(grant)
    return appointed


def said_of_signatory(appointed: Signatory) -> dict[str, Any]:
    """Who and for how long, for the payload: never by name."""
    return {
        "funder": appointed.funder.code,
        "person": pseudonym_in_call(user_id=appointed.user_id, call_code=""),
        "since": appointed.since.isoformat(),
        "until": appointed.until.isoformat() if appointed.until else "",
    }
