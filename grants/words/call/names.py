"""What the form of one lot calls its facts and options, and expressions over them in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from callfile.fields import Decimal, Field, Integer, ManyOf, Money, OneOf, Table
from callfile.fields.financial_plan import PLAN_FACTS
from callfile.fields.form import Form
from callfile.formula.nodes import FormulaError
from callfile.formula.tokens import Token, tokens_of
from callfile.numbers.exact import round_half_up
from grants.formats import (
    NBSP,
    text_in,
    to_fraction,
    write_exact,
    write_money,
    write_percent,
)

_PLAN: dict[str, str | Promise] = {
    "requested": gettext_lazy("amount requested"),
    "eligible_cost": gettext_lazy("eligible costs"),
    "total_cost": gettext_lazy("all costs"),
    "own_share": gettext_lazy("share of own funds"),
    "public_share": gettext_lazy("share of public sources"),
    "other_sources_share": gettext_lazy("share of other sources"),
}
_WORDS: dict[str, str | Promise] = {
    "and": pgettext_lazy("formula", "and"),
    "or": pgettext_lazy("formula", "or"),
    "not": pgettext_lazy("formula", "not"),
    "if": pgettext_lazy("formula", "if"),
    "then": pgettext_lazy("formula", "then"),
    "else": pgettext_lazy("formula", "otherwise"),
    "true": pgettext_lazy("formula", "yes"),
    "false": pgettext_lazy("formula", "no"),
    "min": pgettext_lazy("formula", "the least of"),
    "max": pgettext_lazy("formula", "the greatest of"),
    "round_half_up": pgettext_lazy("formula", "rounded half up"),
    "≥": pgettext_lazy("formula", "is at least"),
    "≤": pgettext_lazy("formula", "is at most"),
}


def exact_number(value: object) -> str:
    """A number of the call with as many decimals as it has; what is no number stays as it is."""
    exact = to_fraction(value)
    return str(value) if exact is None else write_exact(exact, 6)


class FormNames:
    """The words of the form of one lot. How exactly numbers are written, `number` and so on say."""

    def __init__(self, form: Form) -> None:
        self._fields = {field.code: field for field in form.fields}

    def number(self, value: object) -> str:
        return exact_number(value)

    def percent(self, value: object) -> str:
        exact = to_fraction(value)
        return str(value) if exact is None else write_percent(exact)

    def money(self, value: object) -> str:
        exact = to_fraction(value)
        return str(value) if exact is None else write_money(int(round_half_up(exact * 100, 0)))

    def fact(self, code: object) -> str:
        name = str(code)
        if name in self._fields:
            return text_in(self._fields[name].label) or name
        return str(_PLAN.get(name, name))

    def asks(self, code: str) -> bool:
        """Whether the form gives a fact of this code; else it is a constant of the call."""
        return code in self._fields or code in PLAN_FACTS

    def facts_in(self, expression: str) -> list[str]:
        """The labels of what an expression reads, in its order."""
        try:
            tokens = tokens_of(expression)
        except FormulaError:
            return []
        read = dict.fromkeys(token.text for token in tokens if token.sort == "word")
        return [self.fact(code) for code in read if self.asks(code)]

    def fact_value(self, code: object, value: object) -> str:
        """As the form shows it: an option's text, yes or no, a number with its unit."""
        if isinstance(value, list | tuple):
            return _("%(rows)s rows") % {"rows": len(value)}
        name, field = str(code), self._fields.get(str(code))
        if option := _option(field, value):
            return option
        if field is None and name.endswith("_share"):
            return self.percent(value)
        if isinstance(field, Money) or (field is None and name in PLAN_FACTS):
            return self.money(value)
        unit = text_in(field.unit) if isinstance(field, Integer | Decimal) else ""
        return f"{self.number(value)}{NBSP}{unit}" if unit else self.number(value)

    def band(self, fact: object, low: object, high: object) -> str:
        """Half open: from 40 to less than 50; an open end is said."""
        edges = {
            "low": "" if low is None else self.fact_value(fact, low),
            "high": "" if high is None else self.fact_value(fact, high),
        }
        if low is None and high is None:
            return _("any value")
        if high is None:
            return _("%(low)s or more") % edges
        if low is None:
            return _("less than %(high)s") % edges
        return _("from %(low)s to less than %(high)s") % edges

    def option(self, fact: object, code: object) -> str:
        """The text of an option of a field."""
        return _option(self._fields.get(str(fact)), code) or str(code)

    def cell(self, fact: object, column: object, code: object) -> str:
        """The text of an option in a column of a table, or of the field where it has no columns."""
        field = self._fields.get(str(fact))
        columns = {one.code: one for one in field.columns} if isinstance(field, Table) else {}
        return _option(columns.get(str(column), field), code) or str(code)

    def column(self, fact: object, column: object) -> str:
        field = self._fields.get(str(fact))
        for one in field.columns if isinstance(field, Table) else ():
            if one.code == column:
                return text_in(one.label) or str(column)
        return self.fact(fact)

    def expression(self, text: str, constants: Mapping[str, object] | None = None) -> str:
        """A condition or formula with labels of the form and numbers instead of codes."""
        try:
            tokens = tokens_of(text)
        except FormulaError:
            return text
        words = [self._word(token, tokens, constants or {}) for token in tokens]
        return _closed_up(" ".join(word for word in words if word))

    def _word(self, token: Token, tokens: list[Token], constants: Mapping[str, object]) -> str:
        if token.text in constants:
            return exact_number(constants[token.text])
        if token.sort == "number":
            return exact_number(token.text)
        if token.sort == "text":
            return self._option_anywhere(token.text[1:-1], tokens)
        if token.text in _WORDS:
            return str(_WORDS[token.text])
        known = token.sort == "word" and self.asks(token.text)
        return _quoted(self.fact(token.text)) if known else token.text

    def _option_anywhere(self, code: str, tokens: list[Token]) -> str:
        """Compared options belong to one of the fields that the expression names."""
        named = [token.text for token in tokens if token.text in self._fields]
        found = (self.option(name, code) for name in named)
        return _quoted(next((text for text in found if text != code), code))


def _option(field: Field | None, code: object) -> str:
    if isinstance(code, bool):
        return _("yes") if code else _("no")
    options = field.options if isinstance(field, OneOf | ManyOf) else ()
    return next((text_in(option.text) for option in options if option.code == code), "")


def _closed_up(text: str) -> str:
    for loose, tight in (("( ", "("), (" )", ")"), (" ,", ",")):
        text = text.replace(loose, tight)
    return text


def _quoted(words: str) -> str:
    """In the marks of the reader's language."""
    return _("“%(words)s”") % {"words": words}
