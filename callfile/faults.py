"""Faults of a call file: what is wrong and where; the shell says it in the reader's language.

Source: CALL_FILE §3 (all faults at once, each with the place), §5 and §6. A place is a readable
path: lots and list items by their index from 0, fields and criteria by their code.

>>> fault = Fault("lots[0].rubric.K2.levels[1].text.it", FaultCode.MISSING_LANGUAGE)
>>> fault.severity.value, str(fault)
('error', 'lots[0].rubric.K2.levels[1].text.it: missing_language')
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a call from being published; a warning asks for a second look."""

    ERROR = "error"
    WARNING = "warning"


class FaultCode(StrEnum):
    """What is wrong; the names of the arguments stand beside each code."""

    # shape
    EXPECTED_MAPPING = "expected_mapping"
    EXPECTED_LIST = "expected_list"
    EXPECTED_TEXT = "expected_text"
    EXPECTED_TEXTS = "expected_texts"
    EXPECTED_INTEGER = "expected_integer"
    EXPECTED_BOOLEAN = "expected_boolean"
    EXPECTED_NUMBER = "expected_number"
    EXPECTED_MONEY = "expected_money"
    EXPECTED_SHARE = "expected_share"
    EXPECTED_CODE = "expected_code"
    EXPECTED_DAY = "expected_day"
    EXPECTED_DATE_TIME = "expected_date_time"
    MISSING_KEY = "missing_key"  # key
    UNKNOWN_KEY = "unknown_key"  # key
    MISSPELT_KEY = "misspelt_key"  # key, suggestion
    UNKNOWN_CHOICE = "unknown_choice"  # value, choices
    OUT_OF_RANGE = "out_of_range"  # minimum, maximum
    TOO_MANY_ITEMS = "too_many_items"  # maximum
    TOO_MANY_LOTS = "too_many_lots"  # maximum
    TOO_SMALL = "too_small"  # minimum
    NOT_POSITIVE = "not_positive"
    EMPTY_LIST = "empty_list"
    DUPLICATE_CODE = "duplicate_code"  # name
    UNKNOWN_FORMAT = "unknown_format"
    TOO_DEEP = "too_deep"
    FLOAT = "float"
    INTEGER_TOO_LARGE = "integer_too_large"
    NO_NUMBER = "no_number"  # value
    KEY_NOT_TEXT = "key_not_text"  # key
    KEY_COMPOUND = "key_compound"
    LONE_SURROGATE = "lone_surrogate"
    NOT_NFC = "not_nfc"
    # reading the file (found by the shell)
    NOT_UTF8 = "not_utf8"
    FILE_TOO_LARGE = "file_too_large"  # maximum (bytes)
    SYNTAX = "syntax"  # line, column, reason
    DUPLICATE_KEY = "duplicate_key"  # key, first (line)
    ALIAS = "alias"  # line, column
    TAG = "tag"  # line, column
    ENDLESS = "endless"
    NOT_NOW = "not_now"
    # templates
    PLACEHOLDER_UNKNOWN = "placeholder_unknown"  # name
    PLACEHOLDER_UNFILLED = "placeholder_unfilled"  # name
    CURLY_BRACKET = "curly_bracket"
    SAMPLE_VALUE = "sample_value"
    # languages
    MISSING_LANGUAGE = "missing_language"  # language
    UNLISTED_LANGUAGE = "unlisted_language"  # language
    # the call
    NO_ZONE = "no_zone"
    HOUR_SKIPPED = "hour_skipped"  # time
    HOUR_TWICE = "hour_twice"  # time
    FAR_DATE = "far_date"  # year, first, last (years)
    DATE_ORDER = "date_order"  # earlier, later
    # the calendar (found for a moment)
    DATE_PAST = "date_past"
    FREE_DAY = "free_day"
    SHORT_TIME = "short_time"  # days
    NO_STRATEGY = "no_strategy"
    LIMIT_PER_LOT = "limit_per_lot"  # total, per_lot
    GRANT_ORDER = "grant_order"  # minimum, maximum
    MINIMUM_ABOVE_BUDGET = "minimum_above_budget"  # minimum, budget
    MAXIMUM_ABOVE_BUDGET = "maximum_above_budget"  # maximum, budget
    # lots
    KEY_ON_PARENT = "key_on_parent"  # key
    BUDGET_MISSING = "budget_missing"
    BUDGETS_DIFFER = "budgets_differ"  # sum, budget
    SHARES_DIFFER = "shares_differ"  # sum
    BUDGETS_MIXED = "budgets_mixed"
    SHARE_AT_TOP = "share_at_top"
    SPILL_UNKNOWN = "spill_unknown"  # name
    SPILL_EARLIER = "spill_earlier"  # name
    SPILL_PARENT = "spill_parent"  # name
    # form
    NO_PLAN = "no_plan"
    SECOND_PLAN = "second_plan"
    PLAN_NOT_ALWAYS_SHOWN = "plan_not_always_shown"
    NO_ELIGIBLE_COSTS = "no_eligible_costs"
    RESERVED_CODE = "reserved_code"  # name
    RANGE_ORDER = "range_order"  # minimum, maximum
    EVIDENCE_UNKNOWN = "evidence_unknown"  # name
    SHOWN_IF_UNKNOWN = "shown_if_unknown"  # name
    SHOWN_IF_LATER = "shown_if_later"  # name
    KIND_IS_NO_FACT = "kind_is_no_fact"  # kind
    # expressions
    FORMULA_SYNTAX = "formula_syntax"  # reason, position
    FORMULA_NOT_NUMBER = "formula_not_number"
    FORMULA_NOT_TRUTH = "formula_not_truth"
    FACT_UNKNOWN = "fact_unknown"  # name
    FACT_NOT_MARKED = "fact_not_marked"  # name
    FACT_KIND = "fact_kind"  # name
    OPTION_UNKNOWN = "option_unknown"  # name, option
    DIVISION_BY_ZERO = "division_by_zero"  # divisor
    CONSTANT_UNUSED = "constant_unused"  # name
    CONSTANT_HIDES_FACT = "constant_hides_fact"  # name
    # rubric
    GROUP_WITH_KIND = "group_with_kind"
    FACT_OPTIONAL = "fact_optional"  # name
    LEVELS_EQUAL = "levels_equal"  # points, levels
    OPTION_WITHOUT_LEVEL = "option_without_level"  # option
    LEVEL_UNREACHABLE = "level_unreachable"
    STEP_MISSES_MAXIMUM = "step_misses_maximum"  # step, maximum
    BAND_EMPTY = "band_empty"
    BAND_POINTS = "band_points"
    BAND_UNREACHABLE = "band_unreachable"
    BANDS_OVERLAP = "bands_overlap"  # start, end
    BANDS_SHARE_VALUE = "bands_share_value"  # value
    BANDS_GAP = "bands_gap"  # start, end
    BANDS_GAP_VALUE = "bands_gap_value"  # value
    BANDS_BELOW = "bands_below"  # value
    BANDS_ABOVE = "bands_above"  # value
    BANDS_END_EXCLUDED = "bands_end_excluded"  # value
    COLUMN_UNKNOWN = "column_unknown"  # name
    CELL_MISSING = "cell_missing"  # row, column
    COEFFICIENT_OF_UNKNOWN = "coefficient_of_unknown"  # name
    COEFFICIENT_CIRCLE = "coefficient_circle"
    PRINTED_MAX = "printed_max"  # printed, reachable
    PRINTED_MAX_UNBOUNDED = "printed_max_unbounded"  # printed
    PRINTED_MAX_UNPROVEN = "printed_max_unproven"  # printed, reachable
    WEIGHT_NO_EFFECT = "weight_no_effect"
    CAP_NO_EFFECT = "cap_no_effect"  # cap, reachable
    CRITERION_NO_EFFECT = "criterion_no_effect"
    MINIMUM_ABOVE_MAXIMUM = "minimum_above_maximum"  # minimum, reachable
    THRESHOLD_ABOVE_MAXIMUM = "threshold_above_maximum"  # minimum, reachable
    # ranking and allocation
    TRIM_NEEDS_FOUR = "trim_needs_four"
    ASSESSORS_BELOW_SHEETS = "assessors_below_sheets"  # assessors, minimum_sheets
    TIE_BREAK_UNKNOWN = "tie_break_unknown"  # rule
    TIE_BREAK_CANNOT_DECIDE = "tie_break_cannot_decide"  # rule
    TIE_BREAK_OPEN = "tie_break_open"
    SHARES_FALL = "shares_fall"
    SKIP_WITH_BANDS = "skip_with_bands"
    BELOW_MINIMUM_UNSTATED = "below_minimum_unstated"
    REFUSE_CAN_TAKE = "refuse_can_take"


