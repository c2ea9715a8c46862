"""Files of an application beside the sheet: what is drawn, and what is only saved."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from grants.models import Application, Attachment
from tests.scoring.committee import a_scoring_call, declare
from tests.scoring.test_committee_pages import enter, url, words_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
HTML = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def kept(settings, tmp_path):
    """Files of the application, each with its type and its content."""
    settings.MEDIA_ROOT = tmp_path
    call, [application] = a_scoring_call()

    def keep(name, content_type, content):
        row = Attachment(application=application, name=name, field="docs")
        row.content_type = content_type
        row.file.save(name, ContentFile(content), save=False)
        row.sha256, row.size = hashlib.sha256(content).hexdigest(), len(content)
        row.save()
        return row

    return call, application, keep


def test_pdf_is_framed_by_our_pages_alone_and_a_picture_by_none(client, kept):
    call, application, keep = kept
    enter(client, "Celia")

    drawn = client.get(
        url("sheet_file_shown", call, application.number, keep("a.pdf", "application/pdf", PDF).pk)
    )
    assert drawn.getvalue() == PDF
    assert drawn["Content-Type"] == "application/pdf"
    assert drawn["Content-Disposition"].startswith("inline")
    assert drawn["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in drawn["Content-Security-Policy"]
    assert "default-src 'none'" in drawn["Content-Security-Policy"]
    assert "script" not in drawn["Content-Security-Policy"]

    picture = client.get(
        url("sheet_file_shown", call, application.number, keep("b.png", "image/png", PNG).pk)
    )
    assert picture["Content-Type"] == "image/png"
    assert picture["X-Frame-Options"] == "DENY"
    assert "sandbox" in picture["Content-Security-Policy"]
    for answer in (drawn, picture):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content_type", "content"),
    [
        ("a.html", "text/html", HTML),
        ("a.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),
        ("a.pdf", "application/pdf", HTML),
        ("a.png", "image/png", HTML),
        ("a.jpg", "image/jpeg", PNG),
        ("a.docx", "application/octet-stream", b"PK\x03\x04"),
        ("a", "", PDF),
    ],
)
def test_whatever_is_no_pdf_and_no_picture_is_only_saved(client, kept, name, content_type, content):
    call, application, keep = kept
    row = keep(name, content_type, content)
    enter(client, "Celia")

    assert client.get(url("sheet_file_shown", call, application.number, row.pk)).status_code == 404
    saved = client.get(url("sheet_file", call, application.number, row.pk))
    assert saved["Content-Disposition"].startswith("attachment")


def test_file_is_shown_to_nobody_who_does_not_read_the_application(client, kept):
    call, application, keep = kept
    row = keep("a.pdf", "application/pdf", PDF)
    page = url("sheet_file_shown", call, application.number, row.pk)

    assert enter(client, "Dario").get(page).status_code == 404
    assert enter(client, "Ada").get(page).status_code == 403
    assert enter(client, "Lea").get(page).status_code == 200
    declare(call, "Celia", {application.pk: (True, "Članica odbora.")})
    assert enter(client, "Celia").get(page).status_code == 404


def test_sheet_offers_what_it_can_show_and_the_scan_of_what_came_on_paper(client, kept):
    call, application, keep = kept
    scan = keep("vloga.pdf", "application/pdf", PDF)
    photo, budget = keep("odboj.png", "image/png", PNG), keep("p.xlsx", "application/x", b"PK")
    Attachment.objects.filter(pk=scan.pk).update(field="")
    Application.objects.filter(pk=application.pk).update(channel="paper")
    enter(client, "Celia")

    page = words_of(client.get(url("sheet", call, application.number)))

    assert f'<iframe class="m-file__frame" src="{_shown(call, application, scan)}#' in page
    assert "Na papirju" in page
    assert _shown(call, application, budget) not in page
    assert photo.name not in page, "it answers no question of this form"


def _shown(call, application, row):
    return url("sheet_file_shown", call, application.number, row.pk)
