"""`file`: documents that are handed in."""

from typing import ClassVar

from callfile.fields.field import Field
from callfile.form.fields import FILE_TYPES
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part
from callfile.reading.shapes import one_of, whole


@part("A question that is answered by files.", name="file")
class Files(Field):
    NAME: ClassVar[str] = "file"
    MEANING: ClassVar[str] = "one or more files"

    types: tuple[str, ...] = key(
        list_of(one_of(sorted(FILE_TYPES))), "Kinds of file that are accepted."
    )
    max_mb: int = key(whole(1, 100), "Size of one file in megabytes.")
    max_files: int = key(whole(1, 50), "Number of files.", default=1)
