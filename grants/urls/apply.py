"""Addresses of the applicant's side: what people do with their own applications."""

from django.urls import path

from grants.views.apply import filling, hearing, home, sending, starting, supplement

urlpatterns = [
    path("calls/<slug:code>/apply/", starting.start, name="apply_start"),
    path("applications/", home.applications, name="applications"),
    path("applications/<slug:number>/", filling.tasks, name="apply_tasks"),
    path("applications/<slug:number>/conditions/", filling.conditions, name="apply_conditions"),
    path("applications/<slug:number>/part/<slug:code>/", filling.section, name="apply_section"),
    path("applications/<slug:number>/files/<uuid:pk>/", filling.attachment, name="apply_file"),
    path("applications/<slug:number>/check/", sending.check, name="apply_check"),
    path("applications/<slug:number>/submit/", sending.submit, name="apply_submit"),
    path("applications/<slug:number>/receipt/", sending.receipt, name="apply_receipt"),
    path(
        "applications/<slug:number>/receipt.json", sending.receipt_json, name="apply_receipt_json"
    ),
    path("applications/<slug:number>/bundle.zip", sending.bundle, name="apply_bundle"),
    path("applications/<slug:number>/supplement/", supplement.supplement, name="supplement"),
    path(
        "applications/<slug:number>/supplement/take-over/",
        supplement.accept,
        name="accept_request",
    ),
    path("applications/<slug:number>/hearing/", hearing.hearing, name="hearing"),
    path("applications/<slug:number>/hearing/take-over/", hearing.accept, name="accept_hearing"),
    path("applications/<slug:number>/withdraw/", sending.withdraw, name="apply_withdraw"),
]
