"""Answer a question for everybody, in every official language of the call.

What is published is the wording: the officer takes names and personal data out of it. What was
sent stays on record beside it.
"""

import hashlib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.core import canonical
from grants.actions._act import act
from grants.actions.questions._questions import LONGEST_ANSWER, close_question, lock_open_question
from grants.core.workflow import CallWork
from grants.models import Call, CallQuestion, QuestionOutcome


def answer_question(
    *, question: CallQuestion, wording: Mapping[str, str], answer: Mapping[str, str], actor: User
) -> CallQuestion:
    """The answered question, public at once. Raises Refused: a text is missing, answered already.

    `wording` and `answer` are {language: text}, in every official language of the call.
    """
    with act(question.call, CallWork.ANSWER_QUESTION, actor) as done:
        done.require()
        locked = lock_open_question(question, done)
        locked.wording = _texts(done.call, wording, "wording", _("Write the question."))
        locked.answer = _texts(done.call, answer, "answer", _("Write the answer."))
        return close_question(
            done, locked, QuestionOutcome.ANSWERED, {"sha256": public_digest(locked)}
        )


def public_digest(question: CallQuestion) -> str:
    """Of what everybody reads: number, question and answer as canonical JSON."""
    said = {"number": question.number, "question": question.wording, "answer": question.answer}
    return hashlib.sha256(canonical.dumps(said)).hexdigest()


def _texts(call: Call, texts: Mapping[str, str], name: str, missing: str) -> dict[str, str]:
    found = {}
    for code in call.official_languages:
        found[code] = clean_text(str(texts.get(code) or ""))
        if not found[code]:
            raise Refused(missing, field=f"{name}_{code}")
        if len(found[code]) > LONGEST_ANSWER:
            raise Refused(_("Write it shorter."), field=f"{name}_{code}")
    return found
