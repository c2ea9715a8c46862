"""What the acts on questions have in common."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.refusal import Refused
from audit.core import canonical
from grants.actions._act import Done
from grants.letters.question import ANSWER
from grants.models import Call, CallQuestion, QuestionOutcome

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


def digest_of_answer(question: CallQuestion, answer: Mapping[str, str]) -> str:
    """Of what everybody reads: number, question and this answer as canonical JSON."""
    said = {"number": question.number, "question": question.wording, "answer": dict(answer)}
    return hashlib.sha256(canonical.dumps(said)).hexdigest()


def official_texts(call: Call, texts: Mapping[str, str], name: str, missing: str) -> dict[str, str]:
    """{language: text}, cleaned. Raises Refused where an official language has none."""
    found = {}
    for code in call.official_languages:
        found[code] = clean_text(str(texts.get(code) or ""))
        if not found[code]:
            raise Refused(missing, field=f"{name}_{code}")
        if len(found[code]) > LONGEST_ANSWER:
            raise Refused(_("Write it shorter."), field=f"{name}_{code}")
    return found
