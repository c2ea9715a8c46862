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


class StateWord(NamedTuple):
    """`shape` as components/status.html draws it."""

    shape: str
    words: Promise


class CallWords(NamedTuple):
    """`public` stands in the lists of the first page, once the call is published."""

    staff: StateWord
    public: Promise


class ApplicationWords(NamedTuple):
    staff: StateWord
    applicant: StateWord


CALL_WORDS: dict[C, CallWords] = {
    C.DRAFT: CallWords(StateWord("todo", _("Draft")), _("Draft, not published")),
    C.PUBLISHED: CallWords(
        StateWord("part", pgettext_lazy("call", "Published")), _("Waiting for the opening")
    ),
    C.OPENED: CallWords(
        StateWord("part", pgettext_lazy("call", "Opened")), _("Applications opened")
    ),
    C.CHECKING: CallWords(StateWord("part", _("Completeness check")), _("Check of completeness")),
    C.SCORING: CallWords(StateWord("part", _("Scoring")), _("Scoring")),
    C.PROPOSED: CallWords(
        StateWord("wait", pgettext_lazy("call", "Proposed for approval")), _("Proposal of amounts")
    ),
    C.APPROVED: CallWords(
        StateWord("done", pgettext_lazy("call", "Approved")), _("Decisions being issued")
    ),
    C.DECIDED: CallWords(
        StateWord("done", pgettext_lazy("call", "Decided")), _("Decisions issued")
    ),
    C.CANCELLED: CallWords(
        StateWord("none", pgettext_lazy("call", "Cancelled")), pgettext_lazy("call", "Cancelled")
    ),
}

# Until its decision is issued an applicant sees no more than this.
_BEING_SCORED = StateWord("wait", _("Being scored"))


def _one(shape: str, words: Promise) -> ApplicationWords:
    """The same for both."""
    return ApplicationWords(StateWord(shape, words), StateWord(shape, words))


APPLICATION_WORDS: dict[A, ApplicationWords] = {
    A.DRAFT: ApplicationWords(
        StateWord("part", pgettext_lazy("application", "Draft")),
        StateWord("part", _("Draft, not sent")),
    ),
    A.SUBMITTED: ApplicationWords(
        StateWord("wait", pgettext_lazy("application", "Sealed")),
        StateWord("done", _("Sent, sealed")),
    ),
    A.WITHDRAWN: _one("none", pgettext_lazy("application", "Withdrawn")),
    A.RECEIVED: ApplicationWords(
        StateWord("todo", pgettext_lazy("application", "To be checked")),
        StateWord("wait", _("Opened, being checked")),
    ),
    A.COMPLETE: ApplicationWords(
        StateWord("done", pgettext_lazy("application", "Complete")), _BEING_SCORED
    ),
    A.DISMISSED: _one("no", pgettext_lazy("application", "Dismissed")),
    A.SCORED: ApplicationWords(
        StateWord("done", pgettext_lazy("application", "Scored")), _BEING_SCORED
    ),
    A.PROPOSED: ApplicationWords(
        StateWord("wait", pgettext_lazy("application", "Proposed")), _BEING_SCORED
    ),
    A.GRANTED: _one("done", pgettext_lazy("application", "Granted")),
    A.PARTLY_GRANTED: _one("done", pgettext_lazy("application", "Partly granted")),
    A.REFUSED: _one("none", pgettext_lazy("application", "Refused")),
}


def state_of(code: str) -> StateWord:
    """The state of an application, as those who work on it read it."""
    return APPLICATION_WORDS[A(code)].staff


def applicants_state_of(code: str) -> StateWord:
    return APPLICATION_WORDS[A(code)].applicant


def call_state_of(code: str) -> StateWord:
    """The state of a call, as those who work on it read it."""
    return CALL_WORDS[C(code)].staff


def public_call_state_of(code: str) -> Promise:
    return CALL_WORDS[C(code)].public
