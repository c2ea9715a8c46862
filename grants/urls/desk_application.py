"""Addresses of the applications on the desk."""

from django.urls import URLPattern, path

from grants.views.desk import applications, attachments, check

urlpatterns: list[URLPattern] = [
    path(
        "desk/calls/<slug:code>/applications/",
        applications.applications,
        name="desk_applications",
    ),
    path("desk/applications/<slug:number>/", applications.application, name="desk_application"),
    path("desk/applications/<slug:number>/check/", check.check, name="check"),
    path("desk/applications/<slug:number>/facts/<slug:code>/", check.fact, name="recognise_fact"),
    path("desk/attachments/<uuid:pk>/", attachments.attachment, name="opened_attachment"),
]
