"""A file of an opened application: always saved, never shown inside a page of ours."""

import io
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.sign_in.signed_in import user_of
from accounts.stored_files import FileLost, read_stored, unopened_words
from grants.models import Attachment
from grants.permissions import view_opened_application


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
    response = FileResponse(
        io.BytesIO(read_stored(found.file, found.sha256)),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type or "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
