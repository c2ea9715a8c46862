"""Set-up check of a lot's form, and what its fields allow the rubric to read.

Source: CALL_FILE §2 and §3 ("a fact that no field asks for"). A number field without `min` starts
at 0: nothing that a form counts is negative unless it says so.

>>> page = Inspection(("sl",))
>>> asked = check_form(page, {"form": {"sections": [{"code": "s", "title": {"sl": "S"}, "fields": [
...     {"code": "n", "kind": "integer", "label": {"sl": "N"}, "max": 9, "fact": True}]}]}}, "lot")
>>> [str(fault) for fault in page.faults], asked.facts["n"].grain
(['lot.form: no_plan'], Fraction(1, 1))
"""

from collections.abc import Callable, Mapping, Set
from fractions import Fraction
from typing import Any

from callfile.faults import FaultCode
from callfile.form.facts import PLAN_FACTS
from callfile.form.fields import COLUMN_KINDS, FACT_KINDS, FILE_TYPES, FieldKind, IncomeSource
from callfile.form.form import TABLE_ROWS
from callfile.form.values import read_date
from callfile.formula.parser import FUNCTIONS, KEYWORDS
from callfile.numbers.exact import exact_text
from callfile.reach.asked import Asked
from callfile.reach.checks import check_condition
from callfile.reach.domains import Domain, Options, Table, Truths
from callfile.reach.ranges import Range, span
from callfile.shape import NAME, Inspection, at

LONGEST_TEXT = 10_000
_RESERVED = frozenset({*PLAN_FACTS, *KEYWORDS, *FUNCTIONS})
_COMMON = ("code", "kind", "label")
_OPTIONAL = ("help", "required", "fact", "shown_if", "evidence")
_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    FieldKind.SHORT_TEXT: ((), ("max_length",)),
    FieldKind.LONG_TEXT: (("max_words",), ()),
    FieldKind.INTEGER: ((), ("min", "max", "unit")),
    FieldKind.DECIMAL: ((), ("min", "max", "decimals", "unit")),
    FieldKind.MONEY: ((), ("min", "max")),
    FieldKind.YES_NO: ((), ()),
    FieldKind.ONE_OF: (("options",), ()),
    FieldKind.MANY_OF: (("options",), ()),
    FieldKind.DATE: ((), ("min", "max")),
    FieldKind.PERIOD: ((), ("min", "max")),
    FieldKind.PLACE: ((), ()),
    FieldKind.FILE: (("types", "max_mb"), ("max_files",)),
    FieldKind.TABLE: (("columns",), ("max_rows",)),
    FieldKind.DECLARATION: (("text",), ()),
    FieldKind.FINANCIAL_PLAN: (("cost_categories", "income_categories"), ()),
}


def check_form(page: Inspection, lot: Mapping[str, Any], place: str) -> Asked:
    """Report the faults of the form; return what it asks."""
    asked = Asked()
    form = page.mapping(lot.get("form", {}), at(place, "form"))
    page.keys(form, at(place, "form"), ("sections",) if "form" in lot else ())
    fields = _all_fields(page, form, at(place, "form"))
    codes = {one["code"] for one, _ in fields if isinstance(one.get("code"), str)}
    for one, where in fields:
        _check_field(page, one, where, asked, codes)
    _check_plans(page, fields, at(place, "form"))
    _check_evidence(page, fields)
    return asked


def _all_fields(
    page: Inspection, form: Mapping[str, Any], place: str
) -> list[tuple[Mapping[str, Any], str]]:
    """Every field with its place, which is readable where the field has a code of its own."""
    sections: dict[str, str] = {}
    codes: dict[str, str] = {}
    found = []
    for where, section_value in page.items(form, "sections", place):
        section = page.mapping(section_value, where)
        page.keys(section, where, ("code", "title", "fields"), ("help",))
        page.code(section, where, sections)
        page.texts(section, "title", where)
        page.texts(section, "help", where)
        for inside, value in page.items(section, "fields", where):
            one = page.mapping(value, inside)
            code = page.code(one, inside, codes, NAME)
            if code in _RESERVED:
                page.add(at(inside, "code"), FaultCode.RESERVED_CODE, name=str(code))
            found.append((one, inside if code is None else at(place, code)))
    return found


