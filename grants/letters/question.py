"""A question about a call: told to its officers; the answer, to whoever left an address.

What was asked may name people, so the officer reads it behind the sign-in.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Role, RoleGrant, User
from grants.formats import text_in
from grants.models import Call, CallQuestion
from grants.permissions import run_call
from jobs.models import Letter

QUESTION = "question"
ANSWER = "question-answer"


def readers_of_questions(call: Call) -> list[tuple[str, str]]:
    """The officers who run the call (address, language)."""
    officers = RoleGrant.objects.filter(role=Role.OFFICER).values("user")
    users = User.objects.filter(is_active=True, pk__in=officers).order_by("pk")
    return [(user.email, user.language) for user in users if run_call.allows(user, call)]


def write_question(letter: Letter) -> EmailMessage | None:
    """None where it is answered or declined meanwhile."""
    question = _question(letter)
    if not question.is_open:
        return None
    with translation.override(letter.language):
        subject = _("A question about “%(title)s”") % {"title": _title(question)}
        path = reverse("grants:question", args=[question.call.code, question.number])
        return _letter(letter, "question", subject, question, path)


def write_answer(letter: Letter) -> EmailMessage:
    question = _question(letter)
    with translation.override(letter.language):
        subject = _("Your question about “%(title)s”") % {"title": _title(question)}
        path = reverse("grants:call_questions", args=[question.call.code])
        path += f"#q{question.number}" if question.is_answered else ""
        return _letter(letter, "question_answer", subject, question, path)


def _question(letter: Letter) -> CallQuestion:
    return CallQuestion.objects.select_related("call__funder").get(pk=letter.about)


def _title(question: CallQuestion) -> str:
    return text_in(question.call.title)


def _letter(
    letter: Letter, name: str, subject: str, question: CallQuestion, path: str
) -> EmailMessage:
    context = {
        "question": question,
        "call": question.call,
        "funder": question.call.funder,
        "url": f"{settings.BASE_URL}{path}",
    }
    text = render_to_string(f"grants/email/{name}.txt", context)
    return EmailMessage(" ".join(subject.split()), text, None, [letter.address])
