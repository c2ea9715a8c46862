"""Decisions, their issuing, and what may be taken away as a file."""

from django.urls import URLPattern, path

from reports.views import decision

urlpatterns: list[URLPattern] = [
    path(
        "decisions/<slug:number>/<slug:mark>/",
        decision.check,
        name="decision_check",
    ),
]
