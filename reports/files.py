"""A stored or rendered file as an answer: one safe name, no guessing of types."""

from django.http import HttpResponse

from accounts.stored_files import read_stored
from reports.models import Document


def file_response(
    data: bytes, *, name: str, content_type: str, inline: bool = False
) -> HttpResponse:
    """`name` is made by the program, of numbers and codes only."""
    response = HttpResponse(data, content_type=content_type)
    way = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{way}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def stored_response(document: Document) -> HttpResponse:
    data = read_stored(document.file, document.sha256)
    return file_response(data, name=document.name, content_type=document.content_type)
