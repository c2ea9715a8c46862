"""The minutes of an opening session, as sentences in a language: for the page and the document.

`minutes_in(session, "it")` gives plain data:

    {language, title, call, funder, file_number, paragraphs: [text],
     list_title, columns: [text],
     rows: [{place, number, lot, sent, applicant, note, requested, sha256}],
     lots_title, lot_columns: [text], lots: [{lot, name, count, paper, requested}], total,
     signatures_title, signatures: [{role, name}], ledger_seq, draw_seed, is_final}

Amounts and times are written for the language. Until the session has ended the minutes hold what
has happened so far, and `is_final` is false.
"""

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from grants.formats import text_in, write_amount, write_day_short, write_money, write_time
from grants.models import Channel
from grants.selectors.calls.paper_applications import late_filings, sealed_in_time
from scoring.models import CommitteeMember, OpeningSession
from scoring.selectors.committee.attendance import Line, seats_of_call
from scoring.selectors.committee.blind import NOBODY_NAMED
from scoring.selectors.opening.lost_in_words import lost_in_words, note_in_words, unread_in_words
from scoring.selectors.opening.present import attendance_in_words, opener_in_words, role_of_code
from scoring.selectors.opening.session import withdrawn_of


def minutes_of(
    session: OpeningSession, named: Container[str] | None = None, part: slice | None = None
) -> dict[str, dict[str, Any]]:
    """The minutes in every official language of the call; with `named` the public copy."""
    return {
        language: minutes_in(session, language, named=named, part=part)
        for language in session.call.languages
    }


def minutes_in(
    session: OpeningSession,
    language: str,
    lines: Sequence[Line] | None = None,
    named: Container[str] | None = None,
    part: slice | None = None,
) -> dict[str, Any]:
    """`lines`: those of the opened applications that the reader may see; all without it. `named`
    are the numbers of the applications whose applicants may be named; None: all. `part`: the rows
    that are shown of them; sums are those of all.
    """
    seats = list(seats_of_call(session.call))
    call, shown = session.call, session.opened if lines is None else lines
    numbers = {line["number"] for line in shown}
    places = [(at, line) for at, line in enumerate(session.opened, 1) if line["number"] in numbers]
    with override(language):
        return {
            "language": language,
            "title": _("Minutes of the opening of applications"),
            "call": text_in(call.title, language),
            "funder": call.funder.name.localize(language),
            "file_number": call.file_number,
            "paragraphs": [*_paragraphs(session, seats, shown, named), *_unnamed(session, named)],
            "list_title": _("Annex 1: applications opened"),
            "columns": [
                _("No."),
                _("Number"),
                _("Received"),
                _("Applicant"),
                _("Lot"),
                _("Requested, €"),
                _("Fingerprint SHA-256"),
            ],
            "rows": [
                _row(place, line, named) for place, line in (places[part] if part else places)
            ],
            "lots_title": _("Applications by lot"),
            "lot_columns": [_("Lot"), _("Applications"), _("On paper"), _("Requested, €")],
            "lots": _lots(session, shown, language),
            "total": write_money(sum(line["requested_cents"] for line in shown)),
            "signatures_title": _("Signatures of those present"),
            "signatures": [
                {"role": role_of_code(line["role"]), "name": line["name"]}
                for line in session.present
            ],
            "ledger_seq": session.entry_id,
            "draw_seed": call.draw_seed,
            "is_final": session.closed_at is not None,
        }


def _paragraphs(
    session: OpeningSession,
    seats: list[CommitteeMember],
    shown: Sequence[Line],
    named: Container[str] | None,
) -> Iterator[str]:
    yield _("The session began on %(day)s at %(time)s, %(place)s.") % {
        "day": write_day_short(session.started_at),
        "time": write_time(session.started_at),
        "place": session.place,
    }
    committee = seats[0].committee if seats else None
    if committee is not None and committee.decided_on is not None:
        yield _("The committee was appointed by decision %(number)s of %(day)s.") % {
            "number": committee.appointment,
            "day": write_day_short(committee.decided_on),
        }
    yield _("Agenda: %(points)s.") % {"points": "; ".join(agenda())}
    yield from attendance_in_words(session, seats)
    yield _received(session)
    if session.second_at is not None:
        yield from _opened(session, seats)
        yield from _on_paper(session)
        yield from unread_in_words(shown)
        yield from lost_in_words(shown, is_public=named is not None)
    yield from _unopened(session)
    if session.closed_at is not None:
        yield from _closing(session, session.closed_at)


def agenda() -> list[str]:
    """The points of the session in their order, for page and minutes."""
    return [
        _("attendance and quorum"),
        _("what came in time, what was withdrawn, what came too late"),
        _("opening by two persons"),
        _("remarks of those present"),
        _("end and signatures"),
    ]


def _received(session: OpeningSession) -> str:
    deadline = session.call.deadline_at or session.started_at
    count = len(session.opened) if session.second_at else _sent(session)
    return ngettext(
        "The deadline ended on %(day)s at %(time)s. %(count)d application came in time.",
        "The deadline ended on %(day)s at %(time)s. %(count)d applications came in time.",
        count,
    ) % {"day": write_day_short(deadline), "time": write_time(deadline), "count": count}


