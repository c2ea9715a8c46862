"""The prose of a decision, in the active language.

Sentences are built so that names stay in the nominative and nobody's gender is guessed: a call
file and a funder give names, not their declensions. Source of the contents: the general
administrative procedure (heading, introduction, operative part, reasoning, remedy).
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.languages import reader_language
from awards.models import Decision, DecisionKind
from awards.selectors.findings import Findings
from awards.words.dates_in_sentences import at_hour, on_day
from awards.words.legal_basis import basis_in_words
from awards.words.paragraph import Paragraph, paragraph
from callfile.lots.lot import Lot
from grants.core import application_stages
from grants.formats import text_in, write_day, write_money
from grants.models import (
    Application,
    Channel,
    LateAnswer,
    LotKind,
    PaperFiling,
    PaperWay,
    RequestKind,
)
from grants.words.call.methods import METHOD_WORDS

GRANTS = (DecisionKind.GRANTED, DecisionKind.PARTLY_GRANTED)


def document_title(kind: str) -> str:
    if kind == DecisionKind.DISMISSED:
        return pgettext("title of a document", "Procedural order")
    return pgettext("title of a document", "Decision")


def applicant_in_words(application: Application) -> tuple[str, str]:
    """Name and address, as they were submitted."""
    organisation = application.organisation
    get = application.applicant or {key: getattr(organisation, key) for key in _APPLICANT}
    place = f"{get['postcode']} {get['place']}".strip()
    return get["name"], ", ".join(part for part in (get["street"], place) if part)


_APPLICANT = ("name", "street", "postcode", "place")


def introduction(findings: Findings, application: Application, kind: str) -> Paragraph:
    call, language = findings.call, reader_language()
    name, address = applicant_in_words(application)
    values = {"issuer": str(call.funder.issuer), "applicant": name, "address": address}
    if kind == DecisionKind.DISMISSED:
        issues = _(
            "%(issuer)s issues this procedural order in the matter of the applicant "
            "%(applicant)s, %(address)s."
        )
    else:
        issues = _(
            "%(issuer)s issues this decision in the matter of the applicant %(applicant)s, "
            "%(address)s."
        )
    title = text_in(findings.file.title, language)
    published = call.published_at
    if call.file_number:
        named = _("%(title)s (no. %(file)s, published %(on_day)s)")
    else:
        named = _("%(title)s (published %(on_day)s)")
    about = {"title": title, "file": call.file_number}
    about["on_day"] = on_day(published) if published else ""
    basis = basis_in_words(findings.file.basis, language)
    sources = "; ".join(part for part in (basis, named % about) if part)
    return paragraph(
        issues % values, _("Legal basis: %(sources)s.") % {"sources": sources}, strong=(name,)
    )


def operative(
    findings: Findings, application: Application, kind: str, requested: int, amount: int
) -> list[Paragraph]:
    """The numbered points of the operative part, without their numbers."""
    points = [_verdict(findings, application, kind)]
    money = write_money(amount)
    if kind == DecisionKind.GRANTED:
        points.append(paragraph(_("%(amount)s is awarded.") % {"amount": money}, strong=(money,)))
    elif kind == DecisionKind.PARTLY_GRANTED:
        rest = _(
            "%(amount)s is awarded. The part of the application above this amount "
            "(%(rest)s) is refused."
        )
        values = {"amount": money, "rest": write_money(requested - amount)}
        points.append(paragraph(rest % values, strong=(money,)))
    if kind in GRANTS:
        points.append(_purpose(application))
    place = _reserve_place(findings, application)
    if kind == DecisionKind.REFUSED and place:
        words = _("The application is placed on the reserve list as number %(place)s.")
        points.append(paragraph(words % {"place": place}))
    points.append(paragraph(_("No special costs arose in the procedure.")))
    return points


def superseding(before: Decision) -> Paragraph:
    """What becomes of the decision that held until now; `before` is issued."""
    words = _("This decision supersedes decision no. %(number)s, issued %(on_day)s.")
    day = on_day(before.issued_at) if before.issued_at else ""
    return paragraph(words % {"number": before.number, "on_day": day})


def _verdict(findings: Findings, application: Application, kind: str) -> Paragraph:
    outcomes = {
        DecisionKind.GRANTED: pgettext("operative part", "granted"),
        DecisionKind.PARTLY_GRANTED: pgettext("operative part", "granted in part"),
        DecisionKind.REFUSED: pgettext("operative part", "refused"),
        DecisionKind.DISMISSED: pgettext("operative part", "dismissed"),
    }
    if kind in GRANTS:
        words = pgettext("granting", "Application no. %(number)s %(subject)s is %(outcome)s.")
    else:
        words = pgettext("refusing", "Application no. %(number)s %(subject)s is %(outcome)s.")
    outcome = outcomes[DecisionKind(kind)]
    values = {"number": application.number, "subject": _subject(findings, application)}
    return paragraph(words % {**values, "outcome": outcome}, strong=(outcome,))


def _subject(findings: Findings, application: Application) -> str:
    lot = text_in(findings.lot(application.lot.code).title)
    if not application.title:
        return _("in the lot “%(lot)s”") % {"lot": lot}
    if application.lot.kind == LotKind.PROJECT:
        return _("for the project “%(title)s”") % {"title": application.title}
    return _("for the programme “%(title)s”") % {"title": application.title}


def _purpose(application: Application) -> Paragraph:
    if application.lot.kind == LotKind.PROJECT:
        purpose = _("The funds are for the eligible costs of the project in the application.")
    else:
        purpose = _("The funds are for the eligible costs of the programme in the application.")
    return paragraph(purpose, _("The obligations are laid down in the co-financing agreement."))


def _reserve_place(findings: Findings, application: Application) -> int:
    reserve = findings.result["lots"].get(application.lot.code, {}).get("reserve", [])
    return reserve.index(application.number) + 1 if application.number in reserve else 0


def course(findings: Findings, application: Application, kind: str) -> Paragraph:
    """Deadline, arrival, opening, completeness."""
    call = findings.call
    sent, deadline, opened = application.submitted_at, call.deadline_at, findings.opened_at
    said = []
    if deadline:
        words = _("The deadline for applications was %(on_day)s %(at_hour)s.")
        said.append(words % {"on_day": on_day(deadline), "at_hour": at_hour(deadline)})
    paper = application.paper if application.channel == Channel.PAPER else None
    if sent and paper is not None:
        said.append(_came_on_paper(paper, sent))
    elif sent:
        in_time = deadline is None or sent <= deadline
        words = (
            _("The application arrived %(on_day)s %(at_hour)s and is in time.")
            if in_time
            else _("The application arrived %(on_day)s %(at_hour)s, after the deadline.")
        )
        said.append(words % {"on_day": on_day(sent), "at_hour": at_hour(sent)})
    if opened and (paper is None or not paper.is_late):
        words = _("The committee opened the applications %(on_day)s.")
        said.append(words % {"on_day": on_day(opened)})
    said += [_too_late(one) for one in findings.late_answers.get(application.pk, ())]
    if kind != DecisionKind.DISMISSED:
        said.append(_("The application is complete and meets the conditions of the call."))
    return paragraph(*said)


def _too_late(answer: LateAnswer) -> str:
    if answer.request.kind == RequestKind.HEARING:
        words = _(
            "A statement on what was found, posted or handed in on %(day)s, came after its time had"
            " ended on %(last)s, and is not considered."
        )
    else:
        words = _(
            "An answer to the call to supplement, posted or handed in on %(day)s, came after its"
            " time had ended on %(last)s, and is not considered."
        )
    last = answer.request.due_at or answer.recorded_at
    day = write_day(answer.filed_on, genitive=True)
    return words % {"day": day, "last": write_day(last, genitive=True)}


def _came_on_paper(paper: PaperFiling, sent: datetime) -> str:
    posted, handed_in = (
        (
            _("The application was posted by registered mail %(on_day)s %(at_hour)s, in time."),
            _(
                "The application was posted by registered mail %(on_day)s %(at_hour)s, after the"
                " deadline, and was not opened."
            ),
        ),
        (
            _("The application was handed in at the registry %(on_day)s %(at_hour)s, in time."),
            _(
                "The application was handed in at the registry %(on_day)s %(at_hour)s, after the"
                " deadline, and was not opened."
            ),
        ),
    )
    words = (posted if paper.way == PaperWay.POST else handed_in)[paper.is_late]
    return words % {"on_day": on_day(sent), "at_hour": at_hour(sent)}


def dismissal(application: Application) -> Paragraph:
    """The fact that was found, and the article of the rules that names it."""
    check = application.completeness_check
    language = reader_language()
    return paragraph(
        _("Fact found: %(fact)s") % {"fact": _closed(text_in(check.fact, language))},
        _("Article under which the application is dismissed: %(article)s.")
        % {"article": text_in(check.article, language).rstrip(".")},
        _("The application was not scored."),
    )


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def allocation_rule(lot: Lot) -> Paragraph:
    """The published sentence of the rule, and the article where it stands."""
    rule, language = lot.allocation, reader_language()
    if rule is None:
        return paragraph(_closed(""))
    text = text_in(rule.text, language).strip() or str(METHOD_WORDS[rule.NAME].decided)
    article = text_in(rule.article, language)
    if not article:
        return paragraph(_closed(text))
    return paragraph(f"{text.rstrip('.')} ({article}).")


def remedy(findings: Findings, kind: str) -> Paragraph:
    """Who may be turned to, where and until when; nothing where the call names no remedy.

    A kind of decision has the code of the state to which it leads.
    """
    terms = findings.file.remedy
    if not terms.kind or kind not in application_stages.WITH_REMEDY:
        return paragraph()
    days, to = terms.days, text_in(terms.to).rstrip(".")
    decided = _("Decided by: %(to)s.") % {"to": to}
    if terms.kind == "lawsuit":
        return paragraph(_("No appeal is possible."), _action(days), decided)
    allowed = _objection(days) if terms.kind == "objection" else _appeal(days)
    filed = _(
        "It is filed with the authority that issued this document, in writing or orally on the "
        "record."
    )
    if kind not in application_stages.COMPUTED_AGAIN:
        return paragraph(allowed, decided, filed)
    again = _(
        "If it succeeds, the amounts of all applications are computed again by the same rule."
    )
    return paragraph(allowed, decided, filed, again)


def _appeal(days: int) -> str:
    words = ngettext(
        "An appeal may be lodged within %(days)s day of service.",
        "An appeal may be lodged within %(days)s days of service.",
        days,
    )
    return words % {"days": days}


def _objection(days: int) -> str:
    words = ngettext(
        "An objection may be lodged within %(days)s day of service.",
        "An objection may be lodged within %(days)s days of service.",
        days,
    )
    return words % {"days": days}


def _action(days: int) -> str:
    words = ngettext(
        "An action may be brought before the court within %(days)s day of service.",
        "An action may be brought before the court within %(days)s days of service.",
        days,
    )
    return words % {"days": days}
