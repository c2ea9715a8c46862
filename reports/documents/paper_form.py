"""The form of a lot to be filled in on paper or on the screen, printed and signed.

Made of the same fields as the form online. Every field of the document is named like the field of
the form, so that whoever reads a filled-in file by a program finds the answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from applicants.models import LegalForm
from callfile.fields import (
    Date,
    Decimal,
    Declaration,
    Field,
    Files,
    FinancialPlan,
    Integer,
    LongText,
    ManyOf,
    Money,
    OneOf,
    Period,
    ShortText,
    Table,
    YesNo,
)
from grants.formats import text_in
from grants.models import Call, Funder, Lot
from grants.selectors.funders import letterhead_of
from reports.documents.kept_file import KeptFile
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import Paper, write_pdf

# Rows that are offered on paper; whoever needs more adds a sheet.
MOST_ROWS, FREE_LINES, LEADERS = 6, 2, 3
_WORDS_A_LINE = 12
_READ_WITHOUT_NAMES = gettext_lazy(
    "The committee reads this file while it scores, without its name. Do not name your association"
    " in it."
)


@dataclass(frozen=True, slots=True)
class Blank:
    """One question as it is drawn. `kind` is line, area, choices, marks, table, plan or mark;
    `parts` are what is inside: choices (value, words), cells of a row, lines of a plan.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    unit: str = ""
    width: str = ""
    lines: int = 1
    parts: Sequence[Any] = ()
    heads: Sequence[str] = ()


class FormOnPaper(KeptFile):
    """`name`: the code of the lot and the language, `A-it`."""

    __slots__ = ()

    @property
    def key(self) -> str:
        funder = Funder.objects.values().get(pk=self.call.funder_id)
        made_of = (self.call.content, str(self.call.published_at), funder, settings.BASE_URL)
        return f"paper-form-{self.name}-{sha256(repr(made_of).encode()).hexdigest()}"

    @property
    def is_long(self) -> bool:
        return False

    def made(self, patiently: bool = False) -> bytes:
        at = self.call.published_at or self.call.created_at
        sheet = Paper(
            html=self._html(),
            at=at,
            made=drawings_of(letterhead_of(self.call.funder)),
            is_filled_in=True,
        )
        return write_pdf(sheet, patiently=patiently)

    def _html(self) -> str:
        code, _dash, language = self.name.rpartition("-")
        with override(language):
            context = form_context(self.call, self.call.lots.get(code=code), language)
            return render_to_string("reports/documents/paper_form.html", context)


def form_context(call: Call, lot: Lot, language: str) -> dict[str, Any]:
    """In the active language, which is this one."""
    asked, letterhead = call.file.lot(lot.code), letterhead_of(call.funder)
    return {
        "columns": [PaperColumn(language, paper_names_of(letterhead, language))],
        "main": language,
        "arms": arms_on(letterhead),
        "made_at": (call.published_at or call.created_at).isoformat(),
        "call": call,
        "lot": lot,
        "funder": call.funder,
        "applicant": _applicant(),
        "conditions": [
            Blank(f"condition-{one.code}", "choices", text_in(one.question), parts=_yes_no())
            for one in asked.eligibility
        ],
        "sections": [
            {
                "code": section.code,
                "title": text_in(section.title),
                "help": text_in(section.help),
                "blanks": [_blank(field, call.file.blind_scoring) for field in section.fields],
            }
            for section in asked.form.sections
        ],
        "is_scored_blindly": call.file.blind_scoring,
        "leaders": range(1, LEADERS + 1),
        "base_url": settings.BASE_URL,
    }


