"""Addresses of the ranking and the allocation."""

from django.urls import URLPattern, path

from scoring.views import ranking

urlpatterns: list[URLPattern] = [
    path("desk/calls/<slug:code>/ranking/", ranking.ranking, name="ranking"),
    path("desk/calls/<slug:code>/ranking/compute/", ranking.compute, name="compute_ranking"),
    path("desk/calls/<slug:code>/ranking/amounts/", ranking.allocate, name="compute_allocation"),
    path("desk/calls/<slug:code>/ranking/trace/<str:number>/", ranking.trace, name="trace"),
]
