"""The form of a lot: its pages and their questions, and what the rubric may read of them.

Source: CALL_FILE §2 and §3 ("a fact that no field asks for").

>>> page = Inspection(("sl",))
>>> form = FORM.read(page, {"sections": [{"code": "s", "title": {"sl": "S"}, "fields": [
...     {"code": "n", "kind": "integer", "label": {"sl": "N"}, "max": 9, "fact": True}]}]}, "form")
>>> asked = check_form(page, form, "form")
>>> [str(fault) for fault in page.faults], asked.facts["n"].grain
(['form: no_plan'], Fraction(1, 1))
>>> [(one.place, one.code.value) for one in form.problems({"n": "10"})], form.facts({"n": "9"})
([('n', 'above_range')], {'n': '9'})
"""

from collections.abc import Mapping, Set

from callfile.faults import FaultCode
from callfile.fields import FIELD_KINDS
from callfile.fields.field import ALONE, Around, Field
from callfile.fields.files import Files
from callfile.fields.financial_plan import PLAN_FACTS, FinancialPlan
from callfile.fields.kinds import kinds_schema, read_field
from callfile.form.problems import Problem, ProblemCode
from callfile.formula.evaluate import evaluate
from callfile.formula.parser import FUNCTIONS, KEYWORDS
from callfile.numbers.money import cents
from callfile.reach.asked import Asked
from callfile.reach.checks import check_condition
from callfile.reading.inspection import SHOWN, Inspection, at, once
from callfile.reading.lists import list_of
from callfile.reading.parts import key, lenient, part
from callfile.reading.shapes import CODE, IDENTIFIER_PATTERN, TEXTS, Shape, Texts, standing_in

_EMPTY = frozenset({ProblemCode.MISSING, ProblemCode.NOT_DECLARED})
_RESERVED = frozenset({*PLAN_FACTS, *KEYWORDS, *FUNCTIONS})


def _read_question(page: Inspection, value: object, place: str) -> Field | None:
    raw = page.mapping(value, place)
    if raw is None:
        return None
    code = raw.get("code")
    if isinstance(code, str) and IDENTIFIER_PATTERN.fullmatch(code):
        if code in _RESERVED:
            page.add(at(place, "code"), FaultCode.RESERVED_CODE, name=code)
        # Fields are found by their code, on whichever page of the form they stand.
        if once(page, page.fields, code, place):
            place = at(place.rpartition(".sections[")[0], code)
    return read_field(page, raw, place, FIELD_KINDS)


_QUESTION: Shape[Field] = Shape(
    _read_question, kinds_schema("field", "A question.", FIELD_KINDS.values()).schema
)


@part("A page of the form.")
class Section:
    code: str = key(CODE, "Its name in the address.")
    title: Texts = key(TEXTS, "Its heading.")
    help: Texts | None = key(TEXTS, "A sentence below the heading.", default=None)
    fields: tuple[Field, ...] = key(standing_in(list_of(_QUESTION), ()), "Its questions.")


