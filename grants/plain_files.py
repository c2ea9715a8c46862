"""Files that are written for rows of a transaction, and removed again where it fails."""

from types import TracebackType
from typing import Self

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile


class PlainFiles:
    """Put it around the transaction: whatever fails, the commit too, takes the files with it."""

    def __init__(self) -> None:
        self._written: list[FieldFile] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            for file in self._written:
                file.storage.delete(str(file.name))

    def write(self, file: FieldFile, name: str, content: bytes) -> None:
        """The row itself is saved by the caller."""
        _take_away_what_nobody_names(file, name)
        file.save(name, ContentFile(content), save=False)
        self._written.append(file)


def _take_away_what_nobody_names(file: FieldFile, name: str) -> None:
    """A process that was killed before its commit has left a file, but no row that names it."""
    place = file.field.generate_filename(file.instance, name)
    rows = type(file.instance)._default_manager.filter(**{file.field.name: place})
    if file.storage.exists(place) and not rows.exists():
        file.storage.delete(place)
