"""What the head of a request says of its body: its kind, and where the parts of a form end.

Pages are UTF-8, so forms come back in UTF-8, whatever else the head may say. A kind of letters that
Python knows and a form cannot have (`rot13`, `utf-16`, `zlib`) or does not know at all stops Django
while it makes the request, before anything could answer with a page.
"""

import re

_KIND = re.compile(r"\s*([A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+)\s*(?:;|\Z)")
_BOUNDARY = re.compile(r';\s*boundary\s*=\s*(?:"([^"\\]*)"|([^\s;"]+))', re.IGNORECASE)
# The standard allows seventy letters.
_LONGEST = 200


def plain_content_type(sent: str) -> str:
    """The kind and the boundary alone; empty for what is no kind of anything.

    >>> plain_content_type('multipart/form-data; charset=rot13; boundary="x y"')
    'multipart/form-data; boundary="x y"'
    >>> plain_content_type("text/plain; charset*=bogus''%ff"), plain_content_type("?")
    ('text/plain', '')
    """
    kind = _KIND.match(sent)
    if kind is None:
        return ""
    plain = kind[1].lower()
    boundary = _BOUNDARY.search(sent, 0, kind.end() + 1_000)
    if boundary is None or not plain.startswith("multipart/"):
        return plain
    return f'{plain}; boundary="{(boundary[1] or boundary[2] or "")[:_LONGEST]}"'