def _sent(session: OpeningSession) -> int:
    return sealed_in_time(session.call).count()


def _opened(session: OpeningSession, seats: list[CommitteeMember]) -> Iterator[str]:
    yield _(
        "The applications were opened by %(first)s at %(first_time)s and %(second)s at"
        " %(second_time)s."
    ) % {
        "first": opener_in_words(session.first_by, session.first_at, seats),
        "first_time": _seconds(session.first_at),
        "second": opener_in_words(session.second_by, session.second_at, seats),
        "second_time": _seconds(session.second_at),
    }
    if session.opened:
        yield _("The list with the fingerprints is annex 1.")
    yield _("Entry %(seq)d of the ledger was written before the first reading.") % {
        "seq": session.entry_id or 0
    }


def _on_paper(session: OpeningSession) -> Iterator[str]:
    if any(line["channel"] == Channel.PAPER for line in session.opened):
        yield _(
            "Of applications on paper the requested amount is read from the scan during the"
            " completeness check; the list and its total do not hold it."
        )


def _lots(session: OpeningSession, lines: Sequence[Line], language: str) -> list[dict[str, Any]]:
    """Of every lot that one can apply to, also without an application; sums without paper."""
    found = []
    for lot in session.call.file.leaves:
        own = [line for line in lines if line["lot"] == lot.code]
        found.append(
            {
                "lot": lot.code,
                "name": text_in(lot.title, language),
                "count": len(own),
                "paper": sum(line["channel"] == Channel.PAPER for line in own),
                "requested": write_amount(sum(line["requested_cents"] for line in own)),
            }
        )
    return found


def _unopened(session: OpeningSession) -> Iterator[str]:
    late = list(late_filings(session.call, session.closed_at))
    numbers = [row.number for row in withdrawn_of(session.call)]
    if numbers:
        yield ngettext(
            "Withdrawn before the deadline and not opened: %(numbers)s.",
            "Withdrawn before the deadline and not opened: %(numbers)s.",
            len(numbers),
        ) % {"numbers": ", ".join(numbers)}
    elif late:
        yield _("No application was withdrawn.")
    else:
        yield _("No application was withdrawn. None could be sent after the deadline.")
    if late:
        yield ngettext(
            "On paper and too late, its envelope stays closed: %(list)s.",
            "On paper and too late, their envelopes stay closed: %(list)s.",
            len(late),
        ) % {"list": "; ".join(late_in_words(one) for one in late)}


def late_in_words(filing: Any) -> str:
    """Number, way and time of a row of `late_filings`; the sender is named by nobody here."""
    return _("%(number)s, %(way)s, %(day)s at %(time)s") % {
        "number": filing.application.number,
        "way": filing.get_way_display(),
        "day": write_day_short(filing.filed_at),
        "time": write_time(filing.filed_at),
    }


def _closing(session: OpeningSession, closed_at: datetime) -> Iterator[str]:
    yield _(
        "Should equals have to be drawn, the seed is the fingerprint of entry %(seq)d of the"
        " ledger, which nobody could know before the opening: %(seed)s. Lots are drawn by the"
        " SHA-256 of the seed followed by the number of the application; the lowest comes first."
    ) % {"seq": session.entry_id or 0, "seed": session.call.draw_seed}
    if session.remarks:
        yield _("Remarks of those present: %(words)s") % {"words": session.remarks}
    else:
        yield _("Those present made no remarks.")
    yield _("The session ended on %(day)s at %(time)s.") % {
        "day": write_day_short(closed_at),
        "time": write_time(closed_at),
    }


def _unnamed(session: OpeningSession, named: Container[str] | None) -> Iterator[str]:
    if named is NOBODY_NAMED:
        yield _("Whoever scores reads who applied after the scores are revealed.")
    elif named is not None and any(line["number"] not in named for line in session.opened):
        yield _("In this public copy applicants whose applications were dismissed are not named.")


def _row(place: int, line: dict[str, Any], named: Container[str] | None) -> dict[str, Any]:
    sent = datetime.fromisoformat(line["sent_at"])
    words = f"{write_day_short(sent)}, {write_time(sent)}"
    is_paper = line["channel"] == Channel.PAPER
    if is_paper:
        words = _("on paper, %(day)s") % {"day": write_day_short(sent)}
    # Its sum is read from the scan later, and is in no total here.
    is_unknown = is_paper or line.get("unread")
    requested = "–" if is_unknown else write_amount(line["requested_cents"])
    return {
        "place": place,
        "number": line["number"],
        "lot": line["lot"],
        "sent": words,
        "applicant": line["applicant"] if named is None or line["number"] in named else "–",
        "note": note_in_words(line),
        "requested": requested,
        "sha256": line["sha256"],
    }


def _seconds(moment: datetime | None) -> str:
    return write_time(moment, seconds=True) if moment else "–"
