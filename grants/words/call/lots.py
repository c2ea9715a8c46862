"""The lots of a call as its page shows them: one block each, with rubric and rule."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from callfile.call import Call
from callfile.fields import Files
from callfile.grant import Grant
from callfile.lots.budgets import LotPot
from callfile.lots.lot import Lot
from callfile.reading.shapes import Texts
from grants.formats import text_in, write_money, write_percent
from grants.words.call.criteria import RubricTable, rubric_table
from grants.words.call.names import exact_number
from grants.words.call.rules import allocation_sentences, method_words, scoring_sentences


@dataclass(frozen=True, slots=True)
class Pair:
    """A word and its value, for components/pairs.html."""

    term: str
    value: str


@dataclass(frozen=True, slots=True)
class LotBlock:
    """One lot that takes applications."""

    pot: LotPot
    article: Texts | None
    sentence: Texts | None
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
    def code(self) -> str:
        return self.pot.code

    @property
    def grant(self) -> Grant:
        """The limits that hold for it."""
        return self.pot.grant

    @property
    def heading(self) -> str:
        return _("Lot %(code)s: %(title)s") % {"code": self.code, "title": self.title}


def lot_blocks(call: Call) -> list[LotBlock]:
    """In the order of the file."""
    return [_block(pot, call.blind_scoring) for pot in call.pots]


def _block(pot: LotPot, is_blind: bool) -> LotBlock:
    lot = pot.lot
    rubric = rubric_table(lot)
    return LotBlock(
        pot=pot,
        article=None if lot.allocation is None else lot.allocation.article,
        sentence=None if lot.allocation is None else lot.allocation.text,
        kind=lot.kind or "project",
        title=text_in(lot.title),
        money=pot.budget,
        words=text_in(lot.text),
        pairs=list(_pairs(pot, rubric.total)),
        rubric=rubric,
        scoring=scoring_sentences(lot, is_blind),
        rule=allocation_sentences(lot, pot.grant),
        eligibility=[text_in(one.text) for one in lot.eligibility],
        attachments=list(_attachments(lot)),
    )


def _pairs(pot: LotPot, most: str) -> Iterator[Pair]:
    yield Pair(_("Allocation"), method_words(pot.lot))
    limits = ((pot.grant.minimum, _("Lowest amount")), (pot.grant.maximum, _("Highest amount")))
    for amount, term in limits:
        yield Pair(term, "–" if amount is None else write_money(amount))
    share = pot.grant.max_share_of_eligible_cost
    if share is not None:
        yield Pair(_("Highest share of eligible costs"), write_percent(share.part * 100))
    if pot.lot.threshold is not None:
        words = _("%(points)s of %(most)s points")
        said = {"points": exact_number(pot.lot.threshold.total), "most": most}
        yield Pair(_("Threshold"), words % said)


def _attachments(lot: Lot) -> Iterator[Pair]:
    """What has to be attached, and what it may be."""
    for field in lot.form.fields:
        if isinstance(field, Files):
            types = ", ".join(one.upper() for one in field.types)
            size = _("up to %(size)s MB") % {"size": field.max_mb}
            needed = _("required") if field.required else _("optional")
            if field.shown_if is not None and field.required:
                needed = _("required where the form asks for it")
            yield Pair(text_in(field.label), f"{needed}; {types}, {size}")
