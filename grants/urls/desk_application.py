"""Addresses of the applications on the desk."""

from django.urls import URLPattern, path

from grants.views.desk import attachments, check, hearing, supplement
from grants.views.desk.lists import applications, together, untranslated
from grants.views.desk.paper import handing_over, replies, transcription

urlpatterns: list[URLPattern] = [
    path(
        "desk/calls/<slug:code>/applications/",
        applications.applications,
        name="desk_applications",
    ),
    path(
        "desk/calls/<slug:code>/applications/complete/",
        together.complete,
        name="complete_together",
    ),
    path(
        "desk/calls/<slug:code>/applications/supplement/",
        together.supplement,
        name="supplement_together",
    ),
    path(
        "desk/calls/<slug:code>/applications/untranslated/",
        untranslated.untranslated,
        name="untranslated",
    ),
    path("desk/applications/<slug:number>/", applications.application, name="desk_application"),
    path("desk/applications/<slug:number>/check/", check.check, name="check"),
    path("desk/applications/<slug:number>/facts/<slug:code>/", check.fact, name="recognise_fact"),
    path(
        "desk/applications/<slug:number>/supplement/",
        supplement.request_page,
        name="request_supplement",
    ),
    path(
        "desk/applications/<slug:number>/supplement/take-back/",
        supplement.take_back,
        name="take_back_request",
    ),
    path("desk/applications/<slug:number>/hearing/", hearing.telling, name="tell_findings"),
    path(
        "desk/applications/<slug:number>/hearing/take-back/",
        hearing.take_back,
        name="take_back_hearing",
    ),
    path(
        "desk/applications/<slug:number>/hearing/<slug:code>/",
        hearing.weigh,
        name="weigh_answer",
    ),
    path(
        "desk/applications/<slug:number>/paper/",
        transcription.transcribe,
        name="transcribe",
    ),
    path(
        "desk/applications/<slug:number>/paper/hand-over/",
        handing_over.hand_over,
        name="hand_over_paper",
    ),
    path(
        "desk/applications/<slug:number>/paper/answer/",
        replies.paper_reply,
        name="paper_reply",
    ),
    path("desk/attachments/<uuid:pk>/", attachments.attachment, name="opened_attachment"),
]
