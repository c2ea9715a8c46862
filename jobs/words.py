"""Letters that got stuck, as their table says them."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jobs.letters import letter_title
from jobs.models import Letter

_REFUSED = ("SMTPRecipientsRefused", "SMTPDataError")


def letter_rows(letters: Iterable[Letter]) -> list[dict[str, Any]]:
    return [
        {
            "letter": one,
            "title": letter_title(one),
            "why": _why(one.fault),
            "ended": one.given_up_at,
        }
        for one in letters
    ]


def _why(fault: str) -> str | Promise:
    if fault in _REFUSED:
        return _("The mail server refuses this address or letter.")
    return _("The letter could not be written or sent (%(fault)s).") % {"fault": fault}
