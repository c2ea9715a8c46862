"""Addresses of the committee of a call and of its seats."""

from django.urls import path

from scoring.views import appointment, seats

urlpatterns = [
    path("desk/calls/<slug:code>/committee/", appointment.committee, name="committee"),
    path("desk/calls/<slug:code>/committee/<int:seat>/leave/", seats.leave, name="seat_leave"),
    path("desk/calls/<slug:code>/committee/<int:seat>/give/", seats.give, name="seat_give"),
]
