"""How values lie in a shared cache: as JSON or plain bytes, because whoever can write there must
not be able to make the program run something. (Django would pickle them.)
"""

import json
from typing import Any

_BYTES = b"\0"


class PlainSerializer:
    """What Django's cache on Redis asks for. Raises TypeError for what JSON does not know."""

    def dumps(self, value: Any) -> int | bytes:
        # A whole number is kept as such, so that the server can count it up.
        if type(value) is int:
            return value
        if isinstance(value, bytes):
            return _BYTES + value
        return json.dumps(value, separators=(",", ":")).encode()

    def loads(self, data: bytes) -> Any:
        return data[1:] if data[:1] == _BYTES else json.loads(data)
