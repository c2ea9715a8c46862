"""Call files in the guarded child: read and checked where nobody else waits for it."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from accounts.guarded.frames import Frame
from callfile.checked import Checked
from callfile.file import check
from grants.call_files.reading import read_call


def look(words: dict[str, Any], parts: list[bytes]) -> Frame:
    """{"checked": what was found}, and the call as JSON unless nothing could be read of it.

    `words["is"]` is "file" for the bytes of a YAML or JSON file, "content" for JSON of our own;
    `words["zone"]` is the name of the zone in which its readers live.
    """
    zone = ZoneInfo(words["zone"])
    if words["is"] == "content":
        return {"checked": Checked.of(check(json.loads(parts[0]), zone)).stored()}, []
    found = read_call(parts[0], zone)
    call = [] if found.call is None else [json.dumps(found.call).encode()]
    return {"checked": Checked.of(found.faults).stored()}, call
