"""An applicant at work: a published call, an application, answers that fit it."""

import io
from datetime import datetime
from typing import Any

from pypdf import PdfWriter

from applicants.models import Membership, MembershipRole, Organisation
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.models import Application, Call
from tests.built_once import built_once
from tests.personas import person
from tests.small_call import ANSWERS
from tests.stage import FILING, a_published_call, an_organisation, at


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def add_member(organisation: Organisation, name: str, role: MembershipRole) -> None:
    Membership.objects.create(user=person(name), organisation=organisation, role=role)


@built_once
def a_draft(call: Call | None = None, organisation: Organisation | None = None) -> Application:
    """An empty draft of Bruno in lot A."""
    chosen = call or a_published_call()
    with at(FILING):
        return start_application(
            lot=chosen.lots.get(code="A"),
            organisation=organisation or an_organisation(),
            language="sl",
            actor=person("Bruno"),
        )


@built_once
def a_filled_draft(
    call: Call | None = None, organisation: Organisation | None = None, **changes: Any
) -> Application:
    """A draft that could be sent."""
    draft = a_draft(call, organisation)
    with at(FILING):
        return save_answers(
            application=draft,
            answers={**ANSWERS, **changes},
            eligibility={"seat": True},
            draft_version=draft.draft_version,
            actor=person("Bruno"),
        )


def a_pdf(text: str = "") -> bytes:
    """A small real PDF; `text` stands in its metadata."""
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    writer.add_metadata({"/Title": text})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
