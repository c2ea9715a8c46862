"""Reading a stored file: its bytes, or a sentence about the file that is not there any more."""

import hashlib
import logging

from django.db.models.fields.files import FieldFile
from django.http import Http404
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


class FileLost(Http404):
    """A row names a file that is missing, or that is not the one that was stored.

    The message is what the reader is told; the log has the name in the storage.
    """


def read_stored(file: FieldFile, sha256: str = "") -> bytes:
    """All of it; where its hash is given, only if it is that one. Raises FileLost."""
    try:
        with file.open("rb") as opened:
            data = bytes(opened.read())
    except (OSError, ValueError) as error:
        logger.error("stored file missing: %s (%s)", file.name, type(error).__name__)
        raise FileLost(lost_file_words()) from error
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        logger.error("stored file altered: %s", file.name)
        raise FileLost(altered_words())
    return data


def lost_file_words() -> str:
    return _(
        "This file is listed, but it is no longer in the storage. Tell the funder: the "
        "administrator puts it back from the backup."
    )


def altered_words() -> str:
    return _(
        "This file is not the one that was stored, so it is not given out. Tell the funder: the "
        "administrator puts the right one back from the backup."
    )


def unopened_words() -> str:
    return _(
        "This file could not be read when the applications were opened. Once the administrator has "
        "put it back from the backup, it is opened on the page of the opening session."
    )
