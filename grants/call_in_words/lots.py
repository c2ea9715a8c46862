"""The lots of a call as its page shows them: one block each, with rubric and rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from callfile.as_written import budgets_in_cents, grant_of
from callfile.form.fields import FieldKind
from callfile.numbers.money import cents, share
from grants.answers_in_words import text_in
from grants.call_in_words.criteria import RubricTable, rubric_table
from grants.call_in_words.names import number
from grants.call_in_words.rules import allocation_sentences, method_words, scoring_sentences
from grants.formats import write_money, write_percent

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A word and its value, for components/pairs.html."""

    term: str
    value: str


@dataclass(frozen=True, slots=True)
class LotBlock:
    """One lot that takes applications."""

    content: Json
    grant: Json
    code: str
    kind: str
    title: str
    money: int
    words: str
    pairs: list[Pair]
    rubric: RubricTable
    scoring: list[str]
    rule: list[str]
    eligibility: list[str]
    attachments: list[Pair]

    @property
    def heading(self) -> str:
        return _("Lot %(code)s: %(title)s") % {"code": self.code, "title": self.title}

    @property
    def sentence(self) -> Any:
        return (self.content.get("allocation") or {}).get("text")

    @property
    def article(self) -> Any:
        return (self.content.get("allocation") or {}).get("article")


def lot_blocks(call: Json) -> list[LotBlock]:
    """In the order of the file."""
    budgets = budgets_in_cents(call)
    return [_block(call, lot, budgets[lot["code"]]) for lot in _leaves(call, {})]


def _leaves(parent: Json, above: Json) -> Iterator[dict[str, Any]]:
    """Lots without lots of their own; allocation and tie-break come from above as a whole."""
    for lot in parent.get("lots") or []:
        whole = {key: lot.get(key, above.get(key)) for key in ("allocation", "tie_break")}
        if lot.get("lots"):
            yield from _leaves(lot, whole)
        else:
            yield {**lot, **{key: value for key, value in whole.items() if value is not None}}


def _block(call: Json, lot: Json, money: int) -> LotBlock:
    grant = grant_of(call, lot["code"])
    rubric = rubric_table(lot)
    return LotBlock(
        content=lot,
        grant=grant,
        code=str(lot["code"]),
        kind=str(lot.get("kind", "project")),
        title=text_in(lot.get("title")),
        money=money,
        words=text_in(lot.get("text")),
        pairs=list(_pairs(lot, grant, rubric.total)),
        rubric=rubric,
        scoring=scoring_sentences(lot),
        rule=allocation_sentences(lot, grant),
        eligibility=[text_in(one.get("text")) for one in lot.get("eligibility") or []],
        attachments=list(_attachments(lot)),
    )


def _pairs(lot: Json, grant: Json, most: str) -> Iterator[Pair]:
    yield Pair(_("Allocation"), method_words(lot))
    for key, term in (("minimum", _("Lowest amount")), ("maximum", _("Highest amount"))):
        amount = cents(grant.get(key))
        yield Pair(term, "–" if amount is None else write_money(amount))
    part = share(grant.get("max_share_of_eligible_cost"))
    if part is not None:
        yield Pair(_("Highest share of eligible costs"), write_percent(part * 100))
    total = (lot.get("threshold") or {}).get("total")
    if total is not None:
        words = _("%(points)s of %(most)s points")
        yield Pair(_("Threshold"), words % {"points": number(total), "most": most})


def _attachments(lot: Json) -> Iterator[Pair]:
    """What has to be attached, and what it may be."""
    for section in (lot.get("form") or {}).get("sections") or []:
        for field in section.get("fields") or []:
            if field.get("kind") == FieldKind.FILE:
                types = ", ".join(str(one).upper() for one in field.get("types") or ["pdf"])
                size = _("up to %(size)s MB") % {"size": field.get("max_mb", 10)}
                needed = _("required") if field.get("required", True) else _("optional")
                if field.get("shown_if") and field.get("required", True):
                    needed = _("required where the form asks for it")
                yield Pair(text_in(field.get("label")), f"{needed}; {types}, {size}")
