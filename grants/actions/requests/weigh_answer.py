"""Weigh what an applicant has said about a recognised fact, in a sentence for the decision.

Either the recognised value stays, or it was changed before by `recognise_fact`, towards what was
declared; any other value is told anew. Source: ZUP, articles 9, 138 and 214.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from grants.actions._act import act
from grants.actions.checking._checking import in_an_official_language
from grants.core.hearing import follows
from grants.core.workflow import ApplicationWork
from grants.models import Application, RequestedThing, WeighedAnswer
from grants.selectors.recognition import Fact, facts_to_recognise
from grants.selectors.requests.hearing import speaks, told_things


def weigh_answer(
    *, thing: RequestedThing, sentence: Mapping[str, str], actor: User, seen: str = ""
) -> WeighedAnswer:
    """The weighing, new or changed; the same again writes nothing. Raises Refused,
    ChangedMeanwhile.

    `sentence` is in one official language at least; `seen` is the mark of what the page showed.
    """
    step = ApplicationWork.WEIGH_ANSWER
    with act(thing.request.application, step, actor, holding_call=True) as done:
        done.require()
        fact = _fact(done.application, thing)
        words = in_an_official_language(
            done.call,
            sentence,
            _("Write in a sentence what follows from the answer, in one official language."),
            field="sentence",
        )
        before = WeighedAnswer.objects.select_for_update().filter(thing=thing).first()
        if before is not None and (before.sentence, before.kept) == (words, fact.recognised):
            return before
        require_seen(seen, shown_weighing(before, fact))
        weighed = before or WeighedAnswer(thing=thing)
        weighed.sentence, weighed.kept = words, fact.recognised
        weighed.weighed_by, weighed.weighed_at = done.actor, done.at
        weighed.entry = done.record(
            pub={},
            payload={
                "application": done.application.number,
                "number": thing.request.number,
                "fact": thing.field,
                "kept": fact.recognised,
                "sentence": words,
            },
            rows={"weighed answer": [weighed]},
        )
        weighed.save()
        return weighed


def shown_weighing(weighed: WeighedAnswer | None, fact: Fact) -> dict[str, Any]:
    """What another weighing would overwrite, and the value that it is about."""
    return {"value": fact.recognised, "sentence": weighed.sentence if weighed else {}}


def _fact(application: Application, thing: RequestedThing) -> Fact:
    """As it is recognised now. Raises Refused where there is nothing to weigh, or something that
    was never told.
    """
    if thing != told_things(application).get(thing.field) or not speaks(thing):
        raise Refused(_("The applicant has said nothing about this fact that is to be weighed."))
    facts = facts_to_recognise(application)
    fact = next((one for one in facts if one.code == thing.field), None)
    if fact is None or fact.declared != thing.before:
        raise Refused(_("The application declares something else now; tell the applicant anew."))
    if not follows(thing.before, thing.recognised, fact.recognised):
        raise Refused(
            _("Another value is recognised than the applicant was told; tell the applicant anew.")
        )
    return fact
