"""Addresses of the committee of a call, of its seats, and of objections to its members."""

from django.urls import path

from scoring.views import appointment, objections, seats

urlpatterns = [
    path("desk/calls/<slug:code>/committee/", appointment.committee, name="committee"),
    path("desk/calls/<slug:code>/committee/<int:seat>/leave/", seats.leave, name="seat_leave"),
    path("desk/calls/<slug:code>/committee/<int:seat>/give/", seats.give, name="seat_give"),
    path("desk/calls/<slug:code>/committee/objections/", objections.objections, name="objections"),
    path(
        "desk/calls/<slug:code>/committee/objections/<int:pk>/",
        objections.objection,
        name="objection",
    ),
    path("applications/<slug:number>/committee/", objections.raise_objection, name="object"),
]
