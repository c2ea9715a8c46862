"""The minutes of a meeting of the committee as a document, both languages beside each other."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from audit.core import canonical
from grants.selectors.funders import letterhead_of
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import EmbeddedFile, Paper, write_pdf
from scoring.models import CommitteeMeeting
from scoring.selectors.meetings.shown import minutes_about
from scoring.words.meetings import signatures_in_words

# With more of them the document takes too long for whoever waits; the page has it all.
MOST_CASES = 300


def meeting_address(meeting: CommitteeMeeting) -> str:
    """Of the document; nothing before the end, and where it is too long to be drawn at once."""
    if not is_meeting_to_draw(meeting):
        return ""
    return reverse("reports:meeting_minutes_pdf", args=[meeting.call.code, meeting.number])


def is_meeting_to_draw(meeting: CommitteeMeeting) -> bool:
    return meeting.ended_at is not None and meeting.call.applications.count() <= MOST_CASES


def meeting_pdf(meeting: CommitteeMeeting, number: str = "") -> bytes:
    """The frozen minutes with the signatures so far; ValueError while the meeting is not over.

    With `number` only what is about that application or about none: nobody else's data.
    """
    if meeting.ended_at is None:
        raise ValueError("The meeting is not over.")
    minutes = meeting.minutes
    if number:
        minutes = {code: minutes_about(part, number) for code, part in minutes.items()}
    languages = list(minutes)
    letterhead = letterhead_of(meeting.call.funder, meeting.ended_at)
    columns = [
        PaperColumn(code, {**minutes[code], **paper_names_of(letterhead, code)}) for code in minutes
    ]
    context: dict[str, Any] = {
        "columns": columns,
        "main": languages[0],
        "first": minutes[languages[0]],
        "signatures": _signatures(meeting, languages),
        "arms": arms_on(letterhead),
        "made_at": meeting.ended_at.isoformat(),
        "call": meeting.call,
        "meeting": meeting,
    }
    with override(languages[0]):
        html = render_to_string("reports/documents/meeting_minutes.html", context)
    data = EmbeddedFile(
        f"{meeting.call.code}-meeting-{meeting.number}.json",
        canonical.dumps(minutes),
        "Minutes as data (JSON)",
    )
    return write_pdf(
        Paper(html=html, at=meeting.ended_at, made=drawings_of(letterhead), attached=[data])
    )


def _signatures(meeting: CommitteeMeeting, languages: list[str]) -> list[dict[str, Any]]:
    """By person: what each language says of the signature."""
    given = list(meeting.signatures.all())
    by_language = {}
    for code in languages:
        with override(code):
            by_language[code] = signatures_in_words(meeting, given)
    rows = by_language[languages[0]]
    return [
        {
            "name": row["name"],
            "said": row["said"],
            "words": [(code, by_language[code][place]) for code in languages],
        }
        for place, row in enumerate(rows)
    ]
