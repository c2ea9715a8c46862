"""The one place for the rules of answers: what an applicant filled in against the lot's form.

Source: CALL_FILE §2, §6.13 and the shapes of answers: `{field code: canonical value}` with
text -> str, integer -> "34", decimal/money -> "1234.56", yes_no -> bool, one_of -> code,
many_of -> [codes], date -> "2027-05-08", period -> {from, to}, place -> {text},
file -> [attachment ids], table -> [{column: value}], declaration -> True,
financial_plan -> {costs: [{category, text, amount}], incomes: [...], requested}.

Hidden fields are not looked at. Blank values of fields that are not required are fine.
All problems are found at once, in the order of the form; nothing raises on any JSON.

>>> lot = {"form": {"sections": [{"code": "s", "fields": [
...     {"code": "name", "kind": "short_text", "max_length": 5},
...     {"code": "members", "kind": "integer", "min": 1}]}]}}
>>> [(problem.place, problem.code.value) for problem in check_answers(lot, {"name": "Zarja 1"})]
[('name', 'too_long'), ('members', 'missing')]
"""

from collections.abc import Iterator, Mapping
from typing import Any

from accounts.core.plain_text import clean_text
from callfile.form.fields import Field, FieldKind, fields_of, shown_fields
from callfile.form.plan import plan_problems
from callfile.form.problems import Problem, ProblemCode
from callfile.form.values import problems_of, word_count
from callfile.reading.shapes import iso_day

__all__ = ["Problem", "ProblemCode", "check_answers", "is_blank", "word_count"]

TABLE_ROWS = 100


def check_answers(
    lot: Mapping[str, Any],
    answers: object,
    *,
    grant: Mapping[str, str] | None = None,
    attachments: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[Problem]:
    """All problems of `answers`, in the order of the form.

    `grant` is what `lots.grant_of` says of the lot (the lot's own limits if it is not given).
    `attachments` tells what is attached: `{id: {"type": "pdf", "bytes": 1234}}`; without it types
    and sizes of files are not looked at.
    """
    if not isinstance(answers, Mapping):
        return [Problem("", ProblemCode.MALFORMED)]
    limits = (lot.get("grant") or {}) if grant is None else grant
    found: list[Problem] = []
    for field in shown_fields(lot, answers):
        found += _field_problems(field, answers.get(field["code"]), limits, attachments)
    known = {field["code"] for field in fields_of(lot)}
    unknown = [str(code) for code in answers if code not in known]
    return found + [Problem(code, ProblemCode.UNKNOWN_FIELD) for code in sorted(unknown)]


def is_blank(value: object) -> bool:
    """Nothing was answered: no value, only blanks, no rows, or parts that are all blank.

    False is an answer.

    >>> is_blank({"from": "", "to": None}), is_blank(False), is_blank([])
    (True, False, True)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not clean_text(value)
    if isinstance(value, Mapping):
        return all(_nothing(part) for part in value.values())
    return isinstance(value, list) and not value


def _nothing(part: object) -> bool:
    return part is None or part == [] or (isinstance(part, str) and not clean_text(part))


def _field_problems(
    field: Field,
    value: object,
    grant: Mapping[str, str],
    attachments: Mapping[str, Mapping[str, Any]] | None,
) -> Iterator[Problem]:
    code = field["code"]
    if is_blank(value):
        if field.get("required", True):
            yield Problem(code, ProblemCode.MISSING)
        return
    match field.get("kind"):
        case FieldKind.FINANCIAL_PLAN:
            yield from plan_problems(field, value, grant)
        case FieldKind.TABLE:
            yield from _table_problems(field, value)
        case FieldKind.PERIOD:
            yield from _period_problems(field, value)
        case FieldKind.FILE:
            yield from _file_problems(field, value, attachments)
        case _:
            for found, args in problems_of(field, value):
                yield Problem(code, found, args=args)


def _table_problems(field: Field, value: object) -> Iterator[Problem]:
    code = field["code"]
    if not isinstance(value, list):
        yield Problem(code, ProblemCode.MALFORMED)
        return
    maximum = field.get("max_rows") or TABLE_ROWS
    if len(value) > maximum:
        args = {"maximum": maximum, "rows": len(value)}
        yield Problem(code, ProblemCode.TOO_MANY_ROWS, args=args)
    for number, row in enumerate(value[:maximum]):
        if isinstance(row, Mapping):
            yield from _row_problems(field, number, row)
        else:
            yield Problem(code, ProblemCode.MALFORMED, row=number)


def _row_problems(field: Field, number: int, row: Mapping[str, object]) -> Iterator[Problem]:
    code = field["code"]
    columns = field.get("columns") or []
    for column in columns:
        name, value = column["code"], row.get(column["code"])
        if is_blank(value):
            if column.get("required", True):
                yield Problem(code, ProblemCode.MISSING, row=number, column=name)
            continue
        for found, args in problems_of(column, value):
            yield Problem(code, found, row=number, column=name, args=args)
    for name in sorted(row.keys() - {column["code"] for column in columns}):
        yield Problem(code, ProblemCode.UNKNOWN_FIELD, row=number, column=name)


def _period_problems(field: Field, value: object) -> Iterator[Problem]:
    code = field["code"]
    if not isinstance(value, Mapping):
        yield Problem(code, ProblemCode.MALFORMED)
        return
    limits = {"kind": FieldKind.DATE, "min": field.get("min"), "max": field.get("max")}
    for part in ("from", "to"):
        if is_blank(value.get(part)):
            yield Problem(code, ProblemCode.MISSING, part=part)
            continue
        for found, args in problems_of(limits, value.get(part)):
            yield Problem(code, found, part=part, args=args)
    first, last = iso_day(value.get("from")), iso_day(value.get("to"))
    if first is not None and last is not None and last < first:
        yield Problem(code, ProblemCode.PERIOD_ORDER)


def _file_problems(
    field: Field, value: object, attachments: Mapping[str, Mapping[str, Any]] | None
) -> Iterator[Problem]:
    code = field["code"]
    ids = value if isinstance(value, list) else [None]
    if not all(isinstance(one, str) or type(one) is int for one in ids):
        yield Problem(code, ProblemCode.MALFORMED)
        return
    maximum = field.get("max_files") or 1
    if len(ids) > maximum:
        args = {"maximum": maximum, "files": len(ids)}
        yield Problem(code, ProblemCode.TOO_MANY_FILES, args=args)
    if attachments is None:
        return
    for number, one in enumerate(ids):
        yield from _attachment_problems(field, number, attachments.get(str(one)))


def _attachment_problems(
    field: Field, number: int, attachment: Mapping[str, Any] | None
) -> Iterator[Problem]:
    code = field["code"]
    if attachment is None:
        yield Problem(code, ProblemCode.UNKNOWN_FILE, row=number)
        return
    types, megabytes = field.get("types") or [], field.get("max_mb")
    if attachment.get("type") not in types:
        args = {"types": ", ".join(types)}
        yield Problem(code, ProblemCode.FILE_TYPE, row=number, args=args)
    if megabytes and attachment.get("bytes", 0) > megabytes * 1_000_000:
        yield Problem(code, ProblemCode.FILE_TOO_LARGE, row=number, args={"maximum": megabytes})
