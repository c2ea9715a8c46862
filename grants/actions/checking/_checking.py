"""What the acts of the completeness check have in common."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.refusal import Refused
from grants.models import Call

MOST_CHARACTERS = 2000


def in_every_language(
    call: Call, texts: Mapping[str, str], message: str, *, field: str
) -> dict[str, str]:
    """The texts, cleaned, in each language of the call. Raises Refused where one is missing."""
    cleaned = {code: clean_text(str(texts.get(code) or "")) for code in call.languages}
    if not all(cleaned.values()):
        raise Refused(message, field=field)
    if any(len(text) > MOST_CHARACTERS for text in cleaned.values()):
        raise Refused(_("Write it shorter."), field=field)
    return cleaned
