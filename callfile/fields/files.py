"""`file`: documents that are handed in."""

from collections.abc import Iterator
from typing import ClassVar

from callfile.fields.field import Around, Attached, Field
from callfile.form.problems import Problem, ProblemCode
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part
from callfile.reading.shapes import YES_NO, one_of, whole

FILE_TYPES = frozenset({"pdf", "docx", "xlsx", "odt", "ods", "jpg", "png"})


@part("A question that is answered by files.", name="file")
class Files(Field):
    NAME: ClassVar[str] = "file"
    MEANING: ClassVar[str] = "one or more files"

    types: tuple[str, ...] = key(
        list_of(one_of(sorted(FILE_TYPES))), "Kinds of file that are accepted."
    )
    max_mb: int = key(whole(1, 100), "Size of one file in megabytes.")
    max_files: int = key(whole(1, 50), "Number of files.", default=1)
    for_scoring: bool = key(
        YES_NO,
        "Whether the committee reads them while it scores blindly (`blind_scoring`); without the "
        "key after the scores are revealed.",
        default=False,
    )

    def problems_of_parts(self, answer: object, around: Around) -> Iterator[Problem]:
        ids = answer if isinstance(answer, list) else [None]
        if not all(isinstance(one, str) or type(one) is int for one in ids):
            yield Problem(self.code, ProblemCode.MALFORMED)
            return
        if len(ids) > self.max_files:
            args = {"maximum": self.max_files, "files": len(ids)}
            yield Problem(self.code, ProblemCode.TOO_MANY_FILES, args=args)
        if around.attached is not None:
            for row, one in enumerate(ids):
                yield from self._problems_of_file(row, around.attached.get(str(one)))

    def _problems_of_file(self, row: int, attached: Attached | None) -> Iterator[Problem]:
        if attached is None:
            yield Problem(self.code, ProblemCode.UNKNOWN_FILE, row=row)
            return
        if attached.type not in self.types:
            types = {"types": ", ".join(self.types)}
            yield Problem(self.code, ProblemCode.FILE_TYPE, row=row, args=types)
        if attached.size > self.max_mb * 1_000_000:
            most = {"maximum": self.max_mb}
            yield Problem(self.code, ProblemCode.FILE_TOO_LARGE, row=row, args=most)
