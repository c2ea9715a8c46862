"""Decisions, their issuing, and what may be taken away as a file."""

from django.urls import URLPattern, path

from reports.views import batch, decision, downloads
from reports.views.post import case_file, letters, notices, outstanding

urlpatterns: list[URLPattern] = [
    path("desk/calls/<slug:code>/decisions/", batch.batch, name="batch"),
    path(
        "desk/calls/<slug:code>/proposal/<int:number>/decisions/<slug:application>/",
        decision.preview,
        name="decision_preview",
    ),
    path("desk/calls/<slug:code>/decisions/prepare/", batch.prepare, name="prepare"),
    path("desk/calls/<slug:code>/decisions/issue/", batch.issue, name="issue"),
    path("desk/calls/<slug:code>/decisions/publish/", batch.publish, name="publish"),
    path("desk/calls/<slug:code>/summary.xlsx", downloads.summary_xlsx, name="summary_xlsx"),
    path(
        "desk/calls/<slug:code>/applications.xlsx",
        downloads.applications_xlsx,
        name="applications_xlsx",
    ),
    path("desk/calls/<slug:code>/summary.csv", downloads.summary_csv, name="summary_csv"),
    path(
        "desk/calls/<slug:code>/opening/minutes.pdf",
        downloads.minutes_to_sign,
        name="minutes_to_sign",
    ),
    path(
        "desk/calls/<slug:code>/meetings/<int:number>/minutes.pdf",
        downloads.meeting_minutes,
        name="meeting_minutes_pdf",
    ),
    path("applications/<slug:number>/decision/", decision.show, name="decision"),
    path("applications/<slug:number>/decision.pdf", decision.document, name="decision_pdf"),
    path(
        "desk/calls/<slug:code>/post/",
        outstanding.outstanding_letters,
        name="outstanding_letters",
    ),
    path(
        "desk/applications/<slug:number>/post/",
        letters.letters_page,
        name="letters_by_post",
    ),
    path(
        "desk/applications/<slug:number>/post/<slug:letter>/print/",
        letters.print_one,
        name="print_letter",
    ),
    path(
        "desk/applications/<slug:number>/post/<slug:letter>/send/",
        letters.post_one,
        name="post_letter",
    ),
    path(
        "desk/applications/<slug:number>/post/<int:letter>/slip/",
        letters.serve_one,
        name="serve_letter",
    ),
    path(
        "desk/applications/<slug:number>/post/<int:letter>/notice/",
        notices.announce_one,
        name="publish_notice",
    ),
    path(
        "desk/applications/<slug:number>/post/<int:letter>/slip.pdf",
        letters.slip_scan,
        name="return_slip",
    ),
    path(
        "desk/applications/<slug:number>/post/<slug:letter>/letter.pdf",
        letters.letter_to_print,
        name="request_letter",
    ),
    path("desk/applications/<slug:number>/file.pdf", case_file.desk_case_file, name="case_file"),
    path("applications/<slug:number>/file.pdf", case_file.own_case_file, name="own_case_file"),
    path(
        "applications/<slug:number>/rulings/<int:ruling>.pdf",
        letters.ruling_document,
        name="member_ruling",
    ),
    path("applications/<slug:number>/receipt.pdf", downloads.receipt, name="receipt_pdf"),
    path("decisions/<slug:number>/<slug:mark>/", decision.check, name="decision_check"),
    path("calls/<slug:code>/opening-minutes.pdf", downloads.minutes, name="opening_minutes"),
    path("calls/<slug:code>/files/<slug:kind>.json", downloads.published, name="published_file"),
]
