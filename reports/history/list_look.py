"""Lists of past awards in the guarded child: read where nobody else waits for it."""

from typing import Any

from accounts.guarded.frames import Frame
from reports.history.table_file import TableRefused, read_table


def look(words: dict[str, Any], parts: list[bytes]) -> Frame:
    """{"rows", "read_as"} of the table, or {"refused": the reason}."""
    try:
        table = read_table(words["name"], parts[0], words["encoding"])
    except TableRefused as refused:
        return {"refused": refused.code.value, "fault": refused.fault}, []
    return {"rows": table.rows, "read_as": table.read_as}, []
