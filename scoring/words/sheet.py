"""A score sheet in the reader's words: rows of criteria, the one being judged, what is missing."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.seen import changed_words
from callfile.criteria import Levels
from grants import formats
from scoring.core.points.questions import Question, Questions
from scoring.core.trace import MISSING_RULES, PointStep
from scoring.selectors.runs.lot_rules import Answers, LotRules
from scoring.words.trace.names import LotNames
from scoring.words.trace.points import say_points

# Steps that are about the form of the number, not about where it comes from.
_FORMAL = (
    PointStep.WEIGHT,
    PointStep.CAP,
    PointStep.ROUNDED,
    PointStep.PRINTED,
    PointStep.PRECONDITION_TRUE,
)


class SheetWords:
    """Writes the points of one lot as its rule prints them."""

    def __init__(self, lot: LotRules) -> None:
        self.lot = lot
        self.names = LotNames(lot.lot)
        self.maxima = lot.maxima()

    def points(self, value: Fraction | None) -> str:
        """With the decimals of the rule; – where nothing is known yet."""
        if value is None:
            return "–"
        if self.lot.decimals is None:
            return formats.write_exact(value, 4)
        return formats.write_number(value, self.lot.decimals)

    def plain(self, value: Fraction) -> str:
        return formats.write_exact(value, 4)

    def changed(self, question: Question, name: str, kept: str) -> str:
        """What another window saved in the field `name`, said where something else stands here."""
        return changed_words(self._stored(question, name, kept))

    def _stored(self, question: Question, name: str, kept: str) -> str:
        if name == "reason" or not kept:
            return kept
        if isinstance(question.answer, Levels):
            return self._note(question, kept)
        return self.plain(Fraction(kept))

    def row(
        self, question: Question, answers: Answers, missing: Mapping[str, str]
    ) -> dict[str, Any]:
        """One line: code, title, note, points, maximum, reason, fault."""
        node, answer = self.lot.node(question.code), answers.get(question.code) or {}
        most = self.maxima.get(question.code)
        return {
            "code": question.code,
            "title": node.title,
            "note": self._note(question, str(answer.get("value") or "")),
            "formula": self._formula(question),
            "points": self.points(question.points),
            "maximum": "" if most is None else self.plain(most),
            "is_asked": question.is_asked,
            "is_answered": bool(answer.get("value")),
            "reason": answer.get("reason", ""),
            "fault": missing.get(question.code, ""),
        }

    def judged(self, question: Question, chosen: str) -> dict[str, Any]:
        """The criterion being judged: its levels, the highest first, or its range."""
        node = self.lot.node(question.code)
        found: dict[str, Any] = {
            "code": question.code,
            "title": node.title,
            "text": node.text,
            "note": self._weight(question),
            "levels": [],
        }
        if isinstance(question.answer, Levels):
            found["levels"] = self.levels(question, chosen)
        return found

    def levels(self, question: Question, chosen: str) -> list[dict[str, Any]]:
        """[{value, mark, text, points, checked}], the highest first."""
        if not isinstance(question.answer, Levels):
            return []
        levels = question.answer.levels
        return [
            {
                "value": level.code,
                "mark": self.plain(level.points),
                "text": level.text,
                "points": self.plain(level.points * question.weight),
                "checked": level.code == chosen,
            }
            for level in sorted(levels, key=lambda one: one.points, reverse=True)
        ]

    def _weight(self, question: Question) -> str:
        best = self.plain(question.best or Fraction(0))
        if question.weight == 1:
            return _("up to %(best)s points") % {"best": best}
        weight = self.plain(question.weight)
        return _("weight %(weight)s, up to %(best)s points") % {"weight": weight, "best": best}

    def _note(self, question: Question, value: str) -> str:
        if question.is_asked:
            return self._answer(question, value)
        said = [step for step in question.trace if step["rule"] not in _FORMAL]
        if not said:
            return _("not read: a condition above it is not met")
        words = say_points(self.names, question.code, said[0]).words
        if said[0]["rule"] in MISSING_RULES:
            return words
        return _("from the data: %(words)s") % {"words": words}

    def _formula(self, question: Question) -> str:
        """The published formula in words, for whoever opens it."""
        said = [step for step in question.trace if step["rule"] == PointStep.FORMULA]
        return say_points(self.names, question.code, said[0]).formula if said else ""

    def _answer(self, question: Question, value: str) -> str:
        if isinstance(question.answer, Levels):
            points = question.answer.points.get(value)
            if points is not None:
                return _("level %(mark)s") % {"mark": self.plain(points)}
            count = len(question.answer.points)
            return ngettext("%(count)d level", "%(count)d levels", count) % {"count": count}
        return ""


def unanswered_words(questions: Questions, missing: Mapping[str, str]) -> str:
    """What is still to do on the sheet, after the points so far."""
    values = [code for code, what in missing.items() if what == "value"]
    reasons = [code for code, what in missing.items() if what == "reason"]
    parts = []
    if values:
        parts.append(_("to be scored: %(codes)s") % {"codes": ", ".join(values)})
    if reasons:
        parts.append(_("without a reason: %(codes)s") % {"codes": ", ".join(reasons)})
    return "; ".join(parts)


def faults_of_lock(call: str, number: str, missing: Mapping[str, str]) -> list[dict[str, str]]:
    """For the error summary: each criterion that keeps the sheet open, with a way to it."""
    words = {
        "value": _("%(code)s has no score yet"),
        "reason": _("%(code)s is below the highest score and has no reason"),
    }
    here = reverse("scoring:sheet", args=[call, number])
    return [
        {"url": f"{here}?criterion={code}#criterion", "text": words[what] % {"code": code}}
        for code, what in missing.items()
    ]
