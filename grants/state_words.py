"""What a state is called, and its shape: for those who work on it, for applicants, in public.

Every state has its words here; one without them stops the page and a test. What an applicant sees
of a call in its present state besides: views/apply/home_in_words.py.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.core.workflow import ApplicationState as A
from grants.core.workflow import CallState as C


class Word(NamedTuple):
    """`shape` as components/status.html draws it."""

    shape: str
    words: Promise


class CallWords(NamedTuple):
    """`public` stands in the lists of the first page, once the call is published."""

    staff: Word
    public: Promise


class ApplicationWords(NamedTuple):
    staff: Word
    applicant: Word


CALL_WORDS: dict[C, CallWords] = {
    C.DRAFT: CallWords(Word("todo", _("Draft")), _("Draft, not published")),
    C.PUBLISHED: CallWords(
        Word("part", pgettext_lazy("call", "Published")), _("Waiting for the opening")
    ),
    C.OPENED: CallWords(Word("part", pgettext_lazy("call", "Opened")), _("Applications opened")),
    C.CHECKING: CallWords(Word("part", _("Completeness check")), _("Check of completeness")),
    C.SCORING: CallWords(Word("part", _("Scoring")), _("Scoring")),
    C.PROPOSED: CallWords(
        Word("wait", pgettext_lazy("call", "Proposed for signature")), _("Proposal of amounts")
    ),
    C.APPROVED: CallWords(
        Word("done", pgettext_lazy("call", "Signed")), _("Decisions being issued")
    ),
    C.DECIDED: CallWords(Word("done", pgettext_lazy("call", "Decided")), _("Decisions issued")),
    C.CANCELLED: CallWords(
        Word("none", pgettext_lazy("call", "Cancelled")), pgettext_lazy("call", "Cancelled")
    ),
}

# Until its decision is issued an applicant sees no more than this.
_BEING_SCORED = Word("wait", _("Being scored"))


def _one(shape: str, words: Promise) -> ApplicationWords:
    """The same for both."""
    return ApplicationWords(Word(shape, words), Word(shape, words))


APPLICATION_WORDS: dict[A, ApplicationWords] = {
    A.DRAFT: ApplicationWords(
        Word("part", pgettext_lazy("application", "Draft")), Word("part", _("Draft, not sent"))
    ),
    A.SUBMITTED: ApplicationWords(
        Word("wait", pgettext_lazy("application", "Sealed")), Word("done", _("Sent, sealed"))
    ),
    A.WITHDRAWN: _one("none", pgettext_lazy("application", "Withdrawn")),
    A.RECEIVED: ApplicationWords(
        Word("todo", pgettext_lazy("application", "To be checked")),
        Word("wait", _("Opened, being checked")),
    ),
    A.COMPLETE: ApplicationWords(
        Word("done", pgettext_lazy("application", "Complete")), _BEING_SCORED
    ),
    A.DISMISSED: _one("no", pgettext_lazy("application", "Dismissed")),
    A.SCORED: ApplicationWords(Word("done", pgettext_lazy("application", "Scored")), _BEING_SCORED),
    A.PROPOSED: ApplicationWords(
        Word("wait", pgettext_lazy("application", "Proposed")), _BEING_SCORED
    ),
    A.GRANTED: _one("done", pgettext_lazy("application", "Granted")),
    A.PARTLY_GRANTED: _one("done", pgettext_lazy("application", "Partly granted")),
    A.REFUSED: _one("none", pgettext_lazy("application", "Refused")),
}


def state_of(code: str) -> Word:
    """The state of an application, as those who work on it read it."""
    return APPLICATION_WORDS[A(code)].staff


def applicants_state_of(code: str) -> Word:
    return APPLICATION_WORDS[A(code)].applicant


def call_state_of(code: str) -> Word:
    """The state of a call, as those who work on it read it."""
    return CALL_WORDS[C(code)].staff


def public_call_state_of(code: str) -> Promise:
    return CALL_WORDS[C(code)].public
