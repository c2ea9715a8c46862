"""A file of an opened application: always saved, never shown inside a page of ours."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.signed_in import user_of
from grants.models import Attachment
from grants.permissions import view_opened_application


@login_required
@require_safe
def attachment(request: HttpRequest, pk: UUID) -> FileResponse:
    applications = view_opened_application.queryset(user_of(request))
    rows = Attachment.objects.filter(application__in=applications).exclude(file="")
    return send_attachment(get_object_or_404(rows, pk=pk))


def send_attachment(found: Attachment) -> FileResponse:
    """The caller has asked who may read it."""
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type or "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
