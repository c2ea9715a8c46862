"""What the criteria of a lot can reach, over all answers that its form allows.

>>> from callfile.call import call_of
>>> rubric = {"code": "R", "kind": "score", "max": "5"}
>>> [lot] = call_of({"lots": [{"code": "A", "rubric": rubric}]}).leaves
>>> highest(reach_of_lot(lot)["R"].points)
Fraction(5, 1)
"""

from collections.abc import Mapping

from callfile.fields.form import check_form
from callfile.lots.lot import Lot
from callfile.numbers.exact import parse_exact
from callfile.reach.domains import Domain, Options, Truths
from callfile.reach.ranges import Range, highest, point
from callfile.reading.inspection import Inspection
from callfile.rubric.reach import Reach, reach_of

__all__ = ["highest", "reach_of_facts", "reach_of_lot"]


def reach_of_lot(lot: Lot) -> dict[str, Reach]:
    """By the code of the node; of what cannot be read anything."""
    return reach_of(lot.rubric, check_form(Inspection(), lot.form, "").facts)


def reach_of_facts(lot: Lot, facts: Mapping[str, object]) -> dict[str, Reach]:
    """The same with what is known of one application; tables and what is missing may be anything.

    >>> from callfile.call import call_of
    >>> members = {"code": "n", "kind": "integer", "fact": True, "min": "0", "max": "99"}
    >>> form = {"sections": [{"code": "s", "fields": [members]}]}
    >>> bands = [{"from": "0", "to": "30", "max": "10"}, {"from": "30", "max": "15"}]
    >>> rubric = {"code": "R", "kind": "bands", "fact": "n", "bands": bands}
    >>> [lot] = call_of({"lots": [{"code": "A", "form": form, "rubric": rubric}]}).leaves
    >>> [highest(reach_of_facts(lot, {"n": n})["R"].points) for n in ("27", "33")]
    [Fraction(10, 1), Fraction(15, 1)]
    """
    domains = dict(check_form(Inspection(), lot.form, "").facts)
    known = {code: _known(domains[code], facts[code]) for code in domains.keys() & facts.keys()}
    return reach_of(lot.rubric, {**domains, **known})


def _known(domain: Domain, value: object) -> Domain:
    number = parse_exact(value)
    match domain:
        case Range() if number is not None:
            return point(number)
        case Truths() if isinstance(value, bool):
            return Truths(frozenset({value}))
        case Options() if isinstance(value, str):
            return Options(frozenset({value}))
    return domain
