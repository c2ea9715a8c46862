"""A lot as it is written, read for who shows it: whatever can be read of it, and its maxima.

>>> lot = read_lot({"code": "A", "rubric": {"code": "R", "kind": "score", "max": "5"}})
>>> highest(reach_of_lot(lot)["R"].points)
Fraction(5, 1)
"""

from collections.abc import Mapping
from typing import Any

from callfile.fields.form import FORM, NO_FORM, Form, check_form
from callfile.grant import Grant
from callfile.lots.budgets import LotPot, pots_of
from callfile.lots.lot import LOTS, Lot
from callfile.reach.ranges import highest
from callfile.reading.inspection import Inspection
from callfile.reading.parts import read_keys
from callfile.rubric.reach import Reach, reach_of

__all__ = ["highest", "reach_of_lot", "read_form", "read_lot", "shown_pots"]


def read_lot(written: Mapping[str, Any]) -> Lot:
    """A lot without lots of its own. Of a draft with faults, what they leave."""
    own = {name: part for name, part in written.items() if name != "lots"}
    return Lot(**read_keys(Inspection(rules_only=True), Lot, own, ""))


def read_form(written: Mapping[str, Any]) -> Form:
    """The form of a lot as it is written, as far as it can be read."""
    return FORM.read(Inspection(rules_only=True), written.get("form") or {}, "form") or NO_FORM


def shown_pots(written: Mapping[str, Any]) -> list[LotPot]:
    """The lots of a call that people apply for, with limits and budgets; of a draft the same."""
    page = Inspection(rules_only=True)
    limits = Grant(**read_keys(page, Grant, written.get("grant") or {}, "grant"))
    return pots_of(LOTS.read(page, written.get("lots"), "lots") or (), limits)


def reach_of_lot(lot: Lot) -> dict[str, Reach]:
    """What every node of the rubric can be worth over all answers that the form allows."""
    return reach_of(lot.rubric, check_form(Inspection(), lot.form, "").facts)
