"""What a file is, looked at in the guarded child: by whatever its content asks of a library."""

import io
import sys
import zipfile
from typing import Any

from accounts.guarded.frames import Frame
from applicants.files.kinds import FileFault
from applicants.files.office import office_fault
from applicants.files.pdf import pdf_fault
from applicants.files.picture import picture_fault

# pypdf leaves out without a word what nests deeper than Python goes; the check wants to see it.
_DEEPEST_CALLS = 20_000
_OFFICE = frozenset({"docx", "xlsx", "odt", "ods"})


def look(words: dict[str, Any], parts: list[bytes]) -> Frame:
    """{"fault": the reason against the file, or ""}."""
    sys.setrecursionlimit(_DEEPEST_CALLS)
    return {"fault": fault_of_file(words["claimed"], parts[0]) or ""}, []


def fault_of_file(claimed: str, content: bytes) -> FileFault | None:
    """Why this is no file to keep. Raises MemoryError; what else a library raises is a fault."""
    try:
        if claimed in _OFFICE:
            return office_fault(claimed, content)
        if zipfile.is_zipfile(io.BytesIO(content)):
            return FileFault.NOT_WHAT_IT_SAYS
        return pdf_fault(content) if claimed == "pdf" else picture_fault(claimed, content)
    except MemoryError:
        raise
    except Exception:
        # Also AssertionError, LimitReachedError, RecursionError: nobody can list what a broken
        # file makes a library raise.
        return FileFault.DAMAGED