@part("What an application asks for in a lot.")
class Form:
    sections: tuple[Section, ...] = key(
        standing_in(list_of(lenient(Section), by_code=True), ()), "Its pages."
    )

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order of the pages."""
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, code: str) -> Field | None:
        return next((field for field in self.fields if field.code == code), None)

    @property
    def plan(self) -> FinancialPlan | None:
        """It is always shown; only a draft may have none."""
        return next((field for field in self.fields if isinstance(field, FinancialPlan)), None)

    def shown(self, answers: Mapping[str, object]) -> list[Field]:
        """The fields that an applicant sees with these answers.

        One with `shown_if` is shown while that is true of the fields before it; while it is false
        or cannot be told yet, the field is hidden and does not count.
        """
        shown: list[Field] = []
        known: dict[str, object] = {}
        for field in self.fields:
            if field.shown_if is None or evaluate(field.shown_if.node, known) is True:
                shown.append(field)
                if answers.get(field.code) is not None:
                    known[field.code] = answers[field.code]
        return shown

    def pages(self, answers: Mapping[str, object]) -> list[tuple[Section, tuple[Field, ...]]]:
        """Each page with the fields that these answers show on it."""
        shown = {field.code for field in self.shown(answers)}
        return [
            (section, tuple(field for field in section.fields if field.code in shown))
            for section in self.sections
        ]

    def facts(self, answers: Mapping[str, object]) -> dict[str, object]:
        """The facts of one application: `{code: "34" | True | option code | rows}`.

        Hidden, unanswered and refused answers give none.
        """
        facts: dict[str, object] = {}
        for field in self.shown(answers):
            facts |= field.facts_in(answers.get(field.code))
        return facts

    def problems(self, answers: object, around: Around = ALONE) -> list[Problem]:
        """All problems of answers, in the order of the form; hidden fields are not looked at."""
        if not isinstance(answers, Mapping):
            return [Problem("", ProblemCode.MALFORMED)]
        found: list[Problem] = []
        for field in self.shown(answers):
            found += field.problems(answers.get(field.code), around)
        return [*found, *self.answers_to_nothing(answers)]

    def unanswered(self, answers: Mapping[str, object]) -> list[Field]:
        """What has to be answered and is not, whole or in part; a fact of which the rubric can read
        nothing, and a plan that requests nothing.

        >>> page = Inspection(("sl",))
        >>> form = FORM.read(page, {"sections": [{"code": "s", "title": {"sl": "S"}, "fields": [
        ...     {"code": "n", "kind": "integer", "label": {"sl": "N"}, "max": 9, "fact": True},
        ...     {"code": "t", "kind": "short_text", "label": {"sl": "T"}, "required": False,
        ...      "max_length": 9}]}]}, "form")
        >>> [[one.code for one in form.unanswered({"n": n})] for n in ("", "10", "9")]
        [['n'], ['n'], []]
        """
        return [one for one in self.shown(answers) if _lacks(one, answers.get(one.code))]

    def answers_to_nothing(self, answers: Mapping[str, object]) -> list[Problem]:
        """Answers of which the form has no field."""
        known = {field.code for field in self.fields}
        unknown = [str(code) for code in answers if code not in known]
        return [Problem(code, ProblemCode.UNKNOWN_FIELD) for code in sorted(unknown)]


def _lacks(field: Field, answer: object) -> bool:
    if isinstance(field, FinancialPlan):
        return not cents(field.facts_in(answer).get("requested"))
    if not field.required:
        return False
    is_read = field.fact and field.MAY_BE_FACT
    empty = any(one.code in _EMPTY for one in field.problems(answer))
    return empty or (is_read and not field.facts_in(answer))


def _read_form(page: Inspection, value: object, place: str) -> Form | None:
    page.fields = {}
    return _FORM.read(page, value, place)


NO_FORM = Form(sections=())
_FORM = lenient(Form)
FORM: Shape[Form] = Shape(_read_form, _FORM.schema, NO_FORM)


def check_form(page: Inspection, form: Form, place: str) -> Asked:
    """Report what the fields say of each other; return what the form asks."""
    asked = Asked()
    fields = form.fields
    codes = {field.code for field in fields}
    for field in fields:
        _check_field(page, field, at(place, field.code), asked, codes)
    _check_plans(page, fields, place)
    files = {field.code for field in fields if field.kind == Files.NAME}
    for field in fields:
        if field.evidence is not None and field.evidence not in files:
            where = at(at(place, field.code), "evidence")
            page.add(where, FaultCode.EVIDENCE_UNKNOWN, name=field.evidence[:SHOWN])
    return asked


def _check_plans(page: Inspection, fields: tuple[Field, ...], place: str) -> None:
    plans = [field for field in fields if field.kind == FinancialPlan.NAME]
    if not plans:
        page.add(place, FaultCode.NO_PLAN)
    for plan in plans[1:]:
        page.add(at(place, plan.code), FaultCode.SECOND_PLAN)


def _check_field(page: Inspection, field: Field, place: str, asked: Asked, codes: Set[str]) -> None:
    """`codes` are those of all fields; `asked` knows the fields before this one."""
    if field.shown_if is not None:
        check_condition(page, field.shown_if, at(place, "shown_if"), asked, codes)
    if field.fact and field.NAME and not field.MAY_BE_FACT:
        page.add(at(place, "fact"), FaultCode.KIND_IS_NO_FACT, kind=field.NAME)
    domain = field.domain()
    asked.fields.setdefault(field.code, domain)
    if field.fact and domain is not None:
        asked.facts.setdefault(field.code, domain)
    if not field.NAME:
        asked.unread.add(field.code)
    if field.may_stay_blank:
        asked.optional.add(field.code)
    if field.kind == FinancialPlan.NAME:
        asked.facts.update(FinancialPlan.facts())
