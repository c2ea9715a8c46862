"""Recognise a declared fact: as it is, or another value with the reason.

After the decision a recognised fact is corrected by the same rule, and always with a reason: what
was decided stays as it is until a replay is signed.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from grants.actions._act import act
from grants.actions.checking._checking import in_an_official_language
from grants.core import application_stages
from grants.core.workflow import ApplicationWork
from grants.models import Application, RecognisedFact
from grants.selectors.recognition import facts_to_recognise, problems_of_fact


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
    one official language at least, and so for every correction. `seen` is the mark of what was
    recognised when the page was shown.
    """
    is_correction = application.state in application_stages.COMPUTED_AGAIN
    step = ApplicationWork.CORRECT_FACT if is_correction else ApplicationWork.RECOGNISE_FACT
    with act(application, step, actor, holding_call=True) as done:
        done.require()
        locked, call = done.application, done.call
        fact = next((one for one in facts_to_recognise(locked) if one.code == code), None)
        if fact is None:
            raise Refused(_("The lot has no such fact."), field=code)
        if problems_of_fact(fact, value):
            raise Refused(_("This value does not fit the question."), field=code)
        words = {}
        if value != fact.declared or is_correction:
            words = in_an_official_language(
                call, reason, _("Write the reason in one official language at least."), field=code
            )
        same = fact.row is not None and (fact.row.recognised, fact.row.reason) == (value, words)
        if same and fact.row is not None:
            return fact.row
        require_seen(seen, fact.stored)
        row = fact.row or RecognisedFact(application=locked, code=code)
        row.declared, row.recognised, row.reason = fact.declared, value, words
        row.recognised_by, row.recognised_at = actor, done.at
        row.application = locked
        row.entry = done.record(
            pub={},
            payload={
                "number": locked.number,
                "fact": code,
                "recognised": value,
                "as_declared": value == fact.declared,
                "reason": words,
            },
            rows={"fact": [row]},
        )
        row.save()
        return row
