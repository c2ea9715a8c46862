"""The address of the committee of a call."""

from django.urls import path

from scoring.views import appointment

urlpatterns = [
    path("desk/calls/<slug:code>/committee/", appointment.committee, name="committee"),
]
