"""How points come about: the args of a `PointStep` of the core, put into its words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from scoring.core.trace import PointStep
from scoring.words.trace.formulas import worked_formula
from scoring.words.trace.names import LotNames
from scoring.words.trace.numbers import exact_numbers, write_decimal, write_euros, write_points
from scoring.words.trace.point_words import SAY
from scoring.words.trace.sentence import Sentence

Json = Mapping[str, Any]
_QUESTION = re.compile(r"\?: (\w)")


def say_points(names: LotNames, criterion: str, step: Json, *, named: bool = False) -> Sentence:
    """One step of a criterion (or, without one, of the whole application) as a sentence."""
    args = step["args"]
    written = _Args(names, criterion, args).written()
    value, words = SAY[_variant(step["rule"], args, written)]
    said = _closed_question(str(words % written))
    if named and criterion:
        said = f"{names.criterion(criterion)}: {said}"
    article = names.article_of(criterion or str(args.get("code") or args.get("criterion") or ""))
    formula = written["expression"] if step["rule"] == PointStep.FORMULA else ""
    shown, exact = str(value) % written, tuple(exact_numbers(args))
    return Sentence(step["rule"], shown, said, article, exact=exact, formula=formula)


def short_computation(names: LotNames, steps: Sequence[Json]) -> str:
    """(5 + 3 + 4) ÷ 3 × 4 for the marks of assessors, 62 × 0,4 for units; else nothing.

    A mean that is rounded before its weight is said: (5 + 3 + 3) ÷ 3 = 3,67; 3,67 × 4.
    """
    found = rounded = ""
    for step in steps:
        written = _Args(names, "", step["args"]).written()
        match step["rule"]:
            case PointStep.MEAN_OF_SHEETS | PointStep.TRIMMED_MEAN_OF_SHEETS:
                found = f"({written['sum']}) ÷ {written['count']}"
            case PointStep.MEDIAN_OF_SHEETS:
                found = _("median of %(marks)s") % {"marks": written["list"]}
            case PointStep.PER_UNIT:
                found = f"{written['units']} × {written['points']}"
            case PointStep.FORMULA:
                worked = str(written["worked"]).partition(";")[0]
                # A formula that chooses a number computes nothing.
                found = "" if worked.isdecimal() else worked
            case PointStep.COEFFICIENT:
                found = f"{written['points']} × {written['coefficient']}"
            case PointStep.ROUNDED if found:
                rounded = written["result"]
            case PointStep.WEIGHT if rounded:
                found = f"{found} = {rounded}; {rounded} × {written['weight']}"
            case PointStep.WEIGHT:
                found = f"{found or written['points']} × {written['weight']}"
    return found


def _closed_question(words: str) -> str:
    """A fact that the form asks as a question brings its own mark, and then the answer begins."""
    return _QUESTION.sub(lambda found: f"? {found.group(1).upper()}", words)


def _variant(rule: str, args: Json, written: Mapping[str, Any]) -> str:
    if rule == PointStep.LEVEL_OF_FACT and written["level"] == str(args["level"]):
        return "level_of_fact:plain"
    if rule == PointStep.FORMULA and not written["given"]:
        return "formula:constant"
    if rule == PointStep.FULL_UNITS and str(args["per"]) == "1":
        return "full_units:single"
    if rule == PointStep.GROUP_SUM and args["left_out"]:
        return "group_sum:left_out"
    if rule == PointStep.TRIMMED_MEAN_OF_SHEETS and not args["dropped"]:
        return "trimmed_mean_of_sheets:whole"
    if rule == PointStep.TIE_BROKEN_BY_REQUESTED:
        return f"{rule}:{args['order']}"
    if rule == PointStep.TOTAL and args["points"] == args["result"]:
        return "total:same"
    return rule


class _Args:
    """The arguments of one step, each written as its meaning asks."""

    def __init__(self, names: LotNames, criterion: str, args: Json) -> None:
        self.names = names
        self.criterion = criterion
        self.args = args

    def written(self) -> dict[str, Any]:
        found: dict[str, Any] = {key: self._one(key, value) for key, value in self.args.items()}
        if "to" in self.args:
            edges = (self.args["from"], self.args["to"])
            found["band"] = self.names.band(self.args.get("fact", ""), *edges)
        if "fact" in self.args and "value" in self.args:
            found["answered"] = f"{found['fact']}: {found['value']}"
        if "expression" in self.args:
            values = self.args["values"]
            found["given"] = self._given(values)
            found["worked"] = worked_formula(self.args["expression"], values)
        if "hash" in self.args:
            found["hash_start"] = str(self.args["hash"])[:8]
        if isinstance(self.args.get("values"), list):
            found |= self._sheets(self.args["values"], self.args.get("dropped", []))
        return found

    def _one(self, key: str, value: Any) -> Any:
        match key:
            case "fact":
                return self.names.fact(value)
            case "value":
                return self._value(value)
            case "level":
                return self.names.level(self.criterion, value).rstrip(".")
            case "result":
                return write_points(value, self.names.decimals)
            case "points":
                return self._points(value)
            case "of" | "criterion":
                return self.names.criterion(value)
            case "code":
                return _("total") if value == "total" else self.names.criterion(value)
            case "requested":
                return write_euros(value)
            case "assessor":
                return _("the agreed sheet") if value is None else _("a member’s sheet")
            case "decimals" | "equals" | "row" | "order" | "seed" | "hash":
                return value
            case "expression":
                return self.names.expression(value, self.names.constants(self.criterion))
        return self._many(key, value)

    def _many(self, key: str, value: Any) -> Any:
        match key:
            case "codes" | "left_out":
                return ", ".join(self.names.criterion(code) for code in value)
            case "parts":
                return self._parts(value)
            case "rows":
                return "; ".join(self._row(row) for row in value)
            case "counted":
                return " + ".join(write_decimal(points) for points in value) or "0"
            case "numbers":
                return self._numbers(value)
            case "values" if isinstance(value, Mapping):
                return self._given(value)
            case "values" | "dropped":
                return value
        return write_decimal(value)

    def _value(self, value: object) -> str:
        if "fact" in self.args and value is not None:
            return self.names.fact_value(str(self.args["fact"]), value)
        return "" if value is None else self.names.level(self.criterion, value)

    def _points(self, value: object) -> str:
        # Points of one unit are a rate of the rule, not a result of it.
        if "units" in self.args:
            return write_decimal(value)
        return write_points(value, self.names.decimals)

    def _parts(self, parts: Sequence[Json]) -> str:
        decimals = self.names.decimals
        return " + ".join(f"{p['code']} {write_points(p['points'], decimals)}" for p in parts)

    def _row(self, row: Json) -> str:
        if "level" in row:
            named = self.names.row_level(self.criterion, row["level"])
        else:
            first = self.names.row_level(self.criterion, row["row_code"], across=False)
            named = f"{first} × {self.names.row_level(self.criterion, row['column_code'])}"
        return f"{row['row']}. {named} {write_decimal(row['points'])}"

    def _numbers(self, numbers: Sequence[str]) -> str:
        more = "" if len(numbers) >= self.args["equals"] else ", …"
        return ", ".join(numbers) + more

    def _given(self, values: Json) -> str:
        """The facts, without the constants of the call."""
        return "; ".join(
            f"{self.names.fact(code)}: {self.names.fact_value(code, values[code])}"
            for code in values
            if self.names.asks(code)
        )

    def _sheets(self, values: Sequence[Json], dropped: Sequence[str]) -> dict[str, str]:
        points = [str(each["points"]) for each in values]
        counted = list(points)
        for mark in dropped:
            if str(mark) in counted:
                counted.remove(str(mark))
        found = {
            "list": ", ".join(write_decimal(mark) for mark in points),
            "sum": " + ".join(write_decimal(mark) for mark in counted),
            "count": str(len(counted)),
        }
        if dropped:
            found |= {"lowest": write_decimal(dropped[0]), "highest": write_decimal(dropped[1])}
        return found
