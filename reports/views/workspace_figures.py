"""The figures of a workspace: what there is to count in each state of its call."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from grants.core import application_stages, call_stages
from grants.formats import write_money
from reports.selectors.workspace import Workspace


def counters(work: Workspace) -> list[dict[str, Any]]:
    """Figures that explain the work; before the opening only how many there are."""
    state = work.call.state
    if state in call_stages.DRAFTED:
        return _of_draft(work)
    if state in call_stages.SEALED or not work.facts.applications.received:
        return _of_sealed(work)
    if state in call_stages.IN_SESSION | call_stages.IN_CHECK:
        return _of_checking(work)
    return _of_scoring(work)


def _figure(term: str, value: object, note: str = "", *, signal: bool = False) -> dict[str, Any]:
    return {"term": term, "value": value, "note": note, "signal": signal}


def _of_draft(work: Workspace) -> list[dict[str, Any]]:
    faults = work.facts.faults
    lots = work.call.lots.filter(is_leaf=True).count()
    return [
        _figure(_("Lots"), lots),
        _figure(_("Available"), write_money(work.facts.budget_cents, cents_shown=False)),
        _figure(_("Languages"), ", ".join(map(str.upper, work.call.languages)) or "–"),
        _figure(_("Faults"), faults, _("publication waits") if faults else "", signal=faults > 0),
    ]


def _of_sealed(work: Workspace) -> list[dict[str, Any]]:
    facts = work.facts
    return [
        _figure(pgettext("applications", "Sent, sealed"), facts.count(*application_stages.SEALED)),
        _figure(pgettext("applications", "Withdrawn"), facts.count(*application_stages.WITHDRAWN)),
        _figure(_("Available"), write_money(facts.budget_cents, cents_shown=False)),
        _figure(_("Committee"), _("entered") if facts.committee else _("missing")),
    ]


def _of_checking(work: Workspace) -> list[dict[str, Any]]:
    facts = work.facts
    received = facts.applications.received
    waiting = facts.count(*application_stages.TO_CHECK)
    note = ngettext("%(count)d waits", "%(count)d wait", waiting) % {"count": waiting}
    return [
        _figure(pgettext("applications", "Received"), received),
        _figure(
            pgettext("applications", "Checked"),
            received - waiting,
            note if waiting else "",
            signal=waiting > 0,
        ),
        _figure(pgettext("applications", "Complete"), facts.applications.complete),
        _figure(pgettext("applications", "Dismissed"), facts.applications.dismissed),
        _requested(work),
    ]


def _of_scoring(work: Workspace) -> list[dict[str, Any]]:
    facts = work.facts
    figures = [
        _figure(pgettext("applications", "Complete"), facts.applications.complete),
        _figure(pgettext("applications", "Dismissed"), facts.applications.dismissed),
    ]
    if work.call.state in call_stages.IN_SCORING:
        figures += [*_sheets(work), _figure(_("Conflicts"), facts.conflicts)]
    elif facts.decisions:
        figures += [
            _figure(
                _("Decisions issued"),
                facts.issued,
                _("of %(count)d") % {"count": facts.decisions},
                signal=facts.issued < facts.decisions,
            ),
            _figure(_("Awarded"), write_money(facts.awarded_cents, cents_shown=False)),
        ]
    return [*figures, _requested(work)]


def _sheets(work: Workspace) -> list[dict[str, Any]]:
    """Nothing where no application needs a sheet."""
    sheets = work.facts.sheets
    if not sheets.expected:
        return []
    of = _("of %(count)d") % {"count": sheets.expected}
    return [_figure(_("Sheets locked"), sheets.locked, of, signal=sheets.waiting > 0)]


def _requested(work: Workspace) -> dict[str, Any]:
    available = write_money(work.facts.budget_cents, cents_shown=False)
    return _figure(
        _("Requested"),
        write_money(work.facts.requested_cents, cents_shown=False),
        _("available %(money)s") % {"money": available},
    )
