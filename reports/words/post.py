"""Letters by post in words: what each is, where it stands, until when it runs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Mailing, PublicNotice
from awards.selectors.mailings import LetterByPost
from grants.formats import write_day
from grants.models import Funder
from grants.words.requests import REQUEST_WORDS


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """`key` names it on the page; `document` is what is printed, `answer` where its answer on paper
    is recorded.
    """

    key: str
    title: str
    shape: str
    standing: str
    last_day: str
    document: str
    letter: LetterByPost


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What the law needs of a notice: for whom, of what, from when to when, and where."""

    notice: PublicNotice
    applicant: str
    document: str
    number: str
    funder: Funder


def notice_row(notice: PublicNotice) -> NoticeRow:
    mailing = notice.mailing
    application = mailing.application
    return NoticeRow(
        notice=notice,
        applicant=str((application.applicant or {}).get("name", "")),
        document=_title(mailing),
        number=application.number,
        funder=application.call.funder,
    )


def _title(mailing: Mailing) -> str:
    if mailing.request is not None:
        return str(REQUEST_WORDS[mailing.request.kind].title)
    number = mailing.decision.number if mailing.decision is not None else ""
    return _("Decision %(number)s") % {"number": number}


def shown_letter(letter: LetterByPost) -> ShownLetter:
    shape, standing = letter_standing(letter)
    last = letter.last_day
    request, decision = letter.request, letter.decision
    if request is not None:
        number = request.application.number
        title, key = str(REQUEST_WORDS[request.kind].title), f"request-{request.number}"
        document = reverse("reports:request_letter", args=[number, request.number])
    elif decision is not None:
        title = _("Decision %(number)s") % {"number": decision.number}
        key = "decision"
        document = reverse("reports:decision_pdf", args=[decision.application.number])
    else:
        raise ValueError("a letter of nothing")
    return ShownLetter(
        key=key,
        title=title,
        shape=shape,
        standing=standing,
        last_day=write_day(last) if last else "",
        document=document,
        letter=letter,
    )


def letter_standing(letter: LetterByPost) -> tuple[str, str]:
    """Shape and sentence."""
    served, newest = letter.served_on, letter.newest
    if served is not None and letter.notice is not None and served == letter.notice.served_on:
        return "done", _("Counts as delivered on %(day)s, by public notice") % {
            "day": write_day(served, genitive=True)
        }
    if served is not None:
        return "done", _("Delivered on %(day)s") % {"day": write_day(served, genitive=True)}
    if newest is not None and newest.is_on_its_way:
        return "wait", _("Sent on %(day)s, the return slip has not come yet") % {
            "day": write_day(newest.posted_on, genitive=True)
        }
    if letter.notice is not None and letter.is_announced:
        return "wait", _("Announced to the public, counts as delivered after %(day)s") % {
            "day": write_day(letter.notice.served_on, genitive=True)
        }
    if not letter.is_to_post:
        return "none", _("Taken back or answered, not sent any more")
    if newest is not None:
        return "act", _("Came back undelivered: send it again, or announce it to the public")
    if not letter.is_demanded:
        return "none", _("Served in the account; it may be sent by post too")
    return "act", _("To be printed and sent")


def slip_in_words(mailing: Mailing) -> str:
    if mailing.slip_on is None:
        return ""
    day = write_day(mailing.slip_on, genitive=True)
    return f"{mailing.get_slip_kind_display()}, {day}"