def _check_plans(page: Inspection, fields: list[tuple[Mapping[str, Any], str]], place: str) -> None:
    plans = [where for one, where in fields if one.get("kind") == FieldKind.FINANCIAL_PLAN]
    if not plans:
        page.add(place, FaultCode.NO_PLAN)
    for where in plans[1:]:
        page.add(where, FaultCode.SECOND_PLAN)


def _check_evidence(page: Inspection, fields: list[tuple[Mapping[str, Any], str]]) -> None:
    files = {str(one.get("code")) for one, _ in fields if one.get("kind") == FieldKind.FILE}
    for one, where in fields:
        name = one.get("evidence")
        if isinstance(name, str) and name not in files:
            page.add(at(where, "evidence"), FaultCode.EVIDENCE_UNKNOWN, name=name[:60])


def _check_field(
    page: Inspection, one: Mapping[str, Any], place: str, asked: Asked, codes: Set[str]
) -> None:
    """`codes` are those of all fields; `asked` knows the fields before this one."""
    kind = page.choice(one, "kind", place, list(FieldKind))
    required, optional = _KEYS[kind] if kind else ((), tuple(one))
    page.keys(one, place, (*_COMMON, *required), (*_OPTIONAL, *optional))
    for key in ("label", "help", "text", "unit"):
        page.texts(one, key, place)
    needed = page.boolean(one, "required", place)
    is_fact = page.boolean(one, "fact", place)
    page.text(one, "evidence", place)
    if one.get("shown_if") is not None:
        check_condition(page, one["shown_if"], at(place, "shown_if"), asked.fields, codes)
    domain = _DOMAINS[kind](page, one, place) if kind else None
    if kind == FieldKind.FINANCIAL_PLAN and (needed is False or one.get("shown_if") is not None):
        page.add(place, FaultCode.PLAN_NOT_ALWAYS_SHOWN)
    if is_fact and kind and kind not in FACT_KINDS:
        page.add(at(place, "fact"), FaultCode.KIND_IS_NO_FACT, kind=kind)
    code = one.get("code")
    if not isinstance(code, str):
        return
    asked.fields.setdefault(code, domain)
    if is_fact and domain is not None:
        asked.facts.setdefault(code, domain)
    if needed is False or one.get("shown_if") is not None:
        asked.optional.add(code)
    if kind == FieldKind.FINANCIAL_PLAN:
        asked.facts.update(_plan_facts())


def _plan_facts() -> dict[str, Domain]:
    money, percent = span(0, None, Fraction(1, 100)), span(0, 100)
    return {
        "requested": span(Fraction(1, 100), None, Fraction(1, 100)),
        "eligible_cost": money,
        "total_cost": span(Fraction(1, 100), None, Fraction(1, 100)),
        "own_share": percent,
        "public_share": percent,
        "other_sources_share": percent,
    }


def _text(page: Inspection, one: Mapping[str, Any], place: str) -> None:
    page.integer(one, "max_length", place, 1, LONGEST_TEXT)
    page.integer(one, "max_words", place, 1, LONGEST_TEXT)


def _plain(page: Inspection, one: Mapping[str, Any], place: str) -> None:
    return None


def _yes_no(page: Inspection, one: Mapping[str, Any], place: str) -> Domain:
    return Truths()


def _number(page: Inspection, one: Mapping[str, Any], place: str) -> Domain:
    whole = one.get("kind") == FieldKind.INTEGER
    decimals = 0 if whole else page.integer(one, "decimals", place, 0, 6)
    grain = Fraction(1, 10 ** (2 if decimals is None else decimals))
    low = page.number(one, "min", place, integers=whole)
    high = page.number(one, "max", place, integers=whole)
    return _range(page, place, low, high, grain)


def _money(page: Inspection, one: Mapping[str, Any], place: str) -> Domain:
    low, high = page.money(one, "min", place), page.money(one, "max", place)
    first = None if low is None else Fraction(low, 100)
    last = None if high is None else Fraction(high, 100)
    return _range(page, place, first, last, Fraction(1, 100))


