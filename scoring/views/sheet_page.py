"""One member at one application: what is shown, what a post does."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile, mark_of
from grants.core.workflow import ApplicationWork
from grants.models import Application
from grants.selectors.may import takes
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.save_sheet import save_sheet
from scoring.core.points.questions import Question, Questions
from scoring.forms.sheet import SheetForm
from scoring.models import CommitteeMember, Reopening, ScoreSheet
from scoring.selectors.due_sheets import assessors_of_application, due_sheets
from scoring.selectors.runs.lot_rules import Answers, lot_rules, questions_of
from scoring.selectors.sheets import MINE, MemberSheets, SheetState, unanswered
from scoring.views.committee_desk import desk_context
from scoring.words.document import answered_document
from scoring.words.sheet import SheetWords, faults_of_lock, unanswered_words


class SheetPage:
    """`criterion` is the one being judged; else the first that needs something."""

    def __init__(self, member: CommitteeMember, application: Application, criterion: str) -> None:
        self.member, self.application = member, application
        self.lot = lot_rules(application.call, application.lot.code)
        self.form: SheetForm | None = None
        self.seen = ""
        self.status = 200
        self.faults: list[dict[str, str]] = []
        self._read()
        self.is_mine = self.sheet is not None or member.pk in assessors_of_application(application)
        # After the scores are revealed too, for whoever steps in for a member in conflict.
        self.is_open = self.is_mine and not self.locked
        self.judged = self._judged(criterion)
        if self.judged is not None:
            answer = self.answers.get(self.judged.code) or {}
            self.form = SheetForm(question=self.judged, answer=answer)

    def _read(self) -> None:
        sheets = ScoreSheet.objects.filter(member=self.member, application=self.application)
        self.sheet = sheets.first()
        self.answers: Answers = self.sheet.answers if self.sheet else {}
        self.locked = bool(self.sheet and self.sheet.locked_at)
        self.questions: Questions = questions_of(self.application, self.lot, self.answers)
        self.missing = unanswered(self.questions, self.answers)

    def _judged(self, criterion: str) -> Question | None:
        asked = self.questions.asked
        if not self.is_open or not asked:
            return None
        chosen = next((one for one in asked if one.code == criterion), None)
        needy = next((one for one in asked if one.code in self.missing), asked[0])
        return chosen or needy

    # ---- what a post does

    def post(self, data: Mapping[str, str], actor: User) -> bool:
        """Saves the criterion; with `do=lock` locks the sheet. False: the page says why."""
        chosen = self.questions.get(data.get("criterion", "")) if self.is_open else None
        self.judged = chosen if chosen is not None and chosen.is_asked else self.judged
        if not self.is_open or self.judged is None:
            self.status = 409
            self.faults = [{"text": _("There is nothing to write on this sheet now.")}]
            return False
        answer = self.answers.get(self.judged.code) or {}
        self.form = SheetForm(data, question=self.judged, answer=answer)
        self.seen = data.get("seen", "")
        if not self._saved(self.form, self.judged, actor):
            self.status = 422
            return False
        self._read()
        self.seen = ""
        return data.get("do") != "lock" or self._locked(actor)

    def _saved(self, form: SheetForm, question: Question, actor: User) -> bool:
        if not form.is_valid():
            return False
        try:
            save_sheet(
                application=self.application,
                criterion=question.code,
                value=form.cleaned_data["value"],
                reason=form.cleaned_data["reason"],
                actor=actor,
                seen=self.seen,
            )
        except ChangedMeanwhile:
            self._read()
            stored = self.answers.get(question.code) or {}
            words = SheetWords(self.lot)
            _show_changed(words, form, question, stored)
            self.seen = ""
            return False
        except Refused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, str(refused.message))
            return False
        return True

    def _locked(self, actor: User) -> bool:
        try:
            lock_sheet(application=self.application, actor=actor)
        except Refused:
            self.status = 422
            call, number = self.application.call.code, self.application.number
            self.faults = faults_of_lock(call, number, self.missing)
            self._show_first_fault()
            return False
        return True

    def _show_first_fault(self) -> None:
        code, what = next(iter(self.missing.items()))
        self.judged = self.questions.get(code)
        if self.judged is None:
            return
        answer = self.answers.get(code) or {}
        form = SheetForm(
            {"value": answer.get("value", ""), "reason": answer.get("reason", "")},
            question=self.judged,
            answer=answer,
        )
        words = {
            "value": _("Score the criterion: without it the sheet cannot be locked."),
            "reason": _("Write the reason: without it the sheet cannot be locked."),
        }
        form.add_error(what, words[what])
        self.form = form

    def after(self, do: str) -> str:
        """Where to go on: the next criterion, or after a lock the list."""
        call = self.application.call.code
        if do == "lock":
            return reverse("scoring:sheets", args=[call])
        here = reverse("scoring:sheet", args=[call, self.application.number])
        code = self.judged.code if self.judged else ""
        if do == "next":
            code = self._next(code)
        return f"{here}?criterion={code}#criterion"

    def _next(self, code: str) -> str:
        codes = [one.code for one in self.questions.asked]
        place = codes.index(code) if code in codes else -1
        following = [*codes[place + 1 :], *codes[: place + 1]]
        return next((one for one in following if one in self.missing), following[0])

    # ---- what is shown

    def context(self) -> dict[str, Any]:
        words = SheetWords(self.lot)
        rows = [words.row(one, self.answers, self.missing) for one in self.questions.questions]
        form = self.form if self.judged is not None else None
        here = self.judged.code if self.judged else ""
        codes = [row["code"] for row in rows]
        place = codes.index(here) if here in codes else len(rows)
        return (
            desk_context(self.member)
            | self._neighbours()
            | {
                "application": self.application,
                "applicant": (self.application.applicant or {}).get("name", ""),
                "document": answered_document(self.application, self.lot.lot),
                "sheet": self.sheet,
                "is_mine": self.is_mine,
                "questions_asked": bool(self.questions.asked),
                "is_open": self.is_open,
                "sheet_form": form,
                "seen": self.seen or self._mark(),
                "judged": words.judged(self.judged, form.chosen())
                if self.judged and form
                else None,
                "before": rows[:place],
                "after": rows[place + 1 :],
                "so_far": words.points(self.questions.so_far),
                "still": unanswered_words(self.questions, self.missing),
                "faults": self.faults,
                "reopened": self._reopened(),
                "may_reopen": takes(
                    ApplicationWork.REOPEN_CASE, self.application, self.member.user
                ),
            }
        )

    def _reopened(self) -> Reopening | None:
        """The last time that the chair opened this sheet again."""
        rows = Reopening.objects.filter(member=self.member, application=self.application)
        return rows.select_related("opened_by").order_by("pk").last()

    def saved_context(self) -> dict[str, Any]:
        """The state in words; after a save also what follows from it."""
        found = {"at": self.sheet.saved_at if self.sheet else None, "form": self.form}
        if self.status != 200:
            return found
        words = SheetWords(self.lot)
        return found | {
            "seen": self._mark(),
            "so_far": words.points(self.questions.so_far),
            "still": unanswered_words(self.questions, self.missing),
        }

    def _mark(self) -> str:
        """Of the answer that the page shows to whoever judges."""
        return mark_of(self.answers.get(self.judged.code) or {}) if self.judged else ""

    def _neighbours(self) -> dict[str, Any]:
        sheets = MemberSheets(self.member, due_sheets([self.member.committee.call]))
        found: dict[str, Any] = {
            "total": sum(sheets.counts[state] for state in MINE),
            "locked_count": sheets.counts[SheetState.LOCKED],
            "work_count": sheets.counts[SheetState.IN_WORK],
        }
        around = sheets.neighbours(self.application.number)
        return found | (asdict(around) if around else {})


def _show_changed(
    words: SheetWords, form: SheetForm, question: Question, stored: Mapping[str, str]
) -> None:
    """What another window saved, at the field where something else stands here."""
    for name in ("value", "reason"):
        kept = stored.get(name, "")
        if kept != form.cleaned_data.get(name, ""):
            form.add_error(name, words.changed(question, name, kept))
