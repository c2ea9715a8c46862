"""What stands in rows, as records of the file of an application: sections of (term, words)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from awards.selectors.mailings import issued_decisions, letters_by_post
from callfile.criteria.levels import Levels
from grants.formats import text_in, write_day, write_time
from grants.models import Application, CompletenessCheck, Request, RequestKind
from grants.selectors.desk_applications import opened_attachments
from grants.selectors.recognition import Fact, facts_to_recognise
from grants.selectors.requests.legal_time import delivered_on
from grants.words.answers import answer_lines
from grants.words.call.criteria import rubric_table
from grants.words.desk_application import applicant_rows, parts_of
from grants.words.hearing import label_of, row_told
from grants.words.requests import REQUEST_WORDS, request_standing
from grants.words.supplement import things_of
from reports.words.post import letter_standing, slip_in_words
from scoring.models import MemberRuling, ScoreSheet

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RecordSection:
    heading: str
    rows: Rows


def call_sections(application: Application) -> list[RecordSection]:
    """The call as it is in force: what was promised, and by which rules."""
    call, file = application.call, application.call.file
    lot = file.lot(application.lot.code)
    version = call.versions.order_by("number").last()
    rows: Rows = [
        (_("Title"), text_in(call.title)),
        (_("File number"), call.file_number),
        (_("Published"), _moment(call.published_at)),
        (_("Deadline"), _moment(call.deadline_at)),
        (_("Opening"), _moment(call.opening_at)),
        (_("Lot"), f"{lot.code}: {text_in(lot.title)}"),
        (_("Purpose"), text_in(file.text)),
        (_("Legal basis"), "\n".join(text_in(one.text) for one in file.basis)),
        (_("Version"), f"{version.number}, SHA-256 {version.sha256}" if version else ""),
    ]
    conditions = [(str(place), text_in(one.text)) for place, one in enumerate(lot.eligibility, 1)]
    criteria = []
    for row in rubric_table(lot).rows:
        levels = [f"{one.points}: {one.text}" for one in row.levels]
        said = "\n".join(part for part in (*levels, row.note) if part)
        criteria.append((f"{row.code} {row.title} ({row.maximum})", said))
    return _filled(
        RecordSection(_("Call"), rows),
        RecordSection(_("Who may apply"), conditions),
        RecordSection(_("Criteria"), criteria),
    )


def application_sections(application: Application) -> list[RecordSection]:
    files = opened_attachments(application)
    sections = [RecordSection(_("Applicant"), _pairs(applicant_rows(application)))]
    parts = parts_of(application, files)
    return _filled(
        *sections, *(RecordSection(text_in(one["title"]), _pairs(one["rows"])) for one in parts)
    )


def request_title(asked: Request) -> str:
    return str(REQUEST_WORDS[asked.kind].title)


def ruling_title(ruling: MemberRuling) -> str:
    return str(text_in({code: said["title"] for code, said in ruling.content.items()}))


def request_sections(asked: Request) -> list[RecordSection]:
    """What was asked, how it was delivered, and each thing with its answer."""
    _shape, standing = request_standing(asked)
    delivered = delivered_on(asked, asked.closed_at or asked.asked_at)
    rows: Rows = [
        (_("Asked"), f"{_moment(asked.asked_at)}, {asked.asked_by}"),
        (_("Delivered"), write_day(delivered) if delivered else ""),
        (_("Last day"), write_day(asked.due_at) if asked.due_at else ""),
        (_("Standing"), standing),
    ]
    paper = getattr(asked, "on_paper", None)
    if paper is not None:
        words = f"{write_day(paper.filed_on)}, {paper.registry_number}"
        rows.append((_("Answer on paper"), words))
    for late in asked.late_answers.all():
        words = f"{write_day(late.filed_on)}, {late.registry_number}"
        rows.append((_("Answer on paper, too late and not considered"), words))
    return _filled(RecordSection(request_title(asked), rows), *_things(asked))


def _things(asked: Request) -> Iterator[RecordSection]:
    application = asked.application
    if asked.kind == RequestKind.HEARING:
        facts = {one.code: one for one in facts_to_recognise(application)}
        for thing in asked.things.select_related("weighed", "request"):
            if thing.field not in facts:
                continue
            one = row_told(application, facts[thing.field], thing)
            yield RecordSection(
                one.label,
                [
                    (_("Declared"), "\n".join(one.declared)),
                    (_("Recognised"), "\n".join(one.recognised)),
                    (pgettext("column of a decision", "Reason"), text_in(one.reason)),
                    (_("Effect"), "\n".join(one.effect)),
                    (_("Answer"), f"{one.statement} {one.text}".strip()),
                    (_("Weighing"), text_in(one.weighing or {})),
                ],
            )
        return
    form = application.call.file.lot(application.lot.code).form
    fields = {one.code: one for one in form.fields}
    for row in things_of(asked, fields, application.attachments.all()):
        after = "\n".join(row.after) if row.is_answered else _("not answered")
        yield RecordSection(
            f"{row.number}. {row.label}",
            [
                (_("What is to be supplemented"), text_in(row.reason)),
                (_("Article"), text_in(row.article)),
                (_("In the application as sent"), "\n".join(row.before) or _("nothing")),
                (_("Supplemented"), after),
            ],
        )


def check_sections(application: Application, verdict: CompletenessCheck) -> list[RecordSection]:
    rows: Rows = [
        (_("Verdict"), str(verdict.get_verdict_display())),
        (_("Decided"), _moment(verdict.decided_at)),
        (_("Article"), text_in(verdict.article)),
        (_("Fact"), text_in(verdict.fact)),
    ]
    facts = [
        (
            label_of(one),
            _recognised(one),
        )
        for one in facts_to_recognise(application)
        if one.row is not None
    ]
    return _filled(RecordSection(_("Verdict"), rows), RecordSection(_("Recognised facts"), facts))


def _recognised(fact: Fact) -> str:
    declared = "; ".join(answer_lines(fact.asked, fact.declared)) or "–"
    found = "; ".join(answer_lines(fact.asked, fact.recognised)) or "–"
    if found == declared:
        return declared
    words = _("%(recognised)s instead of %(declared)s") % {
        "recognised": found,
        "declared": declared,
    }
    return f"{words}\n{text_in(fact.row.reason) if fact.row is not None else ''}"


def sheet_sections(application: Application, sheet: ScoreSheet) -> list[RecordSection]:
    """Criterion by criterion: what was given, and why."""
    lot = application.call.file.lot(application.lot.code)
    rows = []
    for code, answer in sheet.answers.items():
        node = lot.rubric.nodes.get(code)
        title = f"{code} {text_in(node.title) if node is not None else ''}".strip()
        value = str(answer.get("value") or "")
        if isinstance(node, Levels):
            level = next((one for one in node.levels if one.code == value), None)
            value = text_in(level.text) if level is not None else value
        reason = str(answer.get("reason") or "")
        rows.append((title, "\n".join(part for part in (value, reason) if part)))
    return _filled(RecordSection(_("Score sheet"), rows))


def delivery_sections(
    application: Application, *, for_desk: bool, unread: Collection[int] = ()
) -> list[RecordSection]:
    """By post, with the slips; otherwise in the account. What is on its way is the desk's alone.
    `unread` are the numbers of rulings that are left out.
    """
    sections = []
    letters = [
        one
        for one in letters_by_post(application)
        if one.ruling is None or one.ruling.number not in unread
    ]
    for letter in letters:
        if not for_desk and letter.served_on is None:
            continue
        title = (
            request_title(letter.request)
            if letter.request is not None
            else _("Decision %(number)s") % {"number": letter.decision.number}
            if letter.decision is not None
            else ruling_title(letter.ruling)
            if letter.ruling is not None
            else ""
        )
        rows: Rows = [(_("Standing"), letter_standing(letter)[1])]
        for mailing in letter.mailings:
            sent = f"{write_day(mailing.posted_on)} {mailing.item_number}".strip()
            rows += [
                (pgettext("letter", "Sent"), sent),
                (_("Return slip"), slip_in_words(mailing)),
            ]
        if letter.notice is not None:
            said = f"{write_day(letter.notice.published_on)}, {letter.notice.published_by}"
            rows.append((_("Public notice"), said))
        last = letter.last_day
        of_remedy = letter.decision is not None
        term = _("Last day of the legal remedy") if of_remedy else _("Last day to answer")
        rows.append((term, write_day(last) if last else ""))
        sections.append(RecordSection(title, rows))
    posted = {one.decision.pk for one in letters if one.decision is not None}
    for decision in issued_decisions(application):
        if decision.pk in posted:
            continue
        title = _("Decision %(number)s") % {"number": decision.number}
        address = reverse("reports:decision", args=[application.number])
        rows = [(_("Issued in the account"), f"{_moment(decision.issued_at)}\n{address}")]
        sections.append(RecordSection(title, rows))
    return _filled(*sections)


def _moment(moment: datetime | None) -> str:
    return f"{write_day(moment)}, {write_time(moment)}" if moment is not None else ""


def _pairs(rows: list[dict[str, object]]) -> Rows:
    """Of a summary list."""
    return [(text_in(row["term"]), text_in(row["value"])) for row in rows]


def _filled(*sections: RecordSection) -> list[RecordSection]:
    """Without empty rows, and without sections of none."""
    found = [RecordSection(one.heading, [row for row in one.rows if row[1]]) for one in sections]
    return [one for one in found if one.rows]
