"""The letter of a request that is served by post: every official language beside the others."""

from django.template.loader import render_to_string
from django.utils.translation import override

from grants.models import Request
from grants.selectors.funders import letterhead_of
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import Paper, write_pdf
from reports.words.request_letter import letter_in


def request_letter_pdf(request: Request) -> bytes:
    """The same bytes for the same request; it is printed and signed by hand."""
    application = request.application
    letterhead = letterhead_of(application.call.funder, request.asked_at)
    languages = application.call.official_languages
    columns = [
        PaperColumn(code, {**paper_names_of(letterhead, code), "letter": letter_in(request, code)})
        for code in languages
    ]
    context = {
        "columns": columns,
        "main": languages[0],
        "arms": arms_on(letterhead),
        "made_at": request.asked_at.isoformat(),
        "mark": f"{application.number}/{request.number}",
        "signed_by": request.asked_by.name,
        "addressee": application.applicant or {},
    }
    with override(languages[0]):
        html = render_to_string("reports/documents/letter.html", context)
    return write_pdf(Paper(html=html, at=request.asked_at, made=drawings_of(letterhead)))


def letter_name(request: Request) -> str:
    return f"{request.application.number}-{request.kind}-{request.number}.pdf"