def _range(
    page: Inspection, place: str, low: Fraction | None, high: Fraction | None, grain: Fraction
) -> Range:
    first = Fraction(0) if low is None else low
    if high is not None and first > high:
        minimum, maximum = exact_text(first), exact_text(high)
        page.add(place, FaultCode.RANGE_ORDER, minimum=minimum, maximum=maximum)
        return span(high, high, grain)
    return span(first, high, grain)


def _options(page: Inspection, one: Mapping[str, Any], place: str) -> Domain:
    codes: dict[str, str] = {}
    for where, value in page.items(one, "options", place):
        option = page.mapping(value, where)
        page.keys(option, where, ("code", "text"))
        page.code(option, where, codes)
        page.texts(option, "text", where)
    return Options(frozenset(codes))


def _many(page: Inspection, one: Mapping[str, Any], place: str) -> None:
    _options(page, one, place)


def _days(page: Inspection, one: Mapping[str, Any], place: str) -> None:
    days = {}
    for key in ("min", "max"):
        days[key] = read_date(one.get(key))
        if days[key] is None and one.get(key) is not None:
            page.add(at(place, key), FaultCode.EXPECTED_DAY)
    first, last = days["min"], days["max"]
    if first is not None and last is not None and first > last:
        minimum, maximum = first.isoformat(), last.isoformat()
        page.add(place, FaultCode.RANGE_ORDER, minimum=minimum, maximum=maximum)


def _file(page: Inspection, one: Mapping[str, Any], place: str) -> None:
    for where, value in page.items(one, "types", place):
        page.choice_at(value, where, sorted(FILE_TYPES))
    page.integer(one, "max_mb", place, 1, 100)
    page.integer(one, "max_files", place, 1, 50)


def _table(page: Inspection, one: Mapping[str, Any], place: str) -> Domain:
    codes: dict[str, str] = {}
    columns: dict[str, Domain] = {}
    for where, value in page.items(one, "columns", place):
        column = page.mapping(value, where)
        code = page.code(column, where, codes, NAME)
        kind = page.choice(column, "kind", where, sorted(COLUMN_KINDS))
        required, optional = _KEYS[kind] if kind else ((), tuple(column))
        page.keys(column, where, (*_COMMON, *required), ("help", "required", *optional))
        page.texts(column, "label", where)
        page.texts(column, "help", where)
        page.boolean(column, "required", where)
        domain = _DOMAINS[kind](page, column, where) if kind else None
        if code is not None and domain is not None:
            columns[code] = domain
    rows = page.integer(one, "max_rows", place, 1, 1000)
    return Table(columns, TABLE_ROWS if rows is None else rows)


def _plan(page: Inspection, one: Mapping[str, Any], place: str) -> None:
    codes: dict[str, str] = {}
    eligible = False
    for where, value in page.items(one, "cost_categories", place):
        category = page.mapping(value, where)
        page.keys(category, where, ("code", "text", "eligible"))
        page.code(category, where, codes)
        page.texts(category, "text", where)
        eligible = page.boolean(category, "eligible", where) is True or eligible
    if not eligible:
        page.add(at(place, "cost_categories"), FaultCode.NO_ELIGIBLE_COSTS)
    codes = {}
    for where, value in page.items(one, "income_categories", place):
        category = page.mapping(value, where)
        page.keys(category, where, ("code", "text", "source"))
        page.code(category, where, codes)
        page.texts(category, "text", where)
        page.choice(category, "source", where, list(IncomeSource))


_DOMAINS: dict[str, Callable[[Inspection, Mapping[str, Any], str], Domain | None]] = {
    FieldKind.SHORT_TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.INTEGER: _number,
    FieldKind.DECIMAL: _number,
    FieldKind.MONEY: _money,
    FieldKind.YES_NO: _yes_no,
    FieldKind.ONE_OF: _options,
    FieldKind.MANY_OF: _many,
    FieldKind.DATE: _days,
    FieldKind.PERIOD: _days,
    FieldKind.PLACE: _plain,
    FieldKind.FILE: _file,
    FieldKind.TABLE: _table,
    FieldKind.DECLARATION: _yes_no,
    FieldKind.FINANCIAL_PLAN: _plan,
}
