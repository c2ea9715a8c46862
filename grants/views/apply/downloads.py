"""Files on their way out: always saved, never shown inside a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(name: str, content_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
