"""Enter a funder: a municipality or another body that publishes calls here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from accounts.exclusive_roles import Scope
from accounts.models import User
from accounts.permissions import can_grant_roles
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from grants.actions.office._letterhead import add_letterhead
from grants.actions.office.appoint_signatory import appoint_signatory
from grants.actions.office.invite_person import Newcomer
from grants.models import Funder


@dataclass(frozen=True, slots=True)
class FirstSignatory:
    """Who signs the decisions of a new funder from its first day; `title` by language."""

    person: Newcomer
    title: Mapping[str, str]


@transaction.atomic
def found_funder(
    *,
    code: str,
    texts: Mapping[str, Mapping[str, str]],
    plain: Mapping[str, str | int],
    lists: Mapping[str, Sequence[str]],
    actor: User,
    arms: bytes = b"",
    signatory: FirstSignatory | None = None,
) -> Funder:
    """`texts` are {column: {language: text}}, `plain` the columns of one text,
    `lists` those of what is chosen (official languages, steps for two persons); `arms` is a picture
    as `drawn_arms` gives it.

    Raises Refused for a code that is taken, PermissionDenied for whoever does not administer
    everything.
    """
    if not can_grant_roles(actor, Scope(None, None)):
        raise PermissionDenied
    at = lock_log()
    if Funder.objects.filter(code=code).exists():
        raise Refused(_("There is a funder with this code already."), field="code")
    funder = Funder.objects.create(
        code=code,
        **{column: list(chosen) for column, chosen in lists.items()},
        **{column: LazyI18nString(dict(found)) for column, found in texts.items()},
        **plain,
    )
    letterheads = add_letterhead(funder, arms=arms, actor=actor, at=at)
    funder.save(update_fields=["arms"])
    append_entry(
        type=EntryType.FUNDER_FOUNDED,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role="administrator"),
        pub={"funder": code},
        payload={"funder": code, "arms": funder.arms},
        rows={"funder": [funder], "letterhead": letterheads},
        at=at,
    )
    if signatory is not None:
        appoint_signatory(
            funder=funder,
            person=signatory.person,
            title=signatory.title,
            since=timezone.localdate(at),
            actor=actor,
        )
    return funder
