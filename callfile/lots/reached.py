"""What the criteria of a lot can reach, over all answers that its form allows.

>>> from callfile.call import call_of
>>> rubric = {"code": "R", "kind": "score", "max": "5"}
>>> [lot] = call_of({"lots": [{"code": "A", "rubric": rubric}]}).leaves
>>> highest(reach_of_lot(lot)["R"].points)
Fraction(5, 1)
"""

from callfile.fields.form import check_form
from callfile.lots.lot import Lot
from callfile.reach.ranges import highest
from callfile.reading.inspection import Inspection
from callfile.rubric.reach import Reach, reach_of

__all__ = ["highest", "reach_of_lot"]


def reach_of_lot(lot: Lot) -> dict[str, Reach]:
    """By the code of the node; of what cannot be read anything."""
    return reach_of(lot.rubric, check_form(Inspection(), lot.form, "").facts)
