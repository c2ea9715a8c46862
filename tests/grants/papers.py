"""Applications on paper, recorded by the officer."""

from datetime import datetime
from typing import Any

from applicants.models import LegalForm
from grants.actions.applying._paper import Scan
from grants.actions.applying.record_paper import PaperSender, Received, record_paper
from grants.models import Application, Call, PaperWay
from tests.grants.applying import a_pdf
from tests.personas import person
from tests.stage import at

POSTED = "2026-10-29T17:15:00+01:00"
POSTED_LATE = "2026-10-30T16:20:00+01:00"
RECORDED = "2026-11-02T08:40:00+01:00"
NUMBER = "5015545000"
SENDER = {
    "registration_number": NUMBER,
    "name": "Pihalni orkester Burja",
    "legal_form": LegalForm.SOCIETY.value,
    "street": "Riva 1",
    "postcode": "6999",
    "place": "Bonaca",
    "email": "orkester@example.org",
    "phone": "",
    "tax_number": "",
    "iban": "",
}


def a_paper(
    call: Call,
    *,
    filed: str = POSTED,
    recorded: str = RECORDED,
    registry_number: str = "610-25/2026-7",
    by: str = "Ada",
    scan: bool | None = None,
    lot: str = "A",
    **sender: Any,
) -> Application:
    """Of the brass band, posted in time unless something else is said; what is late has no scan."""
    filed_at = datetime.fromisoformat(filed)
    has_scan = filed_at <= call.deadline_at if scan is None else scan
    with at(recorded):
        return record_paper(
            lot=call.lots.get(code=lot),
            sender=PaperSender({**SENDER, **sender}, "Dora Renko"),
            received=Received(PaperWay.POST, filed_at, registry_number, "sl"),
            scan=Scan("vloga.pdf", a_pdf("Vloga")) if has_scan else None,
            actor=person(by),
        )
