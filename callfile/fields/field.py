"""What every field of a form has, and what each kind must say of itself.

Source: CALL_FILE §2 and the shapes of answers: `{field code: canonical value}` with text -> str,
integer -> "34", decimal/money -> "1234.56", yes_no -> bool, one_of -> code, many_of -> [codes],
date -> "2027-05-08", period -> {from, to}, place -> {text}, file -> [attachment ids],
table -> [{column: value}], declaration -> True,
financial_plan -> {costs: [{category, text, amount}], incomes: [...], requested}.

One kind is one module here: its keys, the rule of its answers, and what the rubric may read of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from callfile.form.problems import Problem, ProblemCode
from callfile.form.values import Found, is_blank
from callfile.formula.expression import EXPRESSION, Expression
from callfile.grant import NO_LIMITS, Grant
from callfile.reach.domains import Domain
from callfile.reading.parts import key, part
from callfile.reading.shapes import IDENTIFIER, TEXT, TEXTS, YES_NO, Shape, Texts

# Whoever reads a field has looked at its kind before.
KIND: Shape[str] = Shape(lambda _page, value, _place: str(value), lambda _: {}, "")
# What a column of a table has no use for.
OF_FIELDS_ONLY = ("fact", "shown_if", "evidence")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was handed in: the ending of its name, and its bytes."""

    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Around:
    """What an answer has to fit: the limits of an award, and the files that there are, by id.

    Where these are not known, kinds and sizes of files are not looked at.
    """

    grant: Grant = NO_LIMITS
    attached: Mapping[str, Attached] | None = None


ALONE = Around()


@part("A question.")
class Field:
    """`NAME` is its kind in the file, `MEANING` explains it.

    `MAY_BE_FACT`: the rubric can read it. `MAY_BE_COLUMN`: a table can have it. `MAY_BE_PUBLIC`:
    such a column of a fact stands in the published evaluation.
    """

    NAME: ClassVar[str] = ""
    MEANING: ClassVar[str] = ""
    MAY_BE_FACT: ClassVar[bool] = False
    MAY_BE_COLUMN: ClassVar[bool] = False
    MAY_BE_PUBLIC: ClassVar[bool] = False

    code: str = key(IDENTIFIER, "Its name in formulas and in the rubric; letters, digits and _.")
    kind: str = key(KIND, "What may be answered (below).")
    label: Texts = key(TEXTS, "The question.")
    help: Texts | None = key(TEXTS, "A hint below it.", default=None)
    required: bool = key(
        YES_NO, "Whether it has to be answered. Without the key it has.", default=True
    )
    fact: bool = key(
        YES_NO,
        "Whether the rubric may compute with it. The officer recognises each fact.",
        default=False,
    )
    shown_if: Expression | None = key(
        EXPRESSION, "Asked only where this holds; written over earlier fields.", default=None
    )
    evidence: str | None = key(TEXT, "The `file` field that proves it.", default=None)

    @property
    def may_stay_blank(self) -> bool:
        return not self.required or self.shown_if is not None

    def domain(self) -> Domain | None:
        """What an answer can be, as far as conditions and the rubric may read it."""
        return None

    def problems(self, answer: object, around: Around = ALONE) -> Iterator[Problem]:
        """What is wrong with an answer; never raises on any JSON."""
        if not is_blank(answer):
            yield from self.problems_of_parts(answer, around)
        elif self.required:
            yield Problem(self.code, ProblemCode.MISSING)

    def problems_of_parts(self, answer: object, around: Around) -> Iterator[Problem]:
        """Of an answer that is not blank; kinds whose answers have parts name the part."""
        for found, args in self.faults_of(answer):
            yield Problem(self.code, found, args=args)

    def faults_of(self, value: object) -> Iterator[Found]:
        """Of a value that is not blank and has no parts, also in a cell of a table."""
        yield from ()

    def facts_in(self, answer: object) -> dict[str, object]:
        """What the rubric may compute with; nothing of what is refused."""
        if not (self.fact and self.MAY_BE_FACT) or answer in (None, ""):
            return {}
        return {} if any(self.faults_of(answer)) else {self.code: answer}
