"""What is wrong with an answer and the way out, in the reader's words."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from callfile.fields import (
    Date,
    Declaration,
    Field,
    Files,
    FinancialPlan,
    Integer,
    ManyOf,
    Money,
    OneOf,
    Period,
    Table,
    YesNo,
)
from callfile.form.problems import Problem, ProblemCode
from callfile.numbers.money import cents
from callfile.numbers.written import NumberFault
from callfile.reading.shapes import iso_day
from grants.formats import (
    text_in,
    to_fraction,
    write_day_short,
    write_exact,
    write_money,
    write_percent,
)

_SENTENCES = {
    ProblemCode.MALFORMED: gettext_lazy("%(label)s: this cannot be read. Enter it again."),
    ProblemCode.UNKNOWN_FIELD: gettext_lazy("%(label)s: the form has no such field."),
    ProblemCode.FORBIDDEN_CHARACTER: gettext_lazy(
        "%(label)s: the text holds an invisible control character. Type it again, or paste it"
        " without formatting."
    ),
    ProblemCode.NOT_NORMALISED: gettext_lazy("%(label)s: type the letters with accents again."),
    ProblemCode.TOO_LONG: gettext_lazy(
        "%(label)s: at most %(maximum)s characters. There are %(length)s."
    ),
    ProblemCode.TOO_MANY_WORDS: gettext_lazy(
        "%(label)s: at most %(maximum)s words. There are %(words)s."
    ),
    ProblemCode.NOT_A_NUMBER: gettext_lazy("%(label)s: enter a number, for example %(example)s."),
    ProblemCode.TOO_MANY_DECIMALS: gettext_lazy(
        "%(label)s: at most %(decimals)s digits after the decimal mark."
    ),
    ProblemCode.TOO_LARGE: gettext_lazy("%(label)s: the number is too large."),
    ProblemCode.BELOW_RANGE: gettext_lazy("%(label)s: the least is %(minimum)s."),
    ProblemCode.ABOVE_RANGE: gettext_lazy("%(label)s: the most is %(maximum)s."),
    ProblemCode.UNKNOWN_OPTION: gettext_lazy("%(label)s: choose one of the answers offered."),
    ProblemCode.REPEATED_OPTION: gettext_lazy("%(label)s: choose each answer only once."),
    ProblemCode.NOT_A_DATE: gettext_lazy("%(label)s: enter a day, for example 8. 5. 2027."),
    ProblemCode.PERIOD_ORDER: gettext_lazy("%(label)s: the last day is before the first."),
    ProblemCode.TOO_MANY_ROWS: gettext_lazy(
        "%(label)s: at most %(maximum)s rows. There are %(rows)s."
    ),
    ProblemCode.TOO_MANY_FILES: gettext_lazy(
        "%(label)s: at most %(maximum)s files. There are %(files)s."
    ),
    ProblemCode.UNKNOWN_FILE: gettext_lazy("%(label)s: one file is not here. Add it again."),
    ProblemCode.FILE_TYPE: gettext_lazy("%(label)s: accepted kinds of file are %(types)s."),
    ProblemCode.FILE_TOO_LARGE: gettext_lazy("%(label)s: a file may have at most %(maximum)s MB."),
    ProblemCode.NOT_DECLARED: gettext_lazy("%(label)s: without this declaration you cannot apply."),
    ProblemCode.NOT_POSITIVE: gettext_lazy("%(label)s: the amount must be more than zero."),
    ProblemCode.NOT_BALANCED: gettext_lazy(
        "Costs are %(costs)s, income with the requested amount is %(incomes)s. They must be equal;"
        " the difference is %(difference)s."
    ),
    ProblemCode.REQUESTED_ABOVE_MAXIMUM: gettext_lazy(
        "You can request at most %(maximum)s in this lot."
    ),
    ProblemCode.REQUESTED_BELOW_MINIMUM: gettext_lazy("Request at least %(minimum)s in this lot."),
    ProblemCode.REQUESTED_ABOVE_SHARE: gettext_lazy(
        "You can request at most %(share)s of the eligible costs, which are %(eligible_cost)s:"
        " %(limit)s."
    ),
}
_NUMBER_SENTENCES = {
    NumberFault.AMBIGUOUS: gettext_lazy(
        "%(label)s: %(value)s could mean two numbers. Write it without a mark for thousands."
    ),
    NumberFault.NOT_A_NUMBER: gettext_lazy(
        "%(label)s: enter a number, for example %(example)s. You entered %(value)s."
    ),
    NumberFault.TOO_MANY_DECIMALS: gettext_lazy(
        "%(label)s: too many digits after the decimal mark. You entered %(value)s."
    ),
    NumberFault.TOO_LARGE: gettext_lazy("%(label)s: the number is too large."),
    NumberFault.NEGATIVE: gettext_lazy(
        "%(label)s: the number cannot be negative. You entered %(value)s."
    ),
}
_MONEY_ARGS = ("costs", "incomes", "difference", "eligible_cost", "limit")
_PLAN_PARTS = {
    "costs": gettext_lazy("Costs"),
    "incomes": gettext_lazy("Income"),
    "requested": gettext_lazy("Requested amount"),
    "category": gettext_lazy("Category"),
    "text": gettext_lazy("Description"),
    "amount": gettext_lazy("Amount"),
    "from": gettext_lazy("first day"),
    "to": gettext_lazy("last day"),
}


def problem_sentence(field: Field, problem: Problem) -> str:
    """Names the place and says what to do; the same in the summary and at the field."""
    label = place_words(field, problem)
    if problem.code is ProblemCode.MISSING:
        return _missing(field, problem) % {"label": label}
    kind = _kind_at(field, problem)
    values = {name: _value(kind, name, arg) for name, arg in problem.args.items()}
    return str(_SENTENCES[problem.code]) % {"label": label, "example": _example(kind), **values}


def number_sentence(field: Field, place: Problem, fault: NumberFault, typed: str) -> str:
    words = {
        "label": place_words(field, place),
        "value": typed[:40],
        "example": _example(_kind_at(field, place)),
    }
    if fault is NumberFault.TOO_MANY_DECIMALS and _kind_at(field, place) is Integer:
        return _("%(label)s: enter a whole number. You entered %(value)s.") % words
    return str(_NUMBER_SENTENCES[fault]) % words


def place_words(field: Field, place: Problem) -> str:
    """`Members, row 2: Age`, or only the label of the field."""
    # A label may be a question; before a colon its mark would stand in the way.
    label = words = text_in(field.label).rstrip("?:. ")
    if place.part:
        words = str(_PLAN_PARTS.get(place.part, label))
        if isinstance(field, Period):
            words = f"{label}, {words}"
    if place.row is not None and not isinstance(field, Files):
        words = _("%(place)s, row %(row)s") % {"place": words, "row": place.row + 1}
    if place.column:
        asked = field.column(place.column) if isinstance(field, Table) else None
        column = "" if asked is None else text_in(asked.label)
        words = f"{words}, {column or _PLAN_PARTS.get(place.column, place.column)}"
    return words


def missing_words(count: int) -> str:
    """State of a part of the application: 2 entries are missing."""
    return ngettext("%(count)s entry missing", "%(count)s entries missing", count) % {
        "count": count
    }


def _missing(field: Field, problem: Problem) -> str:
    if problem.part or problem.column:
        return _("%(label)s: enter this.")
    match field:
        case YesNo() | OneOf() | ManyOf():
            return _("%(label)s: choose an answer.")
        case Files():
            return _("%(label)s: add the file.")
        case Declaration():
            return _("%(label)s: tick the declaration.")
        case Table() | FinancialPlan():
            return _("%(label)s: fill in at least one row.")
    return _("%(label)s: enter this.")


def _kind_at(field: Field, place: Problem) -> type[Field]:
    """What is written at the place: the parts of a field are of other kinds than itself."""
    match field:
        case FinancialPlan():
            return Money
        case Table() if place.column:
            return type(field.column(place.column) or field)
        case Period() if place.part:
            return Date
    return type(field)


def _example(kind: type[Field]) -> str:
    if kind is Integer:
        return "34"
    return write_money(123450) if kind is Money else write_exact(Fraction(25, 2), 1)


def _value(kind: type[Field], name: str, arg: str | int) -> str:
    if name == "share":
        share = to_fraction(str(arg).removesuffix("%"))
        return write_percent(share) if share is not None else str(arg)
    if name in _MONEY_ARGS or (kind is Money and name in ("minimum", "maximum")):
        amount = cents(str(arg).removeprefix("-"))
        return str(arg) if amount is None else write_money(amount)
    if kind is Date and name in ("minimum", "maximum"):
        day = iso_day(arg)
        return write_day_short(day) if day else str(arg)
    number = to_fraction(arg)
    return write_exact(number, 4) if number is not None else str(arg)
