"""What the pages of one sheet show."""

from dataclasses import asdict
from typing import Any

from accounts.seen import mark_of
from grants.core.workflow import ApplicationWork
from grants.selectors.may import takes
from scoring.forms.drafts import NoteForm
from scoring.models import Reopening
from scoring.selectors.committee.blind import applicant_name, scores_blindly
from scoring.selectors.drafts import note_mark, note_of, phrases_of, takes_notes
from scoring.selectors.due_sheets import due_sheets
from scoring.selectors.given_points import given_points
from scoring.selectors.sheets import MINE, MemberSheets, SheetState
from scoring.views.committee_desk import desk_context
from scoring.views.sheet_page import SheetPage
from scoring.words.document import answered_document
from scoring.words.given_points import given_in_words
from scoring.words.sheet import SheetWords, unanswered_words


def lock_context(page: SheetPage) -> dict[str, Any]:
    """What is locked, criterion by criterion, with its total."""
    words = SheetWords(page.lot)
    return _head(page) | {
        "rows": [words.row(one, page.answers, {}) for one in page.questions.questions],
        "total": words.points(page.questions.so_far),
        "seen": mark_of(page.answers),
    }


def sheet_context(page: SheetPage) -> dict[str, Any]:
    words = SheetWords(page.lot)
    rows = [words.row(one, page.answers, page.missing) for one in page.questions.questions]
    form = page.form if page.judged is not None else None
    here = page.judged.code if page.judged else ""
    codes = [row["code"] for row in rows]
    place = codes.index(here) if here in codes else len(rows)
    return (
        _head(page)
        | _neighbours(page)
        | _note(page)
        | {
            "document": answered_document(
                page.application, page.lot.lot, is_blind=scores_blindly(page.member)
            ),
            "sheet": page.sheet,
            "is_mine": page.is_mine,
            "questions_asked": bool(page.questions.asked),
            "is_open": page.is_open,
            "sheet_form": form,
            "seen": page.seen or _mark(page),
            "judged": words.judged(page.judged, form.chosen()) if page.judged and form else None,
            "before": rows[:place],
            "after": rows[place + 1 :],
            "so_far": words.points(page.questions.so_far),
            "still": unanswered_words(page.questions, page.missing),
            "faults": page.faults,
            "given": _given(page),
            "phrases": phrases_of(page.member.user) if page.is_open else [],
            "reopened": _reopened(page),
            "may_reopen": takes(ApplicationWork.REOPEN_CASE, page.application, page.member.user),
        }
    )


def _head(page: SheetPage) -> dict[str, Any]:
    """Which application it is."""
    found = desk_context(page.member)
    name = applicant_name(page.application, found["is_blind"])
    return found | {"application": page.application, "applicant": name}


def _given(page: SheetPage) -> dict[str, Any]:
    """What the member gave in this lot so far."""
    lot = page.application.lot_id
    found = given_points(page.member, {lot: page.lot}) if page.is_mine else {}
    return given_in_words(page.lot, found[lot]) if found else {}


def _note(page: SheetPage) -> dict[str, Any]:
    """Nothing once the notes of the call are deleted."""
    if not takes_notes(page.application):
        return {}
    note = note_of(page.member, page.application)
    text = note.text if note else ""
    form = NoteForm(initial={"note": text})
    return {"note": note, "note_form": form, "seen_note": note_mark(text)}


def _reopened(page: SheetPage) -> Reopening | None:
    """The last time that the chair opened this sheet again."""
    rows = Reopening.objects.filter(member=page.member, application=page.application)
    return rows.select_related("opened_by").order_by("pk").last()


def saved_context(page: SheetPage) -> dict[str, Any]:
    """The state in words; after a save also what follows from it."""
    found = {"at": page.sheet.saved_at if page.sheet else None, "form": page.form}
    if page.status != 200:
        return found
    words = SheetWords(page.lot)
    return found | {
        "seen": _mark(page),
        "so_far": words.points(page.questions.so_far),
        "still": unanswered_words(page.questions, page.missing),
    }


def _mark(page: SheetPage) -> str:
    """Of the answer that the page shows to whoever judges."""
    return mark_of(page.answers.get(page.judged.code) or {}) if page.judged else ""


def _neighbours(page: SheetPage) -> dict[str, Any]:
    sheets = MemberSheets(page.member, due_sheets([page.member.committee.call]))
    found: dict[str, Any] = {
        "total": sum(sheets.counts[state] for state in MINE),
        "locked_count": sheets.counts[SheetState.LOCKED],
        "work_count": sheets.counts[SheetState.IN_WORK],
    }
    around = sheets.neighbours(page.application.number)
    return found | (asdict(around) if around else {})
