"""Words compared as people type them: without case and without marks on letters.

Source: Unicode Standard Annex 15 (compatibility decomposition); đ has no decomposition.

>>> folded("Športno DRUŠTVO Città"), folded("Đurđa")
('sportno drustvo citta', 'durda')
"""

import unicodedata


def folded(text: str) -> str:
    """Lower case, letters without their marks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).replace("đ", "d")
