"""The completeness check of an application in the words and shapes of its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from grants.formats import text_in
from grants.forms.check import CheckForm
from grants.models import Application, Finding
from grants.selectors.computed_checks import Check
from grants.selectors.desk_applications import (
    applications_known_to,
    dismissals_by_article,
    progress_of,
    tally_of,
)
from grants.selectors.questions import CheckQuestion
from grants.selectors.recognition import ELIGIBLE_COST, Fact, facts_to_recognise
from grants.words.answers import answer_lines

Row = dict[str, Any]
_SHAPES: dict[str, str] = {
    Finding.HOLDS: "done",
    Finding.FAILS: "no",
    Finding.NOT_APPLICABLE: "none",
}
_RESULTS = {True: "done", False: "no", None: "wait"}


def check_rows(checks: Sequence[Check]) -> list[Row]:
    words = {
        True: pgettext("check", "Holds"),
        False: pgettext("check", "Does not hold"),
        None: pgettext("check", "Not known"),
    }
    return [
        {
            "title": check.title,
            "note": check.note,
            "shape": _RESULTS[check.holds],
            "words": words[check.holds],
            "open": check.holds is False,
        }
        for check in checks
    ]


def question_rows(
    questions: Sequence[CheckQuestion],
    form: CheckForm | None,
    findings: Sequence[Mapping[str, str]],
    start: int,
) -> list[Row]:
    """Each question with its radios, or with the answer where nothing can be changed any more."""
    rows: list[Row] = []
    answered = {one["code"]: one for one in findings}
    for number, question in enumerate(questions):
        finding = answered.get(question.code, {})
        result = finding.get("result")
        answer, note = form.question_fields[number] if form else (None, None)
        row = {
            "n": start + number,
            "title": question_title(question),
            "note": _note(question),
            "files": [
                {"url": reverse("grants:opened_attachment", args=[file.pk]), "name": file.name}
                for file in question.files
            ],
            "field": answer,
            "note_field": note,
            "noted": finding.get("note", ""),
            "open": result == Finding.FAILS,
        }
        if form is None:
            row["shape"] = _SHAPES.get(result or "", "wait")
            row["words"] = Finding(result).label if result else pgettext("check", "Not answered")
        rows.append(row)
    return rows


def question_title(question: CheckQuestion) -> str:
    text = text_in(question.text)
    if question.kind == "attachment":
        return _("Attached: %(what)s") % {"what": text}
    if question.kind == "evidence":
        return _("Proved: %(what)s") % {"what": text}
    return text


def _note(question: CheckQuestion) -> str:
    if question.kind == "eligibility":
        if question.said is None:
            return _("The applicant did not answer.")
        said = pgettext("answer", "Yes") if question.said else pgettext("answer", "No")
        return _("The applicant: %(answer)s") % {"answer": said}
    if question.fact is not None:
        return _("declared: %(value)s") % {"value": "; ".join(fact_lines(question.fact))}
    return "" if question.files else _("No file is attached.")


def fact_rows(application: Application, facts: Sequence[Fact], may_check: bool) -> list[Row]:
    return [
        {
            "label": fact_label(fact),
            "declared": fact_lines(fact),
            "recognised": recognised_lines(fact),
            "differs": fact.differs,
            "is_settled": fact.row is not None,
            "reason": fact.row.reason if fact.row else {},
            "url": reverse("grants:recognise_fact", args=[application.number, fact.code])
            if may_check and fact.declared is not None
            else "",
        }
        for fact in facts
    ]


def fact_title(application: Application, code: str) -> str:
    """Of a recognised fact, by its code."""
    facts = {one.code: one for one in facts_to_recognise(application)}
    return fact_label(facts[code]) if code in facts else code


def fact_label(fact: Fact) -> str:
    if fact.code == ELIGIBLE_COST:
        return _("Eligible costs")
    return text_in(fact.field.label)


def fact_lines(fact: Fact) -> list[str]:
    return answer_lines(fact.asked, fact.declared) or ["–"]


def recognised_lines(fact: Fact) -> list[str]:
    return answer_lines(fact.asked, fact.recognised) or ["–"]


def practice_pairs(application: Application, user: User) -> list[Row]:
    """How this call has been handled so far."""
    known = applications_known_to(user, application.call)
    progress = progress_of(known, tally_of(known))
    pairs: list[Row] = [
        {
            "term": pgettext("applications", "Checked"),
            "value": _("%(done)d of %(all)d")
            % {"done": progress.complete + progress.dismissed, "all": progress.opened},
        },
        {"term": pgettext("applications", "Complete"), "value": progress.complete},
    ]
    for article, count in dismissals_by_article(application.call, user):
        words = ngettext("%(count)d dismissal", "%(count)d dismissals", count) % {"count": count}
        pairs.append({"term": text_in(article), "value": words})
    return pairs
