"""Letters by post in words: what each is, where it stands, until when it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from awards.models import Mailing, PublicNotice
from awards.selectors.mailings import LetterByPost
from grants.formats import write_day
from grants.models import Application, Funder
from grants.words.requests import REQUEST_WORDS
from scoring.models import MemberRuling
from scoring.selectors.committee.blind import hides_applicants
from scoring.words.ruling import ruling_number


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
    application: Application


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What the law needs of a notice: for whom, of what, from when to when, and where.

    `number` is that of the application. Until the reveal of a call that is scored blindly it is
    that of the notice: members know applications by number, and the notice names who applied.
    """

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
        number=_number_of_notice(notice, application),
        funder=application.call.funder,
    )


def _number_of_notice(notice: PublicNotice, application: Application) -> str:
    if hides_applicants(application.call):
        return _("Public notice No %(number)s") % {"number": notice.pk}
    return application.number


def _title(mailing: Mailing) -> str:
    if mailing.request is not None:
        return str(REQUEST_WORDS[mailing.request.kind].title)
    if mailing.ruling is not None:
        return _ruled(mailing.ruling)
    number = mailing.decision.number if mailing.decision is not None else ""
    return _("Decision %(number)s") % {"number": number}


def _ruled(ruling: MemberRuling) -> str:
    number = ruling_number(ruling.application, ruling.number)
    return _("Decision on an objection %(number)s") % {"number": number}


def shown_letter(letter: LetterByPost) -> ShownLetter:
    shape, standing = letter_standing(letter)
    last = letter.last_day
    request, decision, ruling = letter.request, letter.decision, letter.ruling
    if request is not None:
        number = request.application.number
        title, key = str(REQUEST_WORDS[request.kind].title), f"request-{request.number}"
        document = reverse("reports:request_letter", args=[number, key])
        application = request.application
    elif ruling is not None:
        application = ruling.application
        title, key = _ruled(ruling), f"ruling-{ruling.number}"
        document = reverse("reports:request_letter", args=[application.number, key])
    elif decision is not None:
        title = _("Decision %(number)s") % {"number": decision.number}
        key = "decision"
        document = reverse("reports:decision_pdf", args=[decision.application.number])
        application = decision.application
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
        application=application,
    )


class PostStage(StrEnum):
    """Where a letter stands; the list of a call is filtered by it."""

    TO_PRINT = "to-print"
    TO_SEND = "to-send"
    ON_ITS_WAY = "on-its-way"
    CAME_BACK = "came-back"
    ANNOUNCED = "announced"
    DELIVERED = "delivered"
    CLOSED = "closed"


# As links of the list: what waits for the office or the post, in this order.
STAGES: Mapping[PostStage, Promise] = {
    PostStage.TO_PRINT: gettext_lazy("To be printed"),
    PostStage.TO_SEND: gettext_lazy("To be sent"),
    PostStage.ON_ITS_WAY: gettext_lazy("On their way"),
    PostStage.CAME_BACK: gettext_lazy("Came back"),
    PostStage.ANNOUNCED: gettext_lazy("Announced to the public"),
    PostStage.DELIVERED: pgettext_lazy("letters", "Delivered"),
}
NEXT_ACTS: Mapping[PostStage, Promise] = {
    PostStage.TO_PRINT: gettext_lazy("Print and send it"),
    PostStage.TO_SEND: gettext_lazy("Record that it was sent"),
    PostStage.ON_ITS_WAY: gettext_lazy("Record the return slip"),
    PostStage.CAME_BACK: gettext_lazy("Send it again, or announce it"),
    PostStage.ANNOUNCED: gettext_lazy("Nothing, it ends by itself"),
    PostStage.DELIVERED: gettext_lazy("Nothing"),
}


def post_stage(letter: LetterByPost) -> PostStage:
    newest = letter.newest
    if letter.served_on is not None:
        return PostStage.DELIVERED
    if newest is not None and newest.is_on_its_way:
        return PostStage.ON_ITS_WAY
    if letter.is_announced:
        return PostStage.ANNOUNCED
    if not letter.is_to_post or (newest is None and not letter.is_demanded):
        return PostStage.CLOSED
    if newest is not None:
        return PostStage.CAME_BACK
    return PostStage.TO_SEND if letter.is_printed else PostStage.TO_PRINT


_SHAPES = {
    PostStage.DELIVERED: "done",
    PostStage.ON_ITS_WAY: "wait",
    PostStage.ANNOUNCED: "wait",
    PostStage.CLOSED: "none",
}


def letter_standing(letter: LetterByPost) -> tuple[str, str]:
    """Shape and sentence."""
    stage = post_stage(letter)
    return _SHAPES.get(stage, "act"), _sentence(letter, stage)


def _sentence(letter: LetterByPost, stage: PostStage) -> str:
    served, newest, notice = letter.served_on, letter.newest, letter.notice
    if served is not None and notice is not None and served == notice.served_on:
        return _("Counts as delivered on %(day)s, by public notice") % _day(served)
    if served is not None:
        return _("Delivered on %(day)s") % _day(served)
    if newest is not None and stage is PostStage.ON_ITS_WAY:
        words = _("Sent on %(day)s, the return slip has not come yet")
        return words % _day(newest.posted_on)
    if notice is not None and stage is PostStage.ANNOUNCED:
        words = _("Announced to the public, counts as delivered after %(day)s")
        return words % _day(notice.served_on)
    if stage is PostStage.CLOSED:
        if not letter.is_demanded:
            return _("Served in the account; it may be sent by post too")
        return _("Taken back or answered, not sent any more")
    if stage is PostStage.CAME_BACK:
        return _("Came back undelivered: send it again, or announce it to the public")
    if stage is PostStage.TO_SEND and letter.decision is None:
        return _("Printed, to be sent")
    return _("To be printed and sent")


def _day(day: date) -> dict[str, str]:
    return {"day": write_day(day, genitive=True)}


def delivery_rows(letter: LetterByPost) -> list[tuple[str, str]]:
    """Of a decision, for everybody who reads it: how it was delivered, and until when the legal
    remedy may be used.
    """
    rows = [(_("Delivery"), letter_standing(letter)[1])]
    rows += [(_("Return slip"), slip_in_words(one)) for one in letter.mailings if one.slip_kind]
    if letter.last_day is not None:
        rows.append((_("Last day of the legal remedy"), write_day(letter.last_day)))
    elif letter.decision is not None and letter.decision.call.file.remedy.kind:
        words = _("The time runs from the day after the delivery.")
        rows.append((_("Last day of the legal remedy"), words))
    return rows


def slip_in_words(mailing: Mailing) -> str:
    if mailing.slip_on is None:
        return ""
    day = write_day(mailing.slip_on, genitive=True)
    return f"{mailing.get_slip_kind_display()}, {day}"
