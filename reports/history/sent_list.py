"""The list that an officer sent: read in the guarded child, before a transaction begins."""

from accounts.guarded.looking import look_at
from accounts.guarded.pool import Busy, ChildFailed, TookTooLong, TookTooMuch
from applicants.files.check import FileFault, FileRefused, clean_name
from reports.history.table_file import LARGEST_MB, ListTable, TableFault, TableRefused

_LOOK = "reports.history.list_look"


def read_sent_list(name: str, data: bytes, encoding: str) -> ListTable:
    """Raises TableRefused, or FileRefused for a workbook that is not what it says."""
    if len(data) > LARGEST_MB * 1_000_000:
        raise TableRefused(TableFault.TOO_LARGE)
    try:
        found, _parts = look_at(data, _LOOK, {"name": name, "encoding": encoding})
    except TookTooLong:
        raise TableRefused(TableFault.ENDLESS) from None
    except TookTooMuch:
        raise TableRefused(TableFault.SWELLS) from None
    except Busy:
        raise TableRefused(TableFault.NOT_NOW) from None
    except ChildFailed:
        raise TableRefused(TableFault.UNREADABLE) from None
    if "refused" not in found:
        rows = [(number, cells) for number, cells in found["rows"]]
        return ListTable(rows, found["read_as"])
    if found["fault"]:
        raise FileRefused(FileFault(found["fault"]), name=clean_name(name), types="XLSX")
    raise TableRefused(TableFault(found["refused"]))
