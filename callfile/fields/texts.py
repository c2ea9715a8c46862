"""`short_text` and `long_text`: what people write."""

from collections.abc import Iterator
from typing import ClassVar

from callfile.fields.field import Field
from callfile.form.problems import ProblemCode
from callfile.form.values import (
    CHARACTERS_PER_WORD,
    SHORT_TEXT_LENGTH,
    Found,
    text_problems,
    word_count,
)
from callfile.reading.parts import key, part
from callfile.reading.shapes import whole

LONGEST = 10_000


@part("A question that is answered in one line.", name="short_text")
class ShortText(Field):
    NAME: ClassVar[str] = "short_text"
    MEANING: ClassVar[str] = "one line"
    MAY_BE_COLUMN: ClassVar[bool] = True

    max_length: int | None = key(whole(1, LONGEST), "Characters that it may have.", default=None)

    @property
    def longest(self) -> int:
        return self.max_length or SHORT_TEXT_LENGTH

    def faults_of(self, value: object) -> Iterator[Found]:
        yield from text_problems(value, self.longest)


@part("A question that is answered in paragraphs.", name="long_text")
class LongText(Field):
    NAME: ClassVar[str] = "long_text"
    MEANING: ClassVar[str] = "paragraphs, with a limit of words"

    max_words: int = key(whole(1, LONGEST), "Words that it may have.")

    def faults_of(self, value: object) -> Iterator[Found]:
        yield from text_problems(value, self.max_words * CHARACTERS_PER_WORD)
        words = word_count(value) if isinstance(value, str) else 0
        if words > self.max_words:
            yield ProblemCode.TOO_MANY_WORDS, {"maximum": self.max_words, "words": words}
