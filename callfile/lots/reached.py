"""A lot as it is written, read for who shows it: whatever can be read of it, and its maxima.

>>> lot = read_lot({"code": "A", "rubric": {"code": "R", "kind": "score", "max": "5"}})
>>> highest(reach_of_lot(lot)["R"].points)
Fraction(5, 1)
"""

from collections.abc import Iterator, Mapping
from typing import Any

from callfile.fields import FIELD_KINDS, Field
from callfile.fields.form import check_form
from callfile.fields.kinds import read_field
from callfile.form.fields import fields_of
from callfile.grant import Grant
from callfile.lots.budgets import LotPot, pots_of
from callfile.lots.lot import LOTS, Lot
from callfile.reach.ranges import highest
from callfile.reading.inspection import Inspection
from callfile.reading.parts import read_keys
from callfile.rubric.reach import Reach, reach_of

__all__ = ["FieldsOf", "highest", "reach_of_lot", "read_lot", "shown_pots"]


def read_lot(written: Mapping[str, Any]) -> Lot:
    """A lot without lots of its own. Of a draft with faults, what they leave."""
    own = {name: part for name, part in written.items() if name != "lots"}
    return Lot(**read_keys(Inspection(rules_only=True), Lot, own, ""))


class FieldsOf(Mapping[str, Field]):
    """The fields of a lot as it is written, by code; each is read when somebody asks for it.

    A list of decisions names a few facts of each: to read the whole form for every row would cost
    more than all the rest of the page.
    """

    def __init__(self, written: Mapping[str, Any]) -> None:
        self._written = {str(field.get("code", "")): field for field in fields_of(written)}
        self._read: dict[str, Field] = {}

    def __getitem__(self, code: str) -> Field:
        if code not in self._read:
            page = Inspection(rules_only=True)
            self._read[code] = read_field(page, self._written[code], code, FIELD_KINDS)
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def shown_pots(written: Mapping[str, Any]) -> list[LotPot]:
    """The lots of a call that people apply for, with limits and budgets; of a draft the same."""
    page = Inspection(rules_only=True)
    limits = Grant(**read_keys(page, Grant, written.get("grant") or {}, "grant"))
    return pots_of(LOTS.read(page, written.get("lots"), "lots") or (), limits)


def reach_of_lot(lot: Lot) -> dict[str, Reach]:
    """What every node of the rubric can be worth over all answers that the form allows."""
    return reach_of(lot.rubric, check_form(Inspection(), lot.form, "").facts)
