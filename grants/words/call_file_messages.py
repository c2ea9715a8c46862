"""One sentence for every fault of a call file, in the reader's language."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from callfile.faults import Fault, FaultCode, Severity
from callfile.formula.evaluate import FormulaFault
from callfile.text.sentences import FILLING, READING, SYNTAX_REASONS
from callfile.text.syntax import SyntaxReason

SENTENCES: dict[FaultCode, str | Promise] = {
    **{code: _(text) for code, text in {**READING, **FILLING}.items()},
    FaultCode.EXPECTED_LIST: _("A list belongs here."),
    FaultCode.EXPECTED_TEXT: _("A text belongs here."),
    FaultCode.EXPECTED_TEXTS: _("A text in each language of the call belongs here."),
    FaultCode.EXPECTED_INTEGER: _("A whole number without quotation marks belongs here."),
    FaultCode.EXPECTED_BOOLEAN: _("Only true or false can stand here."),
    FaultCode.EXPECTED_NUMBER: _(
        "A number in quotation marks with a decimal point belongs here, such as “12.5”."
    ),
    FaultCode.EXPECTED_MONEY: _(
        "An amount in quotation marks with two decimals belongs here, such as “200.00”."
    ),
    FaultCode.EXPECTED_SHARE: _("A share from “0%%” to “100%%” belongs here, such as “60%%”."),
    FaultCode.EXPECTED_CODE: _(
        "A code has letters without accents, digits, “.”, “-” and “_”; "
        "the code of a field or a column has no “.” or “-” and does not begin with a digit."
    ),
    FaultCode.EXPECTED_DAY: _("A day belongs here, such as “2027-05-08”."),
    FaultCode.EXPECTED_DATE_TIME: _(
        "A day with time and zone belongs here, such as “2027-05-08T12:00:00+02:00”."
    ),
    FaultCode.MISSING_KEY: _("The key “%(key)s” is missing."),
    FaultCode.UNKNOWN_KEY: _("The key “%(key)s” means nothing here."),
    FaultCode.MISSPELT_KEY: _("The key “%(key)s” means nothing here. Is “%(suggestion)s” meant?"),
    FaultCode.UNKNOWN_CHOICE: _("“%(value)s” is not possible here. Possible are: %(choices)s."),
    FaultCode.TOO_MANY_ITEMS: _(
        "This list has more than %(maximum)s entries. No call needs as many."
    ),
    FaultCode.TOO_MANY_LOTS: _(
        "A call has at most %(maximum)s lots. Put together what is decided by the same criteria."
    ),
    FaultCode.OUT_OF_RANGE: _(
        "The value lies outside what is allowed (from %(minimum)s to %(maximum)s)."
    ),
    FaultCode.TOO_SMALL: _("The value must be at least %(minimum)s."),
    FaultCode.NOT_POSITIVE: _("The value must be above zero."),
    FaultCode.EMPTY_LIST: _("The list is empty; it needs at least one entry."),
    FaultCode.DUPLICATE_CODE: _("The code “%(name)s” stands here for the second time."),
    FaultCode.UNKNOWN_FORMAT: _("The first key must say “merila: call/1”."),
    FaultCode.NOT_NFC: _("The text has letters in pieces; it must be in Unicode form NFC."),
    FaultCode.MISSING_LANGUAGE: _("The text in the language “%(language)s” is missing."),
    FaultCode.UNLISTED_LANGUAGE: _(
        "The language “%(language)s” is not among the languages of the call; "
        "its text is shown to nobody."
    ),
    FaultCode.NO_ZONE: _("The time zone is missing, such as +01:00 at the end."),
    FaultCode.HOUR_SKIPPED: _(
        "That night the clocks go forward, and %(time)s does not exist. Which time do you mean? "
        "Write one that exists, such as 12:00."
    ),
    FaultCode.HOUR_TWICE: _(
        "That night the clocks go back, and %(time)s comes twice. Which of the two do you mean? "
        "Write a time that comes once, such as 12:00."
    ),
    FaultCode.FAR_DATE: _(
        "The year %(year)s is too far away: enter one from %(first)s to %(last)s."
    ),
    FaultCode.DATE_ORDER: _("The date “%(later)s” must come after “%(earlier)s”."),
    FaultCode.DATE_PAST: _("This moment is already past."),
    FaultCode.FREE_DAY: _("This is a Saturday, a Sunday or a holiday."),
    FaultCode.SHORT_TIME: _("Applicants have less than %(days)s days to apply."),
    FaultCode.NO_STRATEGY: _("The call names no goal of the municipality that it serves."),
    FaultCode.LIMIT_PER_LOT: _(
        "%(per_lot)s applications per lot are more than the %(total)s allowed in all."
    ),
    FaultCode.GRANT_ORDER: _(
        "The least amount %(minimum)s is above the greatest amount %(maximum)s."
    ),
    FaultCode.MINIMUM_ABOVE_BUDGET: _(
        "The least amount %(minimum)s is above the budget %(budget)s: nobody could be paid."
    ),
    FaultCode.MAXIMUM_ABOVE_BUDGET: _(
        "The greatest amount %(maximum)s is above the budget %(budget)s."
    ),
    FaultCode.KEY_ON_PARENT: _(
        "A lot that is divided into lots has no “%(key)s”; it belongs to the lots inside."
    ),
    FaultCode.BUDGET_MISSING: _(
        "The lot has no budget yet: applications can be scored, amounts cannot be computed."
    ),
    FaultCode.BUDGETS_DIFFER: _(
        "The budgets of the lots add up to %(sum)s; the lot around them has %(budget)s."
    ),
    FaultCode.SHARES_DIFFER: _("The shares of the lots add up to %(sum)s instead of 100%%."),
    FaultCode.BUDGETS_MIXED: _("Lots side by side have either amounts or shares, not both."),
    FaultCode.SHARE_AT_TOP: _("A lot that is not inside another one needs an amount, not a share."),
    FaultCode.SPILL_UNKNOWN: _("There is no lot “%(name)s” to which unspent money could go."),
    FaultCode.SPILL_EARLIER: _(
        "Unspent money cannot go to the lot “%(name)s”: it does not stand later in the file."
    ),
    FaultCode.SPILL_PARENT: _(
        "Unspent money cannot go to the lot “%(name)s”: it is divided into lots itself."
    ),
    FaultCode.NO_PLAN: _("The form has no financial plan."),
    FaultCode.SECOND_PLAN: _("The form has a second financial plan; only one is possible."),
    FaultCode.PLAN_NOT_ALWAYS_SHOWN: _(
        "The financial plan must always be shown and always be required."
    ),
    FaultCode.NO_ELIGIBLE_COSTS: _("No category of costs is eligible."),
    FaultCode.RESERVED_CODE: _("The code “%(name)s” has a meaning of its own; choose another one."),
    FaultCode.RANGE_ORDER: _("The least value %(minimum)s is above the greatest one, %(maximum)s."),
    FaultCode.EVIDENCE_UNKNOWN: _("The form has no file field “%(name)s” for the evidence."),
    FaultCode.SHOWN_IF_UNKNOWN: _("The condition reads “%(name)s”, which no field asks for."),
    FaultCode.SHOWN_IF_LATER: _(
        "The condition reads “%(name)s”, which does not stand earlier in the form."
    ),
    FaultCode.KIND_IS_NO_FACT: _("A field of the kind “%(kind)s” cannot be a fact."),
    FaultCode.FORMULA_SYNTAX: _(
        "The expression cannot be read from character %(position)s: %(reason)s."
    ),
    FaultCode.ENDLESS: _("The check takes too long or too much memory, and was stopped."),
    FaultCode.NOT_NOW: _("The call cannot be checked just now. Try again in a minute."),
    FaultCode.FORMULA_NOT_NUMBER: _("The expression must give a number."),
    FaultCode.FORMULA_NOT_TRUTH: _("The expression must be true or false."),
    FaultCode.FACT_UNKNOWN: _("No field of the form asks for the fact “%(name)s”."),
    FaultCode.FACT_NOT_MARKED: _("The field “%(name)s” is not marked as a fact."),
    FaultCode.FACT_KIND: _("“%(name)s” is of a kind that cannot be used like this."),
    FaultCode.OPTION_UNKNOWN: _("“%(option)s” is no option of the field “%(name)s”."),
    FaultCode.DIVISION_BY_ZERO: _(
        "With answers that the form allows, “%(divisor)s” can be zero, and nothing can be "
        "divided by it."
    ),
    FaultCode.CONSTANT_UNUSED: _("The expression does not use the constant “%(name)s”."),
    FaultCode.CONSTANT_HIDES_FACT: _("The constant “%(name)s” has the code of a fact."),
    FaultCode.GROUP_WITH_KIND: _("A group of criteria has no kind of its own."),
    FaultCode.FACT_OPTIONAL: _(
        "The field “%(name)s” may stay blank; such an application could not be ranked."
    ),
    FaultCode.LEVELS_EQUAL: _("The levels %(levels)s give equal points (%(points)s)."),
    FaultCode.OPTION_WITHOUT_LEVEL: _("No points are set for the answer “%(option)s”."),
    FaultCode.LEVEL_UNREACHABLE: _("No answer leads to this level."),
    FaultCode.STEP_MISSES_MAXIMUM: _(
        "In steps of %(step)s the maximum of %(maximum)s is never reached."
    ),
    FaultCode.BAND_EMPTY: _("The band is empty: it must end above its beginning."),
    FaultCode.BAND_POINTS: _("A band gives either points or an interval from min to max."),
    FaultCode.BAND_UNREACHABLE: _("No answer that the form allows falls into this band."),
    FaultCode.BANDS_OVERLAP: _("The values from %(start)s to %(end)s fall into two bands."),
    FaultCode.BANDS_SHARE_VALUE: _("The value %(value)s falls into two bands."),
    FaultCode.BANDS_GAP: _("The values from %(start)s to %(end)s fall into no band."),
    FaultCode.BANDS_GAP_VALUE: _("The value %(value)s falls into no band."),
    FaultCode.BANDS_BELOW: _("Values below %(value)s are allowed, yet fall into no band."),
    FaultCode.BANDS_ABOVE: _("Values of %(value)s and above are allowed, yet fall into no band."),
    FaultCode.BANDS_END_EXCLUDED: _(
        "The last band excludes its end %(value)s; leave “to” out so that it belongs to the band."
    ),
    FaultCode.COLUMN_UNKNOWN: _("The table has no column “%(name)s” of the kind needed here."),
    FaultCode.CELL_MISSING: _("Points are missing for “%(row)s” and “%(column)s”."),
    FaultCode.COEFFICIENT_OF_UNKNOWN: _("There is no criterion “%(name)s” to multiply."),
    FaultCode.COEFFICIENT_CIRCLE: _("The coefficient multiplies itself in a circle."),
    FaultCode.PRINTED_MAX: _(
        "The printed maximum is %(printed)s, but %(reachable)s is the most that can be reached."
    ),
    FaultCode.PRINTED_MAX_UNBOUNDED: _(
        "The printed maximum is %(printed)s, but nothing bounds the points; set a cap."
    ),
    FaultCode.PRINTED_MAX_UNPROVEN: _(
        "The printed maximum is %(printed)s; points are only known to stay within %(reachable)s."
    ),
    FaultCode.WEIGHT_NO_EFFECT: _("The weight has no effect on the points."),
    FaultCode.CAP_NO_EFFECT: _(
        "The cap of %(cap)s has no effect: %(reachable)s is the most that can be reached."
    ),
    FaultCode.CRITERION_NO_EFFECT: _("Everybody gets the same points here."),
    FaultCode.MINIMUM_ABOVE_MAXIMUM: _(
        "At least %(minimum)s points are demanded, but %(reachable)s is the most to be reached."
    ),
    FaultCode.THRESHOLD_ABOVE_MAXIMUM: _(
        "The threshold is %(minimum)s points, but %(reachable)s is the most to be reached."
    ),
    FaultCode.TRIM_NEEDS_FOUR: _(
        "With three sheets or fewer nothing is dropped; the plain mean counts."
    ),
    FaultCode.ASSESSORS_BELOW_SHEETS: _(
        "%(assessors)s are drawn, but an application needs at least %(minimum_sheets)s sheets."
    ),
    FaultCode.TIE_BREAK_UNKNOWN: _("“%(rule)s” is no tie-break of this lot."),
    FaultCode.TIE_BREAK_CANNOT_DECIDE: _("“%(rule)s” can decide nothing at this place."),
    FaultCode.TIE_BREAK_OPEN: _(
        "Without “draw” at the end equals may remain; a rule that must cut between them refuses."
    ),
    FaultCode.SHARES_FALL: _("More points must not lead to a smaller share."),
    FaultCode.SKIP_WITH_BANDS: _("“skip” cannot be combined with shares by band."),
    FaultCode.BELOW_MINIMUM_UNSTATED: _(
        "Say what happens to an amount below the least one: below_minimum is “refuse” or “raise”."
    ),
    FaultCode.REFUSE_CAN_TAKE: _(
        "With “refuse” an award can disappear although there is more money; “raise” is safer."
    ),
}

REASONS: dict[FormulaFault, str | Promise] = {
    FormulaFault.EMPTY: _("there is nothing"),
    FormulaFault.TOO_LONG: _("it is too long"),
    FormulaFault.TOO_DEEP: _("it nests too deeply"),
    FormulaFault.UNKNOWN_CHARACTER: _("the character is unknown"),
    FormulaFault.BAD_NUMBER: _("the number is written wrongly"),
    FormulaFault.OPEN_TEXT: _("a quotation mark is missing"),
    FormulaFault.UNEXPECTED: _("this does not belong here"),
    FormulaFault.UNEXPECTED_END: _("it ends too early"),
    FormulaFault.UNKNOWN_FUNCTION: _("the function is unknown"),
    FormulaFault.WRONG_ARGUMENTS: _("the function needs other values"),
    FormulaFault.CHAINED_COMPARISON: _("join comparisons with “and”"),
    FormulaFault.WRONG_KIND: _("a value of another kind is needed"),
    FormulaFault.BRANCHES_DIFFER: _("both branches must give values of the same kind"),
}

SEVERITIES: dict[Severity, str | Promise] = {
    Severity.ERROR: _("error"),
    Severity.WARNING: _("warning"),
}


def sentence_of(fault: Fault) -> str:
    """What is wrong, in one sentence."""
    values = dict(fault.args)
    if fault.code is FaultCode.FORMULA_SYNTAX:
        values["reason"] = str(REASONS[FormulaFault(str(values["reason"]))])
    elif fault.code is FaultCode.SYNTAX:
        values["reason"] = gettext(SYNTAX_REASONS[SyntaxReason(str(values["reason"]))])
    return str(SENTENCES[fault.code]) % values


def place_of_fault(fault: Fault) -> str:
    """The line of the file, where the sentence does not name it itself, and the path."""
    line = gettext("line %(line)s") % {"line": fault.line} if has_own_line(fault) else ""
    return " · ".join(filter(None, (line, fault.place))) or gettext("the whole file")


def has_own_line(fault: Fault) -> bool:
    return bool(fault.line) and "line" not in fault.args


def line_of(fault: Fault) -> str:
    """Severity, place and sentence in one line."""
    return f"{SEVERITIES[fault.severity]} · {place_of_fault(fault)} · {sentence_of(fault)}"


def fault_summary(faults: Sequence[Fault]) -> str:
    """How many errors and warnings there are."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    warnings = len(faults) - errors
    if not faults:
        return gettext("The call file has no faults.")
    found = ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors}
    noted = ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": warnings}
    return f"{found}, {noted}"
