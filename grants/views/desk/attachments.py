"""A file of an opened application: saved, or shown in a frame of a page of ours.

What is shown is a picture or a PDF and nothing else, by its type and by how it begins; nothing in
it runs, and no other site frames it. The browser draws a PDF with its own viewer, which no sandbox
lets run, so there the policy allows that viewer alone.
"""

import io
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.sign_in.signed_in import user_of
from accounts.stored_files import FileLost, read_stored, unopened_words
from grants.models import Attachment
from grants.models.attachment import PDF
from grants.permissions import view_opened_application

_BEGINS = {PDF: b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
# As far as a reader of PDF looks for the beginning (applicants/files/pdf.py).
_HEAD = 1_024
_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@login_required
@require_safe
def attachment(request: HttpRequest, pk: UUID) -> FileResponse:
    applications = view_opened_application.queryset(user_of(request))
    rows = Attachment.objects.filter(application__in=applications).exclude(sha256="")
    return send_attachment(get_object_or_404(rows, pk=pk))


def send_attachment(found: Attachment) -> FileResponse:
    """The caller has asked who may read it. Raises FileLost."""
    if found.is_unopened:
        raise FileLost(unopened_words())
    content = read_stored(found.file, found.sha256)
    return saved_file(content, found.name, found.content_type or "application/octet-stream")


def saved_file(content: bytes, name: str, content_type: str) -> FileResponse:
    """What somebody sent, under the name that they gave it: saved, never shown."""
    response = FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def show_attachment(found: Attachment) -> FileResponse:
    """The caller has asked who may read it. Raises FileLost; Http404 for another kind of file."""
    response = send_attachment(found)
    begins = _BEGINS.get(found.content_type)
    content = response.getvalue()
    if begins is None or begins not in content[:_HEAD]:
        raise Http404
    shown = FileResponse(io.BytesIO(content), filename=found.name, content_type=found.content_type)
    shown.headers["X-Content-Type-Options"] = "nosniff"
    shown.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if found.content_type == PDF:
        shown.headers["Content-Security-Policy"] = _VIEWER
        shown.headers["X-Frame-Options"] = "SAMEORIGIN"
    else:
        shown.headers["Content-Security-Policy"] = response.headers["Content-Security-Policy"]
    return shown
