"""Letters that got stuck, as their table says them."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jobs.letters import title_of
from jobs.models import Letter

_REFUSED = ("SMTPRecipientsRefused", "SMTPDataError")


def rows_of(letters: Iterable[Letter]) -> list[dict[str, Any]]:
    return [
        {"letter": one, "title": title_of(one), "why": _why(one.fault), "ended": one.given_up_at}
        for one in letters
    ]


def _why(fault: str) -> str | Promise:
    if fault in _REFUSED:
        return _("The mail server refuses this address or letter.")
    return _("The letter could not be written or sent (%(fault)s).") % {"fault": fault}
