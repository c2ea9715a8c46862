"""Whom applicants name as their officers, as text that a database can search.

>>> office_lines({"officers": [{"name": "Dora Kos"}, {"name": "RENKO, Valter"}, {"name": "Nika"}]})
'\\ndora kos\\n\\nrenko valter\\n'
"""

from collections.abc import Mapping
from typing import Any

from accounts.core.person_name import name_key


def office_lines(applicant: Mapping[str, Any] | None) -> str:
    """A line for the key of each full name."""
    named = (str(one.get("name") or "") for one in (applicant or {}).get("officers") or [])
    keys = sorted({key for name in named if (key := name_key(name))})
    return "".join(map(office_line, keys))


def office_line(key: str) -> str:
    """As it is searched for: whole, so that no name is found within another."""
    return f"\n{key}\n"
