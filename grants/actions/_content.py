"""Write the content of a call and what the database keeps beside it: dates and lots.

A draft may have faults. What cannot be read of it yet is left empty here; only what has no
canonical form is refused, because it could not be kept as it is.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from callfile.as_written import all_lots, budgets_in_cents
from callfile.file import CanonicalError, canonical
from grants.models import Call, Lot, LotKind

_DATES = {
    "opens": "opens_at",
    "deadline": "deadline_at",
    "opening": "opening_at",
    "results_by": "results_by",
}
LONGEST_CODE = 20
# As canonical JSON writes it; an even number of backslashes before it is text about it.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def write_content(call: Call, content: Mapping[str, Any], checked: Mapping[str, Any]) -> None:
    """Save the call with this content and what `check_content` found in it.

    Raises Refused for what has no canonical form.
    """
    _refuse_unkeepable(content)
    call.content, call.checked = dict(content), dict(checked)
    dates = content.get("dates")
    for key, column in _DATES.items():
        setattr(call, column, _moment(dates.get(key) if isinstance(dates, Mapping) else None))
    if call.opens_at and call.deadline_at and call.deadline_at <= call.opens_at:
        call.deadline_at = None
    call.save()
    _write_lots(call, content)


def _refuse_unkeepable(content: Mapping[str, Any]) -> None:
    try:
        text = canonical(content).decode()
    except CanonicalError as error:
        raise Refused(
            _("The file cannot be kept as it is. Mend this place first: %(place)s.")
            % {"place": error.path or _("the whole file")},
            field="file",
        ) from None
    # PostgreSQL keeps no character 0 in a text.
    if _NUL.search(text):
        raise Refused(_("The file has a character that no text may have (NUL)."), field="file")


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _write_lots(call: Call, content: Mapping[str, Any]) -> None:
    """The rows follow the file: written anew as long as nobody could apply."""
    call.lots.all().delete()
    try:
        budgets = budgets_in_cents(content)
        lots = list(all_lots(content))
    except (AttributeError, KeyError, TypeError, ValueError):
        return
    codes = [str(lot["code"]) for lot in lots]
    if len(set(codes)) != len(codes) or any(len(code) > LONGEST_CODE for code in codes):
        return
    rows: dict[str, Lot] = {}
    parents = {
        str(child["code"]): str(lot["code"]) for lot in lots for child in lot.get("lots") or []
    }
    for position, lot in enumerate(lots):
        code = str(lot["code"])
        rows[code] = Lot.objects.create(
            call=call,
            parent=rows.get(parents.get(code, "")),
            code=code,
            kind=_kind(lot),
            title=title if isinstance(title := lot.get("title"), dict) else {},
            budget_cents=budgets[code],
            position=position,
            is_leaf=not lot.get("lots"),
        )


def _kind(lot: Mapping[str, Any]) -> str:
    """A lot around others may leave its kind open; then it is that of the first one inside."""
    while "kind" not in lot and lot.get("lots"):
        lot = lot["lots"][0]
    kind = lot.get("kind")
    return kind if kind in LotKind.values else LotKind.PROJECT
