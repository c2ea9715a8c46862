"""The written decision about a member of the committee, in every official language."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from audit.core import canonical
from grants.selectors.funders import letterhead_of
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import EmbeddedFile, Paper, write_pdf
from reports.words.request_letter import LetterText
from scoring.models import MemberRuling
from scoring.words.ruling import ruling_number


def ruling_pdf(ruling: MemberRuling) -> bytes:
    """The same bytes for the same decision; what it says was fixed when it was made."""
    application = ruling.application
    letterhead = letterhead_of(application.call.funder, ruling.made_at)
    languages = list(ruling.content)
    columns = [
        PaperColumn(
            code, {**paper_names_of(letterhead, code), "letter": _letter(ruling.content[code])}
        )
        for code in languages
    ]
    context = {
        "columns": columns,
        "main": languages[0],
        "arms": arms_on(letterhead),
        "made_at": ruling.made_at.isoformat(),
        "mark": ruling_number(application, ruling.number),
        # An exclusion without an objection is no matter of the applicant.
        "addressee": (application.applicant or {}) if ruling.objection_id else {},
        "signed_by": ruling.content[languages[0]]["signed_by"],
        "sha256": ruling.sha256,
    }
    with override(languages[0]):
        html = render_to_string("reports/documents/letter.html", context)
    data = EmbeddedFile(
        f"{ruling_name(ruling)}.json", canonical.dumps(ruling.content), "Decision as data (JSON)"
    )
    return write_pdf(
        Paper(html=html, at=ruling.made_at, made=drawings_of(letterhead), attached=[data])
    )


def _letter(said: Mapping[str, Any]) -> LetterText:
    return LetterText(
        title=said["title"],
        head=said["head"],
        opening=said["preamble"],
        items=[],
        parts=said["parts"],
        signed_as=said["signed_as"],
    )


def ruling_name(ruling: MemberRuling) -> str:
    return ruling_number(ruling.application, ruling.number).replace("/", "-")
