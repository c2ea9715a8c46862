"""The rows of documents and past awards that never change (`audit.database.frozen`)."""

from audit.database.frozen import freeze
from reports.models import Document, HistoricAward, HistoricName, HistoricSum


def freeze_rows() -> None:
    freeze(Document)
    for of_a_list in (HistoricAward, HistoricSum, HistoricName):
        freeze(of_a_list, may_vanish=True)
