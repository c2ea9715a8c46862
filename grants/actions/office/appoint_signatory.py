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
from grants.formats import write_day
from grants.models import Funder, Signatory
from grants.models.funder import SignatorySet


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
    for a closed account, a term that ends before it begins and one that overlaps with another of
    the person: the next term is entered ahead, and the one before it ends by itself.
    """
    if until is not None and until < since:
        raise Refused(_("The last day lies before the first."), field="until")
    user = open_account_of(person)
    grant = grant_role(user=user, role=Role.SIGNATORY, funder_id=funder.pk, actor=actor)
    at = lock_log()
    _require_free(
        user, Signatory.objects.filter(funder=funder, user=user, ended_at=None), since, until
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


def _require_free(user: User, terms: SignatorySet, since: date, until: date | None) -> None:
    """A term without a last day lasts until the next one begins. Raises Refused."""
    for one in terms:
        (first, last), (second, _end) = sorted(
            [(since, until), (one.since, one.until)], key=lambda term: term[0]
        )
        if first == second or (last is not None and last >= second):
            days = {"name": user.name, "since": write_day(one.since, genitive=True)}
            if one.until is None:
                said = _("%(name)s signs from %(since)s already. The next term begins later.")
            else:
                days["until"] = write_day(one.until, genitive=True)
                said = _(
                    "%(name)s signs from %(since)s to %(until)s already. Terms do not overlap."
                )
            raise Refused(said % days, field="since" if since >= one.since else "until")


def said_of_signatory(appointed: Signatory) -> dict[str, Any]:
    """Who and for how long, for the payload: never by name."""
    return {
        "funder": appointed.funder.code,
        "person": pseudonym_in_call(user_id=appointed.user_id, call_code=""),
        "since": appointed.since.isoformat(),
        "until": appointed.until.isoformat() if appointed.until else "",
    }
