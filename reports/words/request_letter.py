"""The letter of a request on paper: what is asked, in what time, how it is answered, in one of the
official languages.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from awards.words.dates_in_sentences import on_day
from grants.core.legal_days import DAYS_OF_FICTION
from grants.formats import text_in, write_day
from grants.models import Application, Request, RequestKind
from grants.selectors.desk_applications import sent_at
from grants.selectors.recognition import facts_to_recognise
from grants.words.hearing import row_told
from grants.words.supplement import things_of


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One thing: its heading, and lines of (what they are, words)."""

    heading: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LetterText:
    """`head` are lines of the reference, `items` what is asked, `parts` heading and paragraph."""

    title: str
    head: list[tuple[str, str]]
    opening: str
    items: list[LetterItem]
    parts: list[tuple[str, str]]
    signed_as: str


def letter_in(request: Request, language: str) -> LetterText:
    with override(language):
        application = request.application
        is_hearing = request.kind == RequestKind.HEARING
        return LetterText(
            title=_("Right to be heard") if is_hearing else _("Call to supplement"),
            head=_head(request),
            opening=_heard(application) if is_hearing else _asked(application),
            items=_facts(request, language) if is_hearing else _things(request, language),
            parts=[
                (pgettext("letter", "Time to answer"), _time(request)),
                (_("How to answer"), _way(application)),
                (_("If there is no answer"), _silence(request)),
                (_("Service"), _service()),
            ],
            signed_as=_("Case officer"),
        )


def _head(request: Request) -> list[tuple[str, str]]:
    application = request.application
    file = application.call.file_number
    return [
        *([(_("File number"), file)] if file else []),
        (_("Application"), application.number),
        (_("Letter"), f"{application.number}/{request.number}"),
        (_("Date"), write_day(request.asked_at)),
    ]


def _about(application: Application) -> dict[str, str]:
    return {
        "number": application.number,
        "call": text_in(application.call.title),
        "on_day": on_day(sent_at(application)),
    }


def _asked(application: Application) -> str:
    words = _(
        "Application %(number)s to the call “%(call)s”, filed %(on_day)s, is not complete."
        " Supplement the following (Article 67 of the General Administrative Procedure Act):"
    )
    return words % _about(application)


def _heard(application: Application) -> str:
    words = _(
        "In application %(number)s to the call “%(call)s”, filed %(on_day)s, facts were found that"
        " differ from what you have declared. Before the decision you have the right to answer"
        " (Articles 9 and 138 of the General Administrative Procedure Act). What was found:"
    )
    return words % _about(application)


def _in(texts: Any, language: str) -> str:
    """A text that exists in the other language alone says so."""
    text = text_in(texts, language)
    if not text or language in texts:
        return text
    untranslated = _("not translated yet")
    return f"{text} ({untranslated})"


def _things(request: Request, language: str) -> list[LetterItem]:
    application = request.application
    form = application.call.file.lot(application.lot.code).form
    fields = {one.code: one for one in form.fields}
    return [
        LetterItem(
            heading=f"{one.number}. {one.label}",
            lines=[
                ("", _in(one.reason, language)),
                (_("Under:"), _in(one.article, language)),
                (_("In the application as sent:"), "; ".join(one.before) or _("nothing")),
            ],
        )
        for one in things_of(request, fields, application.attachments.all())
    ]


def _facts(request: Request, language: str) -> list[LetterItem]:
    application = request.application
    facts = {one.code: one for one in facts_to_recognise(application)}
    things = request.things.select_related("weighed", "request")
    rows = [row_told(application, facts[one.field], one) for one in things if one.field in facts]
    return [
        LetterItem(
            heading=f"{number}. {one.label}",
            lines=[
                (_("Declared:"), "; ".join(one.declared)),
                (_("Recognised:"), "; ".join(one.recognised)),
                ("", _in(one.reason, language)),
                ("", " ".join(one.effect)),
            ],
        )
        for number, one in enumerate(rows, 1)
    ]


def _time(request: Request) -> str:
    days = ngettext(
        "You have %(days)s day, the same for all. It is counted from the day after the delivery of"
        " this letter; if it ends on a Saturday, a Sunday or a holiday, it ends with the next"
        " working day.",
        "You have %(days)s days, the same for all. They are counted from the day after the delivery"
        " of this letter; if they end on a Saturday, a Sunday or a holiday, they end with the next"
        " working day.",
        request.days,
    )
    return " ".join([days % {"days": request.days}, _("The time cannot be extended.")])


def _way(application: Application) -> str:
    words = _(
        "Send the answer by registered post to %(address)s, or hand it in there at the registry"
        " office. In time is what is posted by registered mail, or handed in, by the last day."
        " Write the number %(number)s on it. Questions: %(phone)s, %(email)s."
    )
    funder = application.call.funder
    return words % {
        "address": f"{funder.name}, {' '.join(str(funder.address).split())}",
        "number": application.number,
        "phone": funder.phone,
        "email": funder.email,
    }


def _silence(request: Request) -> str:
    if request.kind == RequestKind.HEARING:
        return _("If you say nothing, the decision is made on what was found.")
    return _("Only once it can be supplemented. An application that stays incomplete is dismissed.")


def _service() -> str:
    words = _(
        "This letter is served personally (Articles 87 to 98 of the General Administrative"
        " Procedure Act). If it cannot be handed over, a notice is left; what is not collected in"
        " %(days)s days counts as delivered when they are over."
    )
    return words % {"days": DAYS_OF_FICTION}
