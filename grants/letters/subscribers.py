"""What whoever left an address is told of a call, each letter with the link that deletes it."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.formats import text_in
from grants.models import AnswerCorrection, Call, CallQuestion, CallVersion, Subscription
from grants.selectors.calls.subscribers import confirmed_subscriptions, mark_of_subscription
from jobs.letters import Kept, register_letter
from jobs.models import Letter

SUBSCRIPTION: Final = "subscription"
NEWS_ANSWER: Final = "news-answer"
NEWS_CORRECTION: Final = "news-correction"
NEWS_CORRIGENDUM: Final = "news-corrigendum"
NEWS_CANCELLED: Final = "news-cancelled"
NEWS_RESULTS: Final = "news-results"


def _of_call(about: int) -> Call:
    return Call.objects.select_related("funder").get(pk=about)


def _of_question(about: int) -> Call:
    return CallQuestion.objects.select_related("call__funder").get(pk=about).call


def _of_correction(about: int) -> Call:
    rows = AnswerCorrection.objects.select_related("question__call__funder")
    return rows.get(pk=about).question.call


def _of_version(about: int) -> Call:
    return CallVersion.objects.select_related("call__funder").get(pk=about).call


# How the call of a letter is found, and the page that its reader is led to.
_NEWS: Final[dict[str, tuple[Callable[[int], Call], str]]] = {
    NEWS_ANSWER: (_of_question, "grants:call_questions"),
    NEWS_CORRECTION: (_of_correction, "grants:call_questions"),
    NEWS_CORRIGENDUM: (_of_version, "grants:call_corrigenda"),
    NEWS_CANCELLED: (_of_call, "grants:call"),
    NEWS_RESULTS: (_of_call, "grants:call"),
}
NEWS: Final = tuple(_NEWS)
TO_SUBSCRIBERS: Final = (SUBSCRIPTION, *NEWS)


def register_subscribers() -> None:
    """To whom they go stands in no outbox, and on no list of what did not arrive."""
    title = gettext_lazy("news of a call for whoever left an address")
    for kind in TO_SUBSCRIBERS:
        write = write_subscription if kind == SUBSCRIPTION else write_news
        register_letter(kind, write, title, hides_reader=True, kept=Kept.NOTHING)


def write_subscription(letter: Letter) -> EmailMessage | None:
    """The link by which it is confirmed. None where the address is deleted meanwhile."""
    rows = Subscription.objects.select_related("call__funder")
    subscription = rows.filter(pk=letter.about, confirmed_at=None).first()
    if subscription is None:
        return None
    with translation.override(letter.language):
        subject = _("Confirm that you want to be told of the call “%(title)s”")
        return _letter(letter, subject, subscription, "grants:confirm_subscription")


def write_news(letter: Letter) -> EmailMessage | None:
    """None where its reader does not want it any more."""
    find, page = _NEWS[letter.kind]
    call = find(letter.about)
    subscription = confirmed_subscriptions(call).filter(address=letter.address).first()
    if subscription is None:
        return None
    subscription.call = call
    with translation.override(letter.language):
        return _letter(letter, _subject(letter.kind), subscription, page)


def _subject(kind: str) -> str:
    return {
        NEWS_ANSWER: _("An answer about the call “%(title)s”"),
        NEWS_CORRECTION: _("A corrected answer about the call “%(title)s”"),
        NEWS_CORRIGENDUM: _("The call “%(title)s” is changed"),
        NEWS_CANCELLED: _("The call “%(title)s” is cancelled"),
        NEWS_RESULTS: _("Results of the call “%(title)s”"),
    }[kind]


def _letter(letter: Letter, subject: str, subscription: Subscription, page: str) -> EmailMessage:
    """In the language that is set."""
    call, mark = subscription.call, mark_of_subscription(subscription)
    is_first = letter.kind == SUBSCRIPTION
    path = reverse(page, args=[call.code, mark] if is_first else [call.code])
    leave = f"{settings.BASE_URL}{reverse('grants:unsubscribe', args=[call.code, mark])}"
    context = {
        "kind": letter.kind,
        "call": call,
        "funder": call.funder,
        "deadline": call.deadline_at,
        "url": f"{settings.BASE_URL}{path}",
        "leave": leave,
    }
    text = render_to_string("grants/email/subscriber.txt", context)
    title = " ".join((subject % {"title": text_in(call.title)}).split())
    # RFC 8058: programs of the reader show a button for it.
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(title, text, None, [letter.address], headers=headers)
