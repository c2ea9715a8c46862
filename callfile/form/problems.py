"""What can be wrong with an answer: codes and places, said in words by the shell.

Source: CALL_FILE §2 and DESIGN §7 (a clear message at the field, nothing lost that was typed).

>>> Problem("plan", ProblemCode.NOT_POSITIVE, part="costs", row=1, column="amount").place
'plan.costs[1].amount'
"""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum


class ProblemCode(StrEnum):
    """Why an answer is not accepted; the arguments of each are named beside it."""

    MISSING = "missing"
    MALFORMED = "malformed"
    UNKNOWN_FIELD = "unknown_field"
    FORBIDDEN_CHARACTER = "forbidden_character"
    NOT_NORMALISED = "not_normalised"
    TOO_LONG = "too_long"  # maximum, length
    TOO_MANY_WORDS = "too_many_words"  # maximum, words
    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_DECIMALS = "too_many_decimals"  # decimals
    TOO_LARGE = "too_large"
    BELOW_RANGE = "below_range"  # minimum
    ABOVE_RANGE = "above_range"  # maximum
    UNKNOWN_OPTION = "unknown_option"
    REPEATED_OPTION = "repeated_option"
    NOT_A_DATE = "not_a_date"
    PERIOD_ORDER = "period_order"
    TOO_MANY_ROWS = "too_many_rows"  # maximum, rows
    TOO_MANY_FILES = "too_many_files"  # maximum, files
    UNKNOWN_FILE = "unknown_file"
    FILE_TYPE = "file_type"  # types
    FILE_TOO_LARGE = "file_too_large"  # maximum (MB)
    NOT_DECLARED = "not_declared"
    NOT_POSITIVE = "not_positive"
    NOT_BALANCED = "not_balanced"  # costs, incomes (with the requested amount), difference
    REQUESTED_ABOVE_MAXIMUM = "requested_above_maximum"  # maximum
    REQUESTED_ABOVE_SHARE = "requested_above_share"  # share, eligible_cost, limit
    REQUESTED_BELOW_MINIMUM = "requested_below_minimum"  # minimum


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One problem: the field, inside it part, row (from 0) and column, the code and its values."""

    field: str
    code: ProblemCode
    part: str = ""
    row: int | None = None
    column: str = ""
    args: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where, in one line: `plan.costs[1].amount`."""
        part = f".{self.part}" if self.part else ""
        row = "" if self.row is None else f"[{self.row}]"
        column = f".{self.column}" if self.column else ""
        return f"{self.field}{part}{row}{column}"
