from django.urls import path

from audit.views import pages

app_name = "audit"

urlpatterns = [
    path("ledger/", pages.ledger, name="ledger"),
    path("ledger/<int:seq>/", pages.entry, name="entry"),
]
