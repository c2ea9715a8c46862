"""The meeting's list and the case on the table, in the reader's words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from accounts.languages import language_of
from callfile.criteria import Levels
from grants import formats
from scoring.selectors.disagreements import Compared
from scoring.selectors.reasons import joined_sentences
from scoring.selectors.runs.lot_rules import LotRules
from scoring.words.sheet import SheetWords


class MeetingWords:
    """Keeps the words of each lot, so that a long list reads every rubric once."""

    def __init__(self) -> None:
        self._lots: dict[int, SheetWords] = {}

    def of(self, lot: LotRules) -> SheetWords:
        return self._lots.setdefault(id(lot), SheetWords(lot))

    def line(self, one: Compared) -> dict[str, Any]:
        """One row of the list."""
        case, words = one.case, self.of(one.case.lot)
        shape, said = case_state(one)
        marks = [formats.write_exact(mark.points, 4) for mark in one.marks]
        return {
            "number": case.application.number,
            "title": case.application.title or (case.application.applicant or {}).get("name", ""),
            "language": case.application.language,
            "criterion": case.code,
            "criterion_title": case.lot.node(case.code).title,
            "scale": one.scale,
            "marks": [mark.points for mark in one.marks],
            "marks_words": _("Scores: %(marks)s") % {"marks": "; ".join(marks)},
            "spread": formats.write_exact(one.spread, 4),
            "points": words.points(case.question.points),
            "maximum": formats.write_exact(case.question.best or Fraction(0), 4),
            "shape": shape,
            "words": said,
        }

    def case(self, one: Compared) -> dict[str, Any]:
        """The case on the table: sheets, levels to agree on, the words of the level reached."""
        case, words = one.case, self.of(one.case.lot)
        question = case.question
        current = ""
        if isinstance(question.answer, Levels) and question.given is not None:
            points = question.answer.points
            current = next((code for code in points if points[code] == question.given), "")
        return self.line(one) | {
            "sheets": [
                {
                    "mark": formats.write_exact(mark.points, 4),
                    "who": mark.member.user.name,
                    "reason": mark.reason,
                }
                for mark in one.marks
            ],
            "is_agreed": case.lot.is_agreed,
            "levels": words.levels(question, current),
            "level_text": case.level_text,
            "needs_reason": case.needs_reason,
            "needs_agreement": case.needs_agreement,
        }


def case_state(one: Compared) -> tuple[str, str]:
    """Shape and words: what this case still needs."""
    case = one.case
    if case.needs_agreement:
        return "todo", _("To be agreed")
    if case.question.points is None:
        return "act", _("Not computable")
    if not case.needs_reason:
        return "none", _("Highest score, no reason needed")
    missing = case.missing_languages
    if not missing:
        return "done", _("Reason written")
    if len(missing) == len(case.languages):
        return "todo", _("Reason missing")
    return "part", _("Reason missing: %(languages)s") % {"languages": language_names(missing)}


def language_names(codes: Sequence[str]) -> str:
    return ", ".join(str(language_of(code).inside).lower() for code in codes)


def first_words(one: Compared) -> Mapping[str, str]:
    """What is written already; where nothing is, the members' own sentences, each in its language.

    The language of a sentence is that of the person who wrote it.
    """
    if one.case.reason:
        return one.case.reason
    by_language: dict[str, list[str]] = defaultdict(list)
    for mark in one.marks:
        by_language[mark.member.user.language].append(mark.reason)
    return {code: joined_sentences(sentences) for code, sentences in by_language.items()}
