"""`short_text` and `long_text`: what people write."""

from typing import ClassVar

from callfile.fields.field import Field
from callfile.reading.parts import key, part
from callfile.reading.shapes import whole

LONGEST = 10_000


@part("A question that is answered in one line.", name="short_text")
class ShortText(Field):
    NAME: ClassVar[str] = "short_text"
    MEANING: ClassVar[str] = "one line"
    MAY_BE_COLUMN: ClassVar[bool] = True

    max_length: int | None = key(whole(1, LONGEST), "Characters that it may have.", default=None)


@part("A question that is answered in paragraphs.", name="long_text")
class LongText(Field):
    NAME: ClassVar[str] = "long_text"
    MEANING: ClassVar[str] = "paragraphs, with a limit of words"

    max_words: int = key(whole(1, LONGEST), "Words that it may have.")
