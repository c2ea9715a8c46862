"""Correct an answer by a further public version; those before it stay and are marked."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.questions._questions import digest_of_answer, official_texts
from grants.core.workflow import CallWork
from grants.letters.corrected_answer import CORRECTED_ANSWER
from grants.letters.corrigendum import readers_of_corrigendum
from grants.letters.subscribers import NEWS_CORRECTION
from grants.models import AnswerCorrection, CallQuestion
from grants.selectors.calls.subscribers import readers_of_news


def correct_answer(
    *, question: CallQuestion, answer: Mapping[str, str], since: int, actor: User
) -> AnswerCorrection:
    """The new version, public at once. Raises Refused: nothing is answered yet, nothing changed,
    a text is missing, corrected meanwhile.

    `answer` is {language: text}, in every official language of the call; `since` is the number of
    corrections that the page showed.
    """
    with act(question.call, CallWork.CORRECT_ANSWER, actor) as done:
        done.require()
        locked = CallQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if not locked.is_answered:
            raise Refused(_("This question has no answer that could be corrected."))
        before = list(locked.corrections.order_by("number"))
        if len(before) != since:
            raise Refused(_("Somebody has corrected this answer in the meantime. Read it again."))
        texts = official_texts(done.call, answer, "answer", _("Write the answer."))
        if texts == (before[-1].answer if before else locked.answer):
            raise Refused(_("This is the answer that holds already."))
        row = AnswerCorrection(
            question=locked,
            number=len(before) + 1,
            answer=texts,
            corrected_by=done.actor,
            corrected_at=done.at,
        )
        row.entry = done.record(
            pub={
                "number": locked.number,
                "correction": row.number,
                "sha256": digest_of_answer(locked, texts),
            },
            payload={"number": locked.number, "correction": row.number},
            rows={"corrected answer": [row]},
        )
        row.save()
        done.tell(NEWS_CORRECTION, row.pk, readers_of_news(done.call))
        done.tell(CORRECTED_ANSWER, row.pk, readers_of_corrigendum(done.call))
        return row
