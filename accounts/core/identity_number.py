"""Numbers of organisations in one spelling, however they are typed: two equal ones are equal text.

People part the digits with blanks, dots and dashes, put the country before a tax number, and leave
out the three zeros with which the registration number of a whole organisation ends in Slovenia.

>>> identity_number("SI 5022-3054"), identity_number("93.31310"), identity_number("9331310 000")
('50223054', '9331310000', '9331310000')
>>> identity_number("it 01234567890"), identity_number("RNA w123/45"), identity_number("Zbor SI")
('01234567890', 'RNAW12345', '')
"""

import re

from accounts.core.plain_text import clean_identifier

_BETWEEN = re.compile(r"[ ./\-\u2010-\u2014\u2212]+")
_WITH_COUNTRY = re.compile(r"SI([0-9]{8})|IT([0-9]{11})")
_WHOLE_ORGANISATION = re.compile(r"[0-9]{7}")


def identity_number(text: str) -> str:
    """Capitals and digits alone; empty where no digit is in it."""
    bare = _BETWEEN.sub("", clean_identifier(text)).upper()
    if found := _WITH_COUNTRY.fullmatch(bare):
        return found[1] or found[2]
    if _WHOLE_ORGANISATION.fullmatch(bare):
        return f"{bare}000"
    return bare if any(one.isdigit() for one in bare) else ""