def _applicant() -> list[Blank]:
    return [
        Blank("applicant-name", "line", _("Name of the organisation")),
        Blank("applicant-legal_form", "choices", _("Legal form"), parts=LegalForm.choices),
        Blank("applicant-registration_number", "line", _("Registration number"), width="short"),
        Blank("applicant-tax_number", "line", _("Tax number"), width="short"),
        Blank("applicant-iban", "line", _("Bank account (IBAN)"), width="middle"),
        Blank("applicant-registered_on", "line", _("Registered on"), width="short"),
        Blank("applicant-street", "line", _("Street and house number"), width="middle"),
        Blank("applicant-place", "line", _("Postcode and place"), width="middle"),
        Blank("applicant-email", "line", _("E-mail address"), width="middle"),
        Blank("applicant-phone", "line", _("Telephone"), width="short"),
    ]


def _blank(field: Field, is_blind: bool) -> Blank:
    name, label, hint = field.code, text_in(field.label), text_in(field.help)
    if not field.required:
        label = _("%(label)s (optional)") % {"label": label}
    match field:
        case Declaration():
            return Blank(name, "mark", text_in(field.text) or label)
        case YesNo():
            return Blank(name, "choices", label, hint, parts=_yes_no())
        case OneOf():
            return Blank(name, "choices", label, hint, parts=_options(field))
        case ManyOf():
            return Blank(name, "marks", label, hint, parts=_options(field))
        case LongText():
            limit = _("At most %(words)s words.") % {"words": field.max_words}
            lines = min(max(field.max_words // _WORDS_A_LINE, 4), 24)
            return Blank(name, "area", label, f"{hint} {limit}".strip(), lines=lines)
        case Files():
            if is_blind and field.for_scoring:
                hint = f"{hint} {_READ_WITHOUT_NAMES}".strip()
            return Blank(name, "mark", _("Attached: %(what)s") % {"what": label}, hint)
        case Table():
            return _table(field, label, hint)
        case FinancialPlan():
            return _plan(field, label, hint)
        case Period():
            return Blank(name, "period", label, hint)
    return Blank(name, "line", label, hint, unit=_unit(field), width=_width(field))


def _unit(field: Field) -> str:
    if isinstance(field, Money):
        return "€"
    return text_in(field.unit) if isinstance(field, Integer | Decimal) else ""


def _width(field: Field) -> str:
    is_long = isinstance(field, ShortText) and field.longest > 60
    is_short = isinstance(field, Integer | Decimal | Money | Date)
    return "short" if is_short else "" if is_long else "middle"


def _yes_no() -> list[tuple[str, str]]:
    return [("yes", _("yes")), ("no", _("no"))]


def _options(field: OneOf | ManyOf) -> list[tuple[str, str]]:
    return [(one.code, text_in(one.text)) for one in field.options]


def _table(field: Table, label: str, hint: str) -> Blank:
    heads = [_head(column) for column in field.columns]
    rows = [
        [f"{field.code}-{row}-{column.code}" for column in field.columns]
        for row in range(min(field.max_rows, MOST_ROWS))
    ]
    return Blank(field.code, "table", label, hint, parts=rows, heads=heads)


def _head(column: Field) -> str:
    """With what is to be chosen from, because a cell on paper is a line."""
    label = text_in(column.label)
    options = [words for _code, words in _options(column)] if isinstance(column, OneOf) else []
    if isinstance(column, YesNo):
        options = [words for _code, words in _yes_no()]
    unit = _unit(column)
    said = [label, *([unit] if unit else [])]
    choice = f" ({' / '.join(options)})" if options else ""
    return ", ".join(said) + choice


def _plan(field: FinancialPlan, label: str, hint: str) -> Blank:
    parts = []
    for part, title in (
        ("costs", _("Costs")),
        ("incomes", _("Income without the requested amount")),
    ):
        known = [text_in(one.text) for one in field.categories(part)]
        lines = [*known, *[""] * FREE_LINES]
        parts.append(
            {
                "title": title,
                "lines": [(words, f"{field.code}-{part}-{at}") for at, words in enumerate(lines)],
                "total": f"{field.code}-{part}-total",
            }
        )
    return Blank(field.code, "plan", label, hint, parts=parts)
