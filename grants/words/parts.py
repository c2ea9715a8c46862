"""The task list of an application: each part with its state in a shape and in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callfile.fields import FinancialPlan, LongText
from callfile.form.problems import ProblemCode
from callfile.form.values import word_count
from callfile.numbers.money import cents
from grants.formats import text_in, write_money
from grants.selectors.own_applications import OwnPart, WorkingCopy
from grants.words.problems import missing_words

Task = dict[str, Any]


def part_tasks(copy: WorkingCopy) -> list[Task]:
    number = copy.application.number
    tasks = []
    for part in copy.parts:
        shape, words = _state(part)
        url = reverse("grants:apply_section", args=[number, part.code])
        tasks.append(
            {
                "title": part.title,
                "url": url if copy.may_edit and copy.is_open else "",
                "hint": _hint(copy, part),
                "shape": shape,
                "words": words,
            }
        )
    return tasks


def applicant_tasks(copy: WorkingCopy) -> list[Task]:
    organisation: Task = {
        "title": _("Data of the organisation"),
        "url": reverse("applicants:organisation", args=[copy.application.organisation_id]),
        "hint": _("Name, seat, registration number, bank account, leadership"),
        "shape": "done",
        "words": _("Filled in"),
    }
    return [organisation, *filter(None, [_eligibility_task(copy)])]


def _eligibility_task(copy: WorkingCopy) -> Task | None:
    if not copy.questions:
        return None
    open_ones, said_no = len(copy.lacking.unanswered), _said_no(copy)
    shape, words = "done", _("Answered")
    if open_ones == len(copy.questions):
        shape, words = "todo", _("Not begun")
    elif open_ones:
        shape, words = "part", missing_words(open_ones)
    elif said_no:
        shape = "act"
        words = ngettext(
            "%(count)s condition is not met", "%(count)s conditions are not met", said_no
        ) % {"count": said_no}
    url = reverse("grants:apply_conditions", args=[copy.application.number])
    return {
        "title": _("Conditions"),
        "url": url if copy.may_edit and copy.is_open else "",
        "hint": ngettext("%(count)s question", "%(count)s questions", len(copy.questions))
        % {"count": len(copy.questions)},
        "shape": shape,
        "words": words,
    }


def submit_task(copy: WorkingCopy) -> Task:
    number = copy.application.number
    task: Task = {"title": _("Check and send the application"), "url": "", "shape": "none"}
    if not copy.is_open:
        return task | {"hint": _("The time for sending has passed."), "words": _("Closed")}
    task["url"] = reverse("grants:apply_check", args=[number])
    hint = _("Until the deadline you can replace or withdraw an application that was sent.")
    if copy.last_submission and not copy.has_changes:
        return task | {"hint": hint, "shape": "done", "words": _("Sent")}
    if copy.lacking.is_complete:
        words = _("Changes not sent") if copy.last_submission else _("Ready to send")
        return task | {"hint": hint, "shape": "act", "words": words}
    return task | {
        "hint": _("It can be sent once every part is filled in."),
        "words": _("Not possible yet"),
    }


def _said_no(copy: WorkingCopy) -> int:
    return sum(value is False for value in copy.content.eligibility.values())


def _state(part: OwnPart) -> tuple[str, str]:
    if part.is_done:
        return "done", _("Filled in")
    if part.faults:
        return "act", _fault_words(part)
    if not part.answered:
        return "todo", _("Not begun")
    return "part", missing_words(part.missing)


def _fault_words(part: OwnPart) -> str:
    for problem in part.faults:
        if problem.code is ProblemCode.NOT_BALANCED:
            amount = cents(str(problem.args["difference"]).removeprefix("-")) or 0
            return _("Does not balance by %(amount)s") % {"amount": write_money(amount)}
    count = len(part.faults)
    return ngettext("%(count)s entry to correct", "%(count)s entries to correct", count) % {
        "count": count
    }


def _hint(copy: WorkingCopy, part: OwnPart) -> str:
    answers = copy.content.answers
    for field in part.fields:
        value = answers.get(field.code)
        if isinstance(field, FinancialPlan):
            totals = field.totals(value) if value else None
            if totals is not None:
                return _("Costs %(costs)s, income with the requested amount %(incomes)s") % {
                    "costs": write_money(totals.total_cost),
                    "incomes": write_money(totals.incomes + totals.requested),
                }
        if isinstance(field, LongText) and value:
            return _("At most %(most)s words; %(count)s are written") % {
                "most": field.max_words,
                "count": word_count(str(value)),
            }
    labels = [text_in(field.label) for field in part.fields]
    return (
        "; ".join(labels[:3])
        if len(labels) <= 3
        else ngettext("%(count)s entry", "%(count)s entries", len(labels)) % {"count": len(labels)}
    )
