"""Write the content of a call and what the database keeps beside it: dates and lots.

A draft may have faults. What cannot be read of it yet is left empty here; only what has no
canonical form is refused, because it could not be kept as it is.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from callfile.as_written import Written, lot_rows, moment_at
from callfile.file import CanonicalError, canonical
from grants.models import Call, Lot, LotKind
from grants.models.call import MOMENTS

LONGEST_CODE = 20
# As canonical JSON writes it; an even number of backslashes before it is text about it.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def write_content(call: Call, content: Written, checked: Mapping[str, Any]) -> None:
    """Save the call with this content and what `check_content` found in it.

    Raises Refused for what has no canonical form.
    """
    _write_columns(call, content, checked)
    _write_lots(call, content)


def amend_content(call: Call, content: Written, checked: Mapping[str, Any]) -> None:
    """The same of a published call, whose lots stay: people may have applied for them."""
    call.content_version += 1
    _write_columns(call, content, checked)
    for lot in lot_rows(content):
        call.lots.filter(code=lot.code).update(title=lot.title, budget_cents=lot.budget)


def _write_columns(call: Call, content: Written, checked: Mapping[str, Any]) -> None:
    _refuse_unkeepable(content)
    call.content, call.checked = dict(content), dict(checked)
    for name, column in MOMENTS.items():
        setattr(call, column, moment_at(content, name))
    if call.opens_at and call.deadline_at and call.deadline_at <= call.opens_at:
        call.deadline_at = None
    call.save()


def _refuse_unkeepable(content: Written) -> None:
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


def _write_lots(call: Call, content: Written) -> None:
    """The rows follow the file: written anew as long as nobody could apply."""
    call.lots.all().delete()
    try:
        lots = lot_rows(content)
    except ValueError:
        return
    codes = {lot.code for lot in lots}
    if len(codes) < len(lots) or any(len(code) > LONGEST_CODE for code in codes):
        return
    rows: dict[str, Lot] = {}
    for position, lot in enumerate(lots):
        rows[lot.code] = Lot.objects.create(
            call=call,
            parent=rows.get(lot.parent),
            code=lot.code,
            kind=lot.kind if lot.kind in LotKind.values else LotKind.PROJECT,
            title=lot.title,
            budget_cents=lot.budget,
            position=position,
            is_leaf=lot.is_leaf,
        )
