"""Addresses of the opening session."""

from django.urls import URLPattern, path

from scoring.views import opening

urlpatterns: list[URLPattern] = [
    path("desk/calls/<slug:code>/opening/", opening.opening, name="opening"),
    path("desk/calls/<slug:code>/opening/start/", opening.start, name="start_opening"),
    path("desk/calls/<slug:code>/opening/confirm/", opening.confirm, name="confirm_opening"),
    path("desk/calls/<slug:code>/opening/close/", opening.close, name="close_opening"),
    path("desk/calls/<slug:code>/opening/files/", opening.open_lost, name="open_lost_files"),
    path("desk/calls/<slug:code>/opening/minutes/", opening.minutes, name="opening_minutes"),
]
