"""One member at one application: what stands on the sheet, what a post does."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile
from grants.models import Application
from scoring.actions.save_sheet import save_sheet
from scoring.core.points.questions import Question, Questions
from scoring.forms.sheet import SheetForm
from scoring.models import CommitteeMember, ScoreSheet
from scoring.selectors.drafts import phrase_of
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.runs.lot_rules import Answers, lot_rules, questions_of
from scoring.selectors.sheets import unanswered
from scoring.words.sheet import SheetWords, faults_of_lock


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
        """Saves the criterion; `do=lock` asks for what a lock needs. False: the page says why."""
        chosen = self.questions.get(data.get("criterion", "")) if self.is_open else None
        self.judged = chosen if chosen is not None and chosen.is_asked else self.judged
        if not self.is_open or self.judged is None:
            self.refuse(_("There is nothing to write on this sheet now."))
            return False
        answer = self.answers.get(self.judged.code) or {}
        typed = _with_phrase(data, actor)
        self.form = SheetForm(typed, question=self.judged, answer=answer)
        self.seen = data.get("seen", "")
        if not self._saved(self.form, self.judged, actor):
            self.status = 422
            return False
        self._read()
        self.seen = ""
        return data.get("do") != "lock" or not self.refuse_lock()

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

    def refuse(self, words: str) -> None:
        self.status = 409
        self.faults = [{"text": words}]

    def refuse_lock(self) -> bool:
        """Where something is missing the page names it; False where the sheet is complete."""
        if not self.missing:
            return False
        self.status = 422
        call, number = self.application.call.code, self.application.number
        self.faults = faults_of_lock(call, number, self.missing)
        self._show_first_fault()
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
        """Where to go on: the next criterion, or what asks before a lock."""
        call = self.application.call.code
        if do == "lock":
            return reverse("scoring:lock_sheet", args=[call, self.application.number])
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


def _with_phrase(data: Mapping[str, str], actor: User) -> Mapping[str, str]:
    """What was typed, with the phrase that was pressed at the end of the reason."""
    phrase = phrase_of(actor, data.get("phrase", ""))
    reason = data.get("reason", "")
    if phrase is None or phrase.text in reason:
        return data
    return {**dict(data.items()), "reason": f"{reason.rstrip()} {phrase.text}".strip()}


def _show_changed(
    words: SheetWords, form: SheetForm, question: Question, stored: Mapping[str, str]
) -> None:
    """What another window saved, at the field where something else stands here."""
    for name in ("value", "reason"):
        kept = stored.get(name, "")
        if kept != form.cleaned_data.get(name, ""):
            form.add_error(name, words.changed(question, name, kept))
