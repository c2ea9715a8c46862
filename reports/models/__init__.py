from reports.models.document import Document, DocumentKind
from reports.models.historic_award import HistoricAward, RecipientKind
from reports.models.historic_figures import HistoricName, HistoricSum
from reports.models.historic_import import AmountMeaning, HistoricImport, ImportState

__all__ = [
    "AmountMeaning",
    "Document",
    "DocumentKind",
    "HistoricAward",
    "HistoricImport",
    "HistoricName",
    "HistoricSum",
    "ImportState",
    "RecipientKind",
]
