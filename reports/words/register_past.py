"""What the page of past awards says, from the selectors."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.alphabet import in_alphabet
from grants.formats import decimal_mark, write_exact, write_money, write_percent
from grants.models import Funder, LotKind
from reports.lists.csv_files import Cell, csv_money
from reports.lists.history_filters import UNSAID, PastAwardFilter, figures_of
from reports.models import AmountMeaning, HistoricAward, RecipientKind
from reports.selectors.history import (
    PastSums,
    funders_with_past,
    meanings_of,
    one_page,
    past_groups,
    past_options,
    past_sums,
    past_sums_by,
    sources,
)

# With fewer themes than this the drawing says nothing that the sums do not.
_SEVERAL = 2
KIND_WORDS: dict[str, Promise] = {
    LotKind.OPERATIONAL: gettext_lazy("Regular operation"),
    LotKind.PROJECT: gettext_lazy("Projects"),
    "": pgettext_lazy("kind of award", "The list does not say it"),
}


def past_page(
    chosen: PastAwardFilter, page_number: str | None, funder: Funder | None
) -> dict[str, Any]:
    """One fixed set of queries, whatever the number of rows."""
    groups = past_groups(figures_of(chosen))
    # Whose register it is is no choice within it.
    apart = {"funder"} if funder else set()
    lists = list(sources(funder))
    sums = past_sums(groups)
    word = _amount_word(meanings_of(groups))
    page = one_page(chosen.qs, sums.rows, page_number)
    return {
        "section": "register",
        "form": chosen.form,
        "is_chosen": any(chosen.data.get(name) for name in chosen.filters.keys() - apart),
        "lists": lists,
        "imported": bool(lists),
        "facets": _facets(chosen, funder) if lists else [],
        "sums": _sums(sums, word),
        "amount_word": word,
        "themes": _parts(past_sums_by(groups, "theme"), _theme),
        "kinds": _parts(past_sums_by(groups, "kind"), lambda code: str(KIND_WORDS[code])),
        "years": _parts(past_sums_by(groups, "year"), str),
        "figures": sums,
        "page": page,
        "has_persons": any(one.recipient_kind == RecipientKind.PERSON for one in page.object_list),
    }


def _amount_word(meanings: Sequence[str]) -> str:
    if len(meanings) == 1:
        return capfirst(str(AmountMeaning(meanings[0]).label))
    return _("Granted, proposed or paid out")


def _sums(sums: PastSums, word: str) -> list[dict[str, str]]:
    rows = _count(sums.rows)
    said = ngettext("in %(with)s of %(rows)s row", "in %(with)s of %(rows)s rows", sums.rows)
    return [
        {"term": _("Rows"), "value": rows},
        {
            "term": _("Requested"),
            "value": write_money(sums.requested),
            "note": said % {"with": _count(sums.with_requested), "rows": rows},
        },
        {
            "term": word,
            "value": write_money(sums.awarded),
            "note": said % {"with": _count(sums.with_awarded), "rows": rows},
        },
    ]


def _count(rows: int) -> str:
    return write_exact(Fraction(rows), 0)


def _theme(theme: str) -> str:
    return theme or _("The list names no theme")


def _parts(rows: Sequence[tuple[Any, PastSums]], words: Any) -> dict[str, Any]:
    """Lines of a table with the common scale of their bars; the largest first."""
    top = max((max(sums.requested, sums.awarded) for _value, sums in rows), default=0)
    whole = sum(sums.awarded for _value, sums in rows)
    lines = [
        {
            "words": words(value),
            "sums": sums,
            "share": write_percent(Fraction(100 * sums.awarded, whole), 1) if whole else "",
        }
        for value, sums in sorted(
            in_alphabet(rows, lambda row: words(row[0])), key=lambda row: -row[1].awarded
        )
    ]
    return {"rows": lines, "top": top, "several": len(lines) >= _SEVERAL}


def _facets(chosen: PastAwardFilter, funder: Funder | None) -> list[dict[str, Any]]:
    options = past_options(funder)
    names = {one.code: one.name for one in funders_with_past()}
    whose = _facet(chosen, "funder", _("Funder"), options["funder__code"], names)
    return [
        *([] if funder else [whose]),
        _facet(chosen, "year", _("Year"), options["year"][::-1], {}),
        _facet(chosen, "kind", _("Kind"), options["kind"], KIND_WORDS),
        _facet(chosen, "theme", _("Theme"), [one for one in options["theme"] if one[0]], {}),
    ]


def _facet(
    chosen: PastAwardFilter,
    name: str,
    legend: str,
    options: Sequence[tuple[Any, int]],
    words: dict[str, Any],
) -> dict[str, Any]:
    picked = set(chosen.data.getlist(name)) if chosen.is_bound else set()
    found = [(str(value) or UNSAID, words.get(value, str(value)), rows) for value, rows in options]
    if name != "year":
        found = in_alphabet(found, lambda one: one[1])
    return {
        "name": name,
        "legend": legend,
        "options": [
            {"value": value, "words": said, "count": rows, "checked": value in picked}
            for value, said, rows in found
        ],
    }


def past_lines(awards: QuerySet[HistoricAward]) -> Iterator[list[Cell]]:
    """Past awards as a table for other programs, each row with where it is from."""
    yield [
        *(_("Funder"), _("Year"), _("Kind"), _("Theme"), _("Recipient")),
        *(_("Number of the recipient"), _("Number"), _("Purpose"), _("Requested, EUR")),
        *(_("Amount, EUR"), _("The amount is"), _("Row of the source"), _("File")),
        *(_("Source"), _("Licence"), _("Hash of the file")),
    ]
    mark = decimal_mark()
    for award in awards.iterator(chunk_size=500):
        batch = award.batch
        named = award.recipient_kind == RecipientKind.ORGANISATION
        yield [
            *(str(award.funder.name), award.year, award.kind, award.theme),
            award.organisation if named else _("natural person"),
            *(award.organisation_number, award.number, award.purpose),
            *(csv_money(award.requested_cents, mark), csv_money(award.awarded_cents, mark)),
            *(str(batch.get_amount_meaning_display()), award.row, batch.file_name),
            *(batch.source_name, batch.licence, batch.sha256),
        ]
