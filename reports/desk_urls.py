"""Addresses of the desk: where people begin, and the workspace of each call."""

from django.urls import path

from reports.views import desk, workspace

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/calls/<slug:code>/", workspace.workspace, name="workspace"),
]
