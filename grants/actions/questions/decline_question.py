"""Decline a question that is none, or that nobody may answer for all: with a reason.

The reason goes to whoever left an address, and stays on record; the public reads neither.
"""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.questions._questions import LONGEST_ANSWER, close_question, lock_open_question
from grants.core.workflow import CallWork
from grants.models import CallQuestion, QuestionOutcome


def decline_question(*, question: CallQuestion, reason: str, actor: User) -> CallQuestion:
    """The closed question. Raises Refused without a reason, or where it is closed already."""
    with act(question.call, CallWork.DECLINE_QUESTION, actor) as done:
        done.require()
        locked, why = lock_open_question(question, done), clean_text(reason)
        if not why:
            raise Refused(_("Write why the question is not answered."), field="reason")
        if len(why) > LONGEST_ANSWER:
            raise Refused(_("Write it shorter."), field="reason")
        locked.declined_because = why
        return close_question(done, locked, QuestionOutcome.DECLINED)
