"""Addresses of what everybody may see: results, register, verification, open data."""

from django.urls import path

from reports.views import downloads, open_data, register, register_past, results, verify
from reports.views.post import notices

urlpatterns = [
    path("results/", results.results, name="results"),
    path("calls/<slug:code>/results/", results.call_results, name="call_results"),
    path("calls/<slug:code>/results/results.csv", results.results_csv, name="results_csv"),
    path("calls/<slug:code>/results/report.pdf", downloads.outcome, name="outcome"),
    path("calls/<slug:code>/results/<slug:lot>/", results.call_results, name="call_lot_results"),
    path("calls/<slug:code>/form/<slug:lot>.pdf", downloads.paper_form, name="paper_form"),
    path("register/", register.register, name="register"),
    path("register/awards.csv", register.register_csv, name="register_csv"),
    path("register/past/", register_past.past, name="past_awards"),
    path("register/past/awards.csv", register_past.past_csv, name="past_awards_csv"),
    path("register/organisations/<int:pk>/", register.organisation, name="register_organisation"),
    path("verify/", verify.verify, name="verify"),
    path("notices/", notices.public_notices, name="public_notices"),
    path("open-data/", open_data.open_data, name="open_data"),
]
