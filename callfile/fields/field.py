"""What every field of a form has, and what each kind must say of itself.

Source: CALL_FILE §2. One kind is one module here: its keys, and what the rubric may read of it.
"""

from typing import ClassVar

from callfile.formula.expression import EXPRESSION, Expression
from callfile.reach.domains import Domain
from callfile.reading.parts import key, part
from callfile.reading.shapes import IDENTIFIER, TEXT, TEXTS, YES_NO, Shape, Texts

# Whoever reads a field has looked at its kind before.
KIND: Shape[str] = Shape(lambda _page, value, _place: str(value), lambda _: {}, "")
# What a column of a table has no use for.
OF_FIELDS_ONLY = ("fact", "shown_if", "evidence")


@part("A question.")
class Field:
    """`NAME` is its kind in the file, `MEANING` explains it.

    `MAY_BE_FACT`: the rubric can read it. `MAY_BE_COLUMN`: a table can have it.
    """

    NAME: ClassVar[str] = ""
    MEANING: ClassVar[str] = ""
    MAY_BE_FACT: ClassVar[bool] = False
    MAY_BE_COLUMN: ClassVar[bool] = False

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
