"""`yes_no`, `declaration`, `one_of` and `many_of`: what is picked."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from callfile.fields.field import Field
from callfile.form.problems import ProblemCode
from callfile.form.values import Found
from callfile.reach.domains import Domain, Options, Truths
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import CODE, TEXTS, Texts


@part("An answer to choose.")
class Option:
    code: str = key(CODE, "What is stored.")
    text: Texts = key(TEXTS, "What is read.")


_OPTIONS = list_of(part_of(Option), by_code=True)


def _codes(options: Sequence[Option]) -> frozenset[str]:
    return frozenset(option.code for option in options)


@part("A question that is answered by yes or no.", name="yes_no")
class YesNo(Field):
    NAME: ClassVar[str] = "yes_no"
    MEANING: ClassVar[str] = "yes or no"
    MAY_BE_FACT: ClassVar[bool] = True
    MAY_BE_COLUMN: ClassVar[bool] = True
    MAY_BE_PUBLIC: ClassVar[bool] = True

    def domain(self) -> Domain | None:
        return Truths()

    def faults_of(self, value: object) -> Iterator[Found]:
        if not isinstance(value, bool):
            yield ProblemCode.MALFORMED, {}


@part("A sentence to agree to.", name="declaration")
class Declaration(Field):
    NAME: ClassVar[str] = "declaration"
    MEANING: ClassVar[str] = "a sentence to agree to"
    MAY_BE_FACT: ClassVar[bool] = True

    text: Texts = key(TEXTS, "The sentence.")

    def domain(self) -> Domain | None:
        return Truths()

    def faults_of(self, value: object) -> Iterator[Found]:
        if value is not True:
            yield ProblemCode.NOT_DECLARED, {}


@part("A question that is answered by one of the options.", name="one_of")
class OneOf(Field):
    NAME: ClassVar[str] = "one_of"
    MEANING: ClassVar[str] = "one of the options"
    MAY_BE_FACT: ClassVar[bool] = True
    MAY_BE_COLUMN: ClassVar[bool] = True
    MAY_BE_PUBLIC: ClassVar[bool] = True

    options: tuple[Option, ...] = key(_OPTIONS, "The answers to choose from.")

    def domain(self) -> Domain | None:
        return Options(_codes(self.options))

    def faults_of(self, value: object) -> Iterator[Found]:
        if not isinstance(value, str):
            yield ProblemCode.MALFORMED, {}
        elif value not in _codes(self.options):
            yield ProblemCode.UNKNOWN_OPTION, {}


@part("A question that is answered by any of the options.", name="many_of")
class ManyOf(Field):
    NAME: ClassVar[str] = "many_of"
    MEANING: ClassVar[str] = "any of the options"

    options: tuple[Option, ...] = key(_OPTIONS, "The answers to choose from.")

    def faults_of(self, value: object) -> Iterator[Found]:
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            yield ProblemCode.MALFORMED, {}
            return
        if not set(value) <= _codes(self.options):
            yield ProblemCode.UNKNOWN_OPTION, {}
        if len(set(value)) < len(value):
            yield ProblemCode.REPEATED_OPTION, {}
