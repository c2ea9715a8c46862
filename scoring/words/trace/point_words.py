"""The sentence of each `PointStep` of the core: the value of the step, and its words.

Where a code has two sentences, the second stands under `code:variant` (points.py chooses).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from scoring.core.trace import PointStep

Say = tuple[str | Promise, str | Promise]

_RESULT = "%(result)s"
_NONE = "–"

_BY_A_FACT: dict[str, Say] = {
    PointStep.LEVEL_OF_FACT: (_RESULT, gettext_lazy("%(answered)s. The level “%(level)s” applies")),
    "level_of_fact:plain": (_RESULT, "%(answered)s"),
    PointStep.BAND_OF_FACT: (_RESULT, gettext_lazy("%(fact)s: %(value)s; band: %(band)s")),
    PointStep.INTERVAL_OF_FACT: (
        "%(min)s–%(max)s",
        gettext_lazy(
            "%(fact)s: %(value)s; band: %(band)s. The assessors choose between %(min)s and "
            "%(max)s points in steps of %(step)s"
        ),
    ),
    PointStep.FULL_UNITS: (_RESULT, gettext_lazy("%(units)s ÷ %(per)s: only full groups count")),
    "full_units:single": (_RESULT, gettext_lazy("of %(units)s only the whole ones count")),
    PointStep.UNIT_CAP: (_RESULT, gettext_lazy("of %(units)s at most %(max_units)s count")),
    PointStep.PER_UNIT: (_RESULT, gettext_lazy("%(fact)s: %(units)s × %(points)s")),
    PointStep.ROWS_OF_FACT: (_RESULT, gettext_lazy("%(fact)s: %(rows)s; counted: %(counted)s")),
    PointStep.CELLS_OF_FACT: (_RESULT, gettext_lazy("%(fact)s: %(rows)s; counted: %(counted)s")),
    PointStep.POINT_CAP: (
        _RESULT,
        gettext_lazy("of %(points)s at most %(max_points)s points count"),
    ),
    PointStep.COEFFICIENT_OF_FACT: (
        "× %(coefficient)s",
        gettext_lazy("%(fact)s: %(value)s; band: %(band)s. This is the coefficient"),
    ),
    PointStep.COEFFICIENT: (_RESULT, gettext_lazy("%(of)s: %(points)s × %(coefficient)s")),
    PointStep.FORMULA: (_RESULT, gettext_lazy("%(given)s. By the published formula: %(worked)s")),
    "formula:constant": (_RESULT, gettext_lazy("by the published formula: %(worked)s")),
}
_BY_ASSESSORS: dict[str, Say] = {
    PointStep.MEAN_OF_SHEETS: (_RESULT, gettext_lazy("mean of the sheets: (%(sum)s) ÷ %(count)s")),
    PointStep.MEDIAN_OF_SHEETS: (_RESULT, gettext_lazy("median of the sheets: %(list)s")),
    PointStep.TRIMMED_MEAN_OF_SHEETS: (
        _RESULT,
        gettext_lazy(
            "sheets: %(list)s; without the lowest (%(lowest)s) and the highest (%(highest)s) "
            "the mean is (%(sum)s) ÷ %(count)s"
        ),
    ),
    "trimmed_mean_of_sheets:whole": (
        _RESULT,
        gettext_lazy("mean of the sheets: (%(sum)s) ÷ %(count)s; too few to leave any out"),
    ),
    PointStep.AGREED_VALUE: (_RESULT, gettext_lazy("agreed by the committee: %(value)s")),
}
_ON_EVERY_NODE: dict[str, Say] = {
    PointStep.ROUNDED: (
        _RESULT,
        ngettext_lazy(
            "%(points)s rounded half up to %(decimals)s decimal",
            "%(points)s rounded half up to %(decimals)s decimals",
            "decimals",
        ),
    ),
    PointStep.PRECONDITION_TRUE: (
        pgettext_lazy("condition", "met"),
        gettext_lazy("condition: %(expression)s; %(values)s"),
    ),
    PointStep.PRECONDITION_FALSE: (
        "0",
        gettext_lazy("condition not met, so no points: %(expression)s; %(values)s"),
    ),
    PointStep.GROUP_SUM: (_RESULT, gettext_lazy("sum: %(parts)s")),
    "group_sum:left_out": (
        _RESULT,
        gettext_lazy("sum: %(parts)s; %(left_out)s counts in another criterion already"),
    ),
    PointStep.WEIGHT: (_RESULT, gettext_lazy("%(points)s × weight %(weight)s")),
    PointStep.CAP: (_RESULT, gettext_lazy("%(points)s, of which at most %(cap)s count")),
    PointStep.PRINTED: (
        _RESULT,
        ngettext_lazy(
            "%(points)s shown with %(decimals)s decimal; the exact number is added up",
            "%(points)s shown with %(decimals)s decimals; the exact number is added up",
            "decimals",
        ),
    ),
}
_OF_THE_ENTRY: dict[str, Say] = {
    PointStep.TOTAL: (_RESULT, gettext_lazy("total of all criteria; unrounded %(points)s")),
    "total:same": (_RESULT, gettext_lazy("total of all criteria")),
    PointStep.TOTAL_BELOW_ZERO: (_RESULT, gettext_lazy("%(points)s is below 0 and counts as 0")),
    PointStep.THRESHOLD_MET: (
        "%(points)s",
        gettext_lazy("%(code)s: at least the threshold of %(minimum)s points"),
    ),
    PointStep.THRESHOLD_MISSED: (
        "%(points)s",
        gettext_lazy("%(code)s: below the threshold of %(minimum)s points, so no grant"),
    ),
    PointStep.RANK: (
        pgettext_lazy("place in the ranking", "%(rank)s."),
        gettext_lazy("place with %(points)s points"),
    ),
    PointStep.TIE_BROKEN_BY_CRITERION: (
        "%(points)s",
        ngettext_lazy(
            "%(equals)s application has the same points (%(numbers)s): more points in %(criterion)s"
            " go first",
            "%(equals)s applications have the same points (%(numbers)s): more points in "
            "%(criterion)s go first",
            "equals",
        ),
    ),
    "tie_broken_by_requested:lower": (
        "%(requested)s",
        ngettext_lazy(
            "%(equals)s application has the same points (%(numbers)s): the lower amount requested "
            "goes first",
            "%(equals)s applications have the same points (%(numbers)s): the lower amount "
            "requested goes first",
            "equals",
        ),
    ),
    "tie_broken_by_requested:higher": (
        "%(requested)s",
        ngettext_lazy(
            "%(equals)s application has the same points (%(numbers)s): the higher amount requested "
            "goes first",
            "%(equals)s applications have the same points (%(numbers)s): the higher amount "
            "requested goes first",
            "equals",
        ),
    ),
    PointStep.TIE_BROKEN_BY_DRAW: (
        "%(hash_start)s…",
        ngettext_lazy(
            "%(equals)s application is still equal (%(numbers)s): the draw decides, the lowest "
            "SHA-256 of the seed “%(seed)s” and the number goes first; here %(hash)s",
            "%(equals)s applications are still equal (%(numbers)s): the draw decides, the lowest "
            "SHA-256 of the seed “%(seed)s” and the number goes first; here %(hash)s",
            "equals",
        ),
    ),
    PointStep.TIE_STAYS: (
        "=",
        ngettext_lazy(
            "%(equals)s application shares the place (%(numbers)s): the published rules do not "
            "separate them",
            "%(equals)s applications share the place (%(numbers)s): the published rules do not "
            "separate them",
            "equals",
        ),
    ),
}
_WITHOUT_A_VALUE: dict[str, Say] = {
    PointStep.FACT_MISSING: (_NONE, gettext_lazy("%(fact)s: no answer")),
    PointStep.FACT_IN_NO_LEVEL: (
        _NONE,
        gettext_lazy("%(fact)s: the rubric has no level for “%(value)s”"),
    ),
    PointStep.FACT_IN_NO_BAND: (_NONE, gettext_lazy("%(fact)s: %(value)s lies in no band")),
    PointStep.ROW_IN_NO_LEVEL: (
        _NONE,
        gettext_lazy("%(fact)s, row %(row)s: the rubric has no points for “%(value)s”"),
    ),
    PointStep.FORMULA_MISSING: (
        _NONE,
        gettext_lazy(
            "the formula cannot be computed, a fact is missing or a division is by zero: "
            "%(expression)s; %(values)s"
        ),
    ),
    PointStep.PRECONDITION_MISSING: (
        _NONE,
        gettext_lazy("whether the condition is met cannot be said: %(expression)s; %(values)s"),
    ),
    PointStep.MISSING_SHEETS: (
        _NONE,
        gettext_lazy("sheets without conflict: %(sheets)s, needed: %(minimum_sheets)s"),
    ),
    PointStep.ANSWER_MISSING: (_NONE, gettext_lazy("no answer on %(assessor)s")),
    PointStep.ANSWER_OFF_RANGE: (
        _NONE,
        gettext_lazy("“%(value)s” on %(assessor)s is outside the range, its step or the levels"),
    ),
    PointStep.AGREED_MISSING: (_NONE, gettext_lazy("the committee has not agreed on a score yet")),
    PointStep.PART_MISSING: (_NONE, gettext_lazy("no value yet for %(codes)s")),
}
SAY: dict[str, Say] = {
    **_BY_A_FACT,
    **_BY_ASSESSORS,
    **_ON_EVERY_NODE,
    **_OF_THE_ENTRY,
    **_WITHOUT_A_VALUE,
}
