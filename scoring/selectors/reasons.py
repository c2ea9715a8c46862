"""Reasons that stand in the decisions: which are needed, which are still missing.

A court annuls a decision whose points below the maximum have no reason (I U 299/2019), so no
proposal leaves while one is missing in an official language.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import QuerySet

from accounts.guarded.alive import lively
from callfile.criteria import Levels
from grants.models import Application, Call
from scoring.core.points.questions import Question, read_results
from scoring.models import AgreedScore, CriterionReason
from scoring.selectors.runs.evaluation import counted_applications, evaluated
from scoring.selectors.runs.lot_rules import LotRules, rules_of_lots

END_OF_SENTENCE = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Case:
    """One assessed criterion of one application, after the scores are revealed."""

    application: Application
    lot: LotRules
    question: Question
    reason: Mapping[str, str]
    languages: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def needs_agreement(self) -> bool:
        """The rule wants an agreed value, and there is none yet."""
        return self.lot.is_agreed and self.question.points is None

    @property
    def needs_reason(self) -> bool:
        return self.question.needs_reason

    @property
    def missing_languages(self) -> tuple[str, ...]:
        if not self.needs_reason:
            return ()
        return tuple(code for code in self.languages if not self.reason.get(code))

    @property
    def level_text(self) -> Mapping[str, str]:
        """The published text of the level that all members gave, or that was agreed on.

        A mean between levels is none of them: the committee says in its own words why.
        """
        chosen = {value for _seat, _points, value, _reason in values_of(self)}
        if self.lot.is_agreed:
            chosen = {self.agreed.value} if self.agreed else set()
        if not isinstance(self.question.answer, Levels) or len(chosen) != 1:
            return {}
        [code] = chosen
        return next((one.text for one in self.question.answer.levels if one.code == code), {})

    def points_of(self, value: str) -> Fraction | None:
        """What an answer is worth before the weight."""
        return points_of_answer(self.question, value)

    @property
    def agreed(self) -> AgreedScore | None:
        rows = self.application.agreed_scores.all()
        return next((score for score in rows if score.criterion == self.code), None)


def official_languages(call: Call) -> tuple[str, ...]:
    """The languages in which the funder decides."""
    return tuple(call.funder.languages)


def cases_of(call: Call, only: Collection[int] | None = None) -> list[Case]:
    """Every assessed criterion of every counted application, or of `only` some, by key.

    A fixed number of queries. All of a large call take long: pages count `AssessedCriterion`.
    """
    lots = rules_of_lots(call)
    languages = official_languages(call)
    reasons = written_reasons(call)
    if only is not None:
        reasons = reasons.filter(application__in=only)
    written: dict[int, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for row in reasons:
        written[row.application_id][row.criterion] = row.text
    return [
        Case(row, lots[row.lot_id], question, written[row.pk].get(question.code, {}), languages)
        for row in lively(counted_applications(call, only))
        for question in _results(row, lots[row.lot_id])
    ]


def written_reasons(call: Call) -> QuerySet[CriterionReason]:
    """Those that are written, as they stand."""
    return CriterionReason.objects.filter(application__call=call)


def mark_of_reasons(call: Call) -> list[tuple[int, datetime]]:
    """Another one as soon as one of them is written: no entry of the ledger speaks of that."""
    return list(written_reasons(call).order_by("pk").values_list("pk", "written_at"))


def _results(row: Application, lot: LotRules) -> Iterator[Question]:
    yield from read_results(lot.rules, evaluated(row, lot.lot.form)).asked


def values_of(case: Case) -> list[tuple[int, Fraction, str, str]]:
    """Seat, points before weight, answer and sentence of each sheet that counts, by seat."""
    recused = {row.user_id for row in case.application.conflict_declarations.all()}
    found = []
    for sheet in case.application.score_sheets.all():
        answer = sheet.answers.get(case.code) or {}
        value = str(answer.get("value") or "")
        points = points_of_answer(case.question, value)
        if sheet.member.user_id not in recused and points is not None:
            found.append((sheet.member_id, points, value, str(answer.get("reason") or "")))
    return found


def points_of_answer(question: Question, value: str) -> Fraction | None:
    """What an answer is worth before the weight."""
    if isinstance(question.answer, Levels):
        return question.answer.points.get(value)
    accepted = question.accepted(value)
    return None if accepted is None else Fraction(accepted)


def joined_sentences(sentences: Sequence[str]) -> str:
    """Different sentences of several members as one text."""
    seen = dict.fromkeys(sentence.strip() for sentence in sentences if sentence.strip())
    return " ".join(
        sentence if sentence.endswith(END_OF_SENTENCE) else f"{sentence}." for sentence in seen
    )