WARNINGS = frozenset(
    {
        FaultCode.UNLISTED_LANGUAGE,
        FaultCode.DATE_PAST,
        FaultCode.FREE_DAY,
        FaultCode.SHORT_TIME,
        FaultCode.NO_STRATEGY,
        FaultCode.MAXIMUM_ABOVE_BUDGET,
        FaultCode.BUDGET_MISSING,
        FaultCode.CONSTANT_UNUSED,
        FaultCode.FACT_OPTIONAL,
        FaultCode.LEVELS_EQUAL,
        FaultCode.LEVEL_UNREACHABLE,
        FaultCode.BAND_UNREACHABLE,
        FaultCode.PRINTED_MAX_UNPROVEN,
        FaultCode.CAP_NO_EFFECT,
        FaultCode.CRITERION_NO_EFFECT,
        FaultCode.TRIM_NEEDS_FOUR,
        FaultCode.TIE_BREAK_OPEN,
        FaultCode.REFUSE_CAN_TAKE,
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the place (empty for the whole file), the code, the values for its sentence."""

    place: str
    code: FaultCode
    args: Mapping[str, str | int] = field(default_factory=dict)
    # In the file, counted from 1; 0 for the whole file, and where there is no file.
    line: int = 0

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value}" for name, value in self.args.items())
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.code.value}" + (f" ({values})" if values else "")
