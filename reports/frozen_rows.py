"""The rows of documents and past awards that never change (`audit.frozen`)."""

from audit.frozen import freeze
from reports.models import Document, HistoricAward


def freeze_rows() -> None:
    freeze(Document)
    freeze(HistoricAward, may_vanish=True)
