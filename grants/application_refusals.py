"""Why an applicant's act did not happen; the pages turn each into a sentence at its place."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accounts.refusal import Refused
from callfile.form.problems import Problem
from grants.core.workflow import CallPhase


class CallNotOpen(Refused):
    """Outside the time in which applications may be written, sent, replaced or withdrawn."""

    is_on_paper = False

    def __init__(self, phase: CallPhase, *, is_cancelled: bool = False) -> None:
        self.phase = phase
        self.is_cancelled = is_cancelled
        words = {
            CallPhase.ANNOUNCED: _("The call is not open yet."),
            CallPhase.CLOSED: _("The deadline of the call has passed."),
        }
        super().__init__(_("The call is cancelled.") if is_cancelled else words[phase])


class FiledOnPaper(CallNotOpen):
    """What came on paper is changed by nobody; its owner may withdraw it."""

    is_on_paper = True

    def __init__(self) -> None:
        super().__init__(CallPhase.CLOSED)
        self.message = _("This application came on paper, so it is not changed here.")


class LimitReached(Refused):
    """The organisation has as many applications as the call allows."""

    def __init__(self, most: int, *, in_lot: bool) -> None:
        self.most = most
        self.in_lot = in_lot
        super().__init__(
            _("The organisation already has all the applications that the lot allows.")
            if in_lot
            else _("The organisation already has all the applications that the call allows.")
        )


class StaleDraft(Refused):
    """Somebody saved the application after this page was opened; nothing was written."""

    def __init__(self, draft_version: int) -> None:
        self.draft_version = draft_version
        super().__init__(_("Somebody else has changed the application in the meantime."))


class UnfitAnswers(Refused):
    """Values that no application can hold; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(_("Some entries cannot be read."))


class NotComplete(Refused):
    """What still has to be answered or mended before the application can be sent."""

    def __init__(self, problems: Sequence[Problem], unanswered: Sequence[str] = ()) -> None:
        self.problems = list(problems)
        self.unanswered = list(unanswered)
        super().__init__(_("The application is not complete yet."))
