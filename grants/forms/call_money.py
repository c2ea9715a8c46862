"""Budgets of the lots and the limits of a grant, as one of the small forms of a draft call."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from fractions import Fraction
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from callfile.as_written import every_lot
from callfile.lots.lot import MOST_LOTS
from callfile.numbers.money import cents, money_text, share
from grants.forms.call_parts import Content, PartForm, mapping_at
from grants.forms.fields import MoneyField, NumberField

_LIMITS = {"minimum": _("Least amount"), "maximum": _("Greatest amount")}


class MoneyForm(PartForm):
    """An amount for every lot, or the share of the lot around it where the file has a share."""

    title = _("Budgets and limits")

    def build(self) -> None:
        for number, lot in enumerate(_lots_in(self.content)):
            label = _("Budget of the lot %(code)s") % {"code": lot.get("code", number + 1)}
            self.fields[f"budget_{number}"] = (
                _share_field(label) if share(lot.get("budget")) is not None else _money_field(label)
            )
            if isinstance(lot.get("grant"), Mapping):
                self._add_limits(f"lot_{number}", _("lot %(code)s") % {"code": lot.get("code")})
        self._add_limits("call", _("all lots"))

    def _add_limits(self, name: str, whose: Any) -> None:
        for key, label in _LIMITS.items():
            self.fields[f"{name}_{key}"] = MoneyField(
                label=_("%(limit)s, %(whose)s") % {"limit": label, "whose": whose},
                required=False,
                help_text=_("Leave it empty where no limit holds."),
            )

    def part_from(self, content: Content) -> dict[str, Any]:
        found = _limits_from("call", mapping_at(content, "grant"))
        for number, lot in enumerate(_lots_in(content)):
            part = share(lot.get("budget"))
            found[f"budget_{number}"] = cents(lot.get("budget")) if part is None else part * 100
            found |= _limits_from(f"lot_{number}", mapping_at(lot, "grant"))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in {name.rpartition("_")[0] for name in self.fields if name.endswith("_maximum")}:
            least, greatest = given.get(f"{name}_minimum"), given.get(f"{name}_maximum")
            if least is not None and greatest is not None and least > greatest:
                self.add_error(f"{name}_maximum", _("The greatest amount is below the least one."))
        return given

    def applied_to(self, content: Content) -> dict[str, Any]:
        changed = deepcopy(dict(content))
        self._write_limits("call", changed)
        for number, lot in enumerate(_lots_in(changed)):
            given = self.cleaned_data[f"budget_{number}"]
            lot["budget"] = (
                _share_text(given) if share(lot.get("budget")) is not None else money_text(given)
            )
            if isinstance(lot.get("grant"), Mapping):
                self._write_limits(f"lot_{number}", lot)
        return changed

    def _write_limits(self, name: str, target: dict[str, Any]) -> None:
        limits = mapping_at(target, "grant")
        for key in _LIMITS:
            limits.pop(key, None)
            amount = self.cleaned_data[f"{name}_{key}"]
            if amount is not None:
                limits[key] = money_text(amount)
        target.pop("grant", None)
        if limits:
            target["grant"] = limits


def _lots_in(content: Content) -> Iterator[dict[str, Any]]:
    """The lots that have fields; a draft with more of them has a fault, and keeps the others."""
    return islice(every_lot(content), MOST_LOTS)


def _limits_from(name: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_{key}": cents(limits.get(key)) for key in _LIMITS}


def _money_field(label: Any) -> MoneyField:
    return MoneyField(label=label)


def _share_field(label: Any) -> NumberField:
    return NumberField(label=label, decimals=4, maximum=100, unit="%")


def _share_text(percent: Fraction) -> str:
    """12.5 → "12.5%", as the file writes a share."""
    digits = f"{int(percent * 10000):05d}"
    return f"{digits[:-4]}.{digits[-4:]}".rstrip("0").rstrip(".") + "%"
