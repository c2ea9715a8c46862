"""Questions about a call as the public reads them, and as the desk lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.languages import reader_language
from grants.core.question_days import WORKING_DAYS_TO_ANSWER
from grants.formats import write_day, write_time, write_weekday
from grants.models import Call, CallQuestion
from grants.words.call.dates import DateInWords

_SHORT = 160
_SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A question that waits: how long it may still wait, and how long it has."""

    question: CallQuestion
    shape: str
    left: str
    age: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Answered:
    """`answer` {language: text} is the one that holds, since `at`; `earlier` are those before it,
    each with its day, the newest first.
    """

    question: CallQuestion
    answer: Mapping[str, str]
    at: datetime | None
    earlier: Sequence[tuple[Mapping[str, str], datetime | None]]

    @property
    def is_translated(self) -> bool:
        """Whether the reader reads question and answer in the language of the page."""
        code = reader_language()
        return bool(self.question.wording.get(code) and self.answer.get(code))


def answered_row(question: CallQuestion) -> Answered:
    versions = [(question.answer, question.closed_at)]
    versions += [(one.answer, one.corrected_at) for one in question.corrections.all()]
    (answer, at), *earlier = versions[::-1]
    return Answered(question, answer, at, earlier)


def question_facts(
    call: Call, answered: int, asked: int, until: datetime | None, now: datetime
) -> list[DateInWords]:
    """Until when applications and questions are taken, how many are answered, and how soon."""
    days = WORKING_DAYS_TO_ANSWER
    return [
        _limit(_("Deadline"), call.deadline_at, now),
        _limit(_("Questions are taken"), until, now),
        DateInWords(
            _("Answered questions"),
            _("%(count)d of %(all)d") % {"count": answered, "all": asked},
            "",
        ),
        DateInWords(
            _("Time for an answer"),
            ngettext("%(count)d day", "%(count)d days", days) % {"count": days},
            ngettext("working day", "working days", days),
        ),
    ]


def _limit(term: str, moment: datetime | None, now: datetime) -> DateInWords:
    if moment is None:
        return DateInWords(term, "–", "")
    words = _("%(weekday)s, %(day)s, until %(time)s") % {
        "weekday": write_weekday(localtime(moment)),
        "day": write_day(moment),
        "time": write_time(moment),
    }
    if now > moment:
        return DateInWords(term, _("has passed"), words)
    left = _days(now, moment)
    big = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return DateInWords(term, big if left else _("today"), words)


def open_row(question: CallQuestion, now: datetime) -> OpenRow:
    left, age = _days(now, question.due_at), _days(question.asked_at, now)
    words = ngettext("%(count)d day", "%(count)d days", abs(left)) % {"count": abs(left)}
    if now > question.due_at:
        late = _("%(days)s late") % {"days": words} if left else _("late")
        words, shape = late, "act"
    else:
        words, shape = words if left else _("today"), "act" if left <= _SOON_DAYS else "todo"
    since = ngettext("%(count)d day ago", "%(count)d days ago", age) % {"count": age}
    return OpenRow(
        question,
        shape,
        words,
        since if age else _("today"),
        shortened(question.text),
        language_name(question.language),
    )


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rsplit(" ", 1)[0] + " …"


def language_name(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)


def _days(first: datetime, last: datetime) -> int:
    return (localtime(last).date() - localtime(first).date()).days
