"""The methods of division in words, a row for each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from callfile.allocation.methods import Method


@dataclass(frozen=True, slots=True)
class MethodWords:
    """`name` stands after "Allocation", `how` on the page of the call; a decision says `decided`
    where the call writes no sentence of its own.
    """

    name: str | Promise
    how: str | Promise
    decided: str | Promise


METHOD_WORDS: dict[Method, MethodWords] = {
    Method.POINT_VALUE: MethodWords(
        name=_("by the value of a point"),
        how=_(
            "The value of a point is the funds of the lot divided by the points of all "
            "applications; an application gets its points times that value, but no more than it "
            "may get at most."
        ),
        decided=_(
            "The funds are divided in proportion to the points, each application at most up to "
            "its highest possible amount."
        ),
    ),
    Method.FIXED_POINT_VALUE: MethodWords(
        name=_("by a fixed value of a point"),
        how=_(
            "A point is worth %(value)s. If all amounts together exceed the funds of the lot, all "
            "are reduced by the same factor."
        ),
        decided=_("A point has a fixed value."),
    ),
    Method.RANKED: MethodWords(
        name=_("in order of points"),
        how=_(
            "Applications get the highest amount possible in order of points, while money lasts."
        ),
        decided=_("The funds are awarded in order of rank while they last."),
    ),
    Method.BANDS: MethodWords(
        name=_("by bands of points"),
        how=_("The points decide which share of the possible amount is granted."),
        decided=_("The share of the amount depends on the band of the points."),
    ),
    Method.PROPORTIONAL: MethodWords(
        name=_("in proportion to points and amounts"),
        how=_("The funds are divided in proportion to points times the amount possible."),
        decided=_("The funds are divided by points and the highest possible amounts together."),
    ),
    Method.EQUAL: MethodWords(
        name=_("in equal parts"),
        how=_("The funds are divided into equal parts."),
        decided=_("The funds are divided equally."),
    ),
}
