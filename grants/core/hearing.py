"""Whether an applicant was heard about a recognised fact that differs from the declared one.

Before the decision the party is told which facts were found and may answer; what it says is
weighed (source: ZUP, articles 9 and 138; court judgment I U 1138/2012). It is heard about a value
once that was told and the time to answer is over, or the answer is weighed. A value between the
told and the declared one follows the applicant in part, so it needs no second telling; any other
does.

>>> told = Told(declared="40", recognised="20", is_over=True, speaks=True, kept=None)
>>> standing("40", "20", told)
<HearingStanding.TO_WEIGH: 'to_weigh'>
>>> standing("40", "10", told)
<HearingStanding.TO_TELL: 'to_tell'>
>>> standing("40", "30", Told("40", "20", is_over=True, speaks=True, kept="30"))
<HearingStanding.HEARD: 'heard'>
"""

from dataclasses import dataclass
from enum import StrEnum

from callfile.numbers.exact import parse_exact


class HearingStanding(StrEnum):
    """In the order in which they stand in the way."""

    TO_TELL = "to_tell"
    RUNNING = "running"
    TO_WEIGH = "to_weigh"
    HEARD = "heard"


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as it was told last: `is_over` once it was answered or its time ended, `speaks`
    where the answer says something that has to be weighed, `kept` the value that was recognised
    when it was (None where it was not weighed). Values are canonical.
    """

    declared: object
    recognised: object
    is_over: bool
    speaks: bool
    kept: object


def standing(declared: object, recognised: object, told: Told | None) -> HearingStanding:
    """Of a fact with these values now.

    >>> standing("40", "40", None), standing("40", "20", None)
    (<HearingStanding.HEARD: 'heard'>, <HearingStanding.TO_TELL: 'to_tell'>)
    """
    if told is None or told.declared != declared:
        return HearingStanding.HEARD if recognised == declared else HearingStanding.TO_TELL
    if not told.is_over:
        return HearingStanding.RUNNING
    if not follows(declared, told.recognised, recognised):
        return HearingStanding.TO_TELL
    if told.speaks and told.kept != recognised:
        return HearingStanding.TO_WEIGH
    return HearingStanding.HEARD


def follows(declared: object, told: object, recognised: object) -> bool:
    """Whether a value may be recognised without being told anew: what was told, what was declared,
    or a number between them.

    >>> follows("40", "20", "30"), follows("40", "20", "19"), follows("large", "small", "medium")
    (True, False, False)
    """
    if recognised in (told, declared):
        return True
    first, last, value = parse_exact(declared), parse_exact(told), parse_exact(recognised)
    if first is None or last is None or value is None:
        return False
    return min(first, last) <= value <= max(first, last)
