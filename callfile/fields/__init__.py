"""The kinds of field, by their name in the file (CALL_FILE §2)."""

from callfile.fields.choices import Declaration, ManyOf, OneOf, YesNo
from callfile.fields.days import Date, Period, Venue
from callfile.fields.field import Around, Attached, Field
from callfile.fields.files import Files
from callfile.fields.financial_plan import FinancialPlan
from callfile.fields.kinds import SIMPLE
from callfile.fields.numbers import Decimal, Integer, Money
from callfile.fields.table import Table
from callfile.fields.texts import LongText, ShortText

__all__ = [
    "FIELD_KINDS",
    "Around",
    "Attached",
    "Date",
    "Decimal",
    "Declaration",
    "Field",
    "Files",
    "FinancialPlan",
    "Integer",
    "LongText",
    "ManyOf",
    "Money",
    "OneOf",
    "Period",
    "ShortText",
    "Table",
    "Venue",
    "YesNo",
]

# As the pages of a form offer them.
_ALL: tuple[type[Field], ...] = (*SIMPLE[:12], Table, *SIMPLE[12:])
FIELD_KINDS: dict[str, type[Field]] = {kind.NAME: kind for kind in _ALL}
