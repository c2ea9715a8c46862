"""Addresses without a language: the ledger as files for machines, and in receipts."""

from django.urls import path

from audit.views import files

app_name = "ledger_files"

urlpatterns = [
    path("checkpoint", files.checkpoint, name="checkpoint"),
    path("entries.ndjson", files.entries, name="entries"),
    path("receipt/<int:seq>", files.receipt, name="receipt"),
    path("proof/<int:seq>", files.inclusion, name="inclusion"),
    path("consistency/<int:old>/<int:new>", files.consistency, name="consistency"),
]
