"""Recognise a declared fact: as it is, or another value with the reason."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._checking import in_every_language, require_checking
from grants.actions._transition import lock_application, lock_call
from grants.core import application_stages
from grants.models import Application, RecognisedFact
from grants.permissions import check_application
from grants.selectors.recognition import facts_to_recognise, problems_of_fact


@transaction.atomic
def recognise_fact(
    *,
    application: Application,
    code: str,
    value: object,
    reason: Mapping[str, str],
    actor: User,
    seen: str = "",
) -> RecognisedFact:
    """The row, new or changed; the same again writes nothing. Raises Refused, ChangedMeanwhile.

    `value` is canonical, as in the answers. Where it is not what was declared, `reason` says why in
    every language of the call. `seen` is the mark of what was recognised when the page was shown.
    """
    call = lock_call(application.call)
    locked = lock_application(application)
    locked.call = call
    check_application.require(actor, locked)
    require_checking(call)
    if locked.state not in application_stages.FACTS_OPEN:
        raise Refused(_("The facts of this application are settled."))
    fact = next((one for one in facts_to_recognise(locked) if one.code == code), None)
    if fact is None:
        raise Refused(_("The lot has no such fact."), field=code)
    if problems_of_fact(fact, value):
        raise Refused(_("This value does not fit the question."), field=code)
    words = {}
    if value != fact.declared:
        words = in_every_language(
            call, reason, _("Write the reason in every official language."), field=code
        )
    same = fact.row is not None and (fact.row.recognised, fact.row.reason) == (value, words)
    if same and fact.row is not None:
        return fact.row
    require_seen(seen, fact.stored)
    at = lock_log()
    row = fact.row or RecognisedFact(application=locked, code=code)
    row.declared, row.recognised, row.reason = fact.declared, value, words
    row.recognised_by, row.recognised_at = actor, at
    row.application = locked
    row.entry = append_entry(
        type=EntryType.FACT_RECOGNISED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={},
        payload={
            "number": locked.number,
            "fact": code,
            "recognised": value,
            "as_declared": value == fact.declared,
            "reason": words,
        },
        rows={"fact": [row]},
        at=at,
    )
    row.save()
    return row
