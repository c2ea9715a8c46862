"""Answer a question for everybody, in every official language of the call.

What is published is the wording: the officer takes names and personal data out of it. What was
sent stays on record beside it.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from grants.actions._act import act
from grants.actions.questions._questions import (
    close_question,
    digest_of_answer,
    lock_open_question,
    official_texts,
)
from grants.core.workflow import CallWork
from grants.letters.subscribers import NEWS_ANSWER
from grants.models import CallQuestion, QuestionOutcome
from grants.selectors.calls.subscribers import readers_of_news


def answer_question(
    *, question: CallQuestion, wording: Mapping[str, str], answer: Mapping[str, str], actor: User
) -> CallQuestion:
    """The answered question, public at once. Raises Refused: a text is missing, answered already.

    `wording` and `answer` are {language: text}, in every official language of the call.
    """
    with act(question.call, CallWork.ANSWER_QUESTION, actor) as done:
        done.require()
        locked = lock_open_question(question, done)
        locked.wording = official_texts(done.call, wording, "wording", _("Write the question."))
        locked.answer = official_texts(done.call, answer, "answer", _("Write the answer."))
        said = {"sha256": public_digest(locked)}
        found = close_question(done, locked, QuestionOutcome.ANSWERED, said)
        done.tell(NEWS_ANSWER, found.pk, readers_of_news(done.call))
        return found


def public_digest(question: CallQuestion) -> str:
    """Of what everybody reads, as it was answered first."""
    return digest_of_answer(question, question.answer)
