"""Ask about a published call, without an account and without a name.

The ledger says that a question was asked, and by nobody: whoever is signed in is nobody here too.
"""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.attempts.limits import is_once_too_often
from accounts.core.plain_text import clean_text
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.questions._questions import LONGEST_QUESTION
from grants.core.workflow import CallWork
from grants.letters.question import QUESTION, readers_of_questions
from grants.models import Call, CallQuestion
from grants.selectors.calls.asked_questions import due_of_answer, open_questions

# In a day, from one network address and about one call.
MOST_FROM_ONE = 20
MOST_ABOUT_ONE = 200


def ask_question(
    *, call: Call, text: str, language: str, address: str = "", reader: str = ""
) -> CallQuestion:
    """The question, with its day for the answer. Raises Refused: closed, empty, too long, too many.

    `address` gets the answer; `reader` is the network address that is counted, if it is known.
    The same question sent twice is asked once.
    """
    asked = clean_text(text)
    if not asked:
        raise Refused(_("Write your question."), field="text")
    if len(asked) > LONGEST_QUESTION:
        raise Refused(_("Write it shorter."), field="text")
    with act(call, CallWork.ASK_QUESTION, AnonymousUser()) as done:
        done.require()
        known = open_questions(done.call).filter(text=asked, address=address).first()
        if known is not None:
            return known
        _refuse_too_many(done.call, reader)
        numbers = done.call.questions.order_by("-number").values_list("number", flat=True)
        question = CallQuestion(
            call=done.call,
            number=(numbers.first() or 0) + 1,
            text=asked,
            language=language,
            address=address,
            asked_at=done.at,
            due_at=due_of_answer(done.call, done.at),
        )
        question.entry = done.record(
            pub={"number": question.number},
            payload={"number": question.number},
            rows={"question": [question]},
        )
        question.save()
        done.tell(QUESTION, question.pk, readers_of_questions(done.call))
        return question


def _refuse_too_many(call: Call, reader: str) -> None:
    if (reader and is_once_too_often("question-from", reader, MOST_FROM_ONE)) or (
        is_once_too_often("question-about", call.pk, MOST_ABOUT_ONE)
    ):
        raise Refused(
            _("Too many questions were sent today. Try again tomorrow, or telephone the funder.")
        )
