"""What a corrigendum may change of a published call, and what it may not.

Applications are sealed under the form that they were written in: its questions stay, their words
may be mended. Lots stay, the deadline only becomes longer. Everything else may be changed.
"""

import re
from collections.abc import Collection, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.refusal import Refused
from callfile.as_written import Written, moment_at
from callfile.dates.moments import check_moments
from callfile.faults import FaultCode
from callfile.text.difference import Changed, changes
from grants.call_files.places import place_in_words
from grants.models import Call
from grants.selectors.requests.legal_time import holidays_of

_FIXED = re.compile(
    r"(merila|code|languages|dates\.(published|opens|consultation))\b"
    r"|lots(\[\d+\]\.lots)*(\[\d+\]\.(code|kind))?$"
)
# Of these the words alone.
_ASKED = re.compile(r"lots\[\d+\](\.lots\[\d+\])*\.(form|eligibility)\b")


def changes_of_call(call: Call, content: Written) -> list[Changed]:
    """Against what holds now."""
    return list(changes(call.content, content, call.languages))


def require_amendable(call: Call, content: Written, found: Sequence[Changed]) -> None:
    """Raises Refused where a corrigendum may not say this, naming the first place."""
    if not found:
        raise Refused(_("The file says the same as the published call."), field="file")
    for one in found:
        if _FIXED.match(one.place) or (not one.language and _ASKED.match(one.place)):
            place = place_in_words(one.place, call.content if one.after is None else content)
            raise Refused(
                _("A corrigendum cannot change this: %(place)s.") % {"place": place}, field="file"
            )
    before, after = call.deadline_at, moment_at(content, "deadline")
    if before is None or after is None or after < before:
        raise Refused(_("A corrigendum only makes the deadline longer."), field="file")
    _refuse_free_days(call, content, {one.place for one in found})


def _refuse_free_days(call: Call, content: Written, changed: Collection[str]) -> None:
    for one in check_moments(content, timezone.localtime(), holidays_of(call)):
        if one.code is FaultCode.FREE_DAY and one.place in changed:
            place = place_in_words(one.place, content)
            raise Refused(
                _("This is a Saturday, a Sunday or a holiday: %(place)s.") % {"place": place},
                field="file",
            )
