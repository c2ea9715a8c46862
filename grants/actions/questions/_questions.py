"""What the acts on questions have in common."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from grants.actions._act import Done
from grants.letters.question import ANSWER
from grants.models import CallQuestion, QuestionOutcome

LONGEST_QUESTION = 600
LONGEST_ANSWER = 2000


def lock_open_question(question: CallQuestion, done: Done) -> CallQuestion:
    """As it is now, held. Raises Refused once it is answered or declined."""
    locked = CallQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not locked.is_open:
        raise Refused(_("This question is answered or declined already."))
    locked.call = done.call
    return locked


def close_question(
    done: Done,
    question: CallQuestion,
    outcome: QuestionOutcome,
    said: Mapping[str, object] = MappingProxyType({}),
) -> CallQuestion:
    """With its entry and the letter to whoever left an address, which is forgotten here."""
    reader = [(question.address, question.language)] if question.address else []
    question.outcome, question.closed_by, question.closed_at = outcome, done.actor, done.at
    question.address = ""
    question.closing_entry = done.record(
        pub={"number": question.number, **said},
        payload={"number": question.number},
        rows={"question closed": [question]},
    )
    question.save()
    done.tell(ANSWER, question.pk, reader)
    return question
