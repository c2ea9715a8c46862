"""What the ledger knows of documents, results and imported lists (`audit.proof.recorded`)."""

from django.db.models import Q

from audit.proof import stored_files
from audit.proof.recorded import Recorded, register
from audit.proof.stored_files import StoredFile
from grants.models import Call
from reports.models import Document, HistoricAward, HistoricImport, ImportState

KINDS = (
    Recorded(
        "document",
        Document,
        key=("call__code", "decision__number", "kind"),
        columns=("name", "content_type", "size", "sha256", "file", "created_at"),
        call="call__code",
    ),
    Recorded(
        "results",
        Call,
        key=("code",),
        columns=("results_published_at",),
        due=Q(results_published_at__isnull=False),
        call="code",
    ),
    Recorded(
        "import",
        HistoricImport,
        key=("pk",),
        columns=(
            *("funder_id", "file_name", "sha256", "read_as", "source_name", "source_place"),
            *("licence", "year", "mapping", "amount_meaning", "created_at", "created_by_id"),
            *("imported_at", "imported_by_id", "rows", "rows_left_out"),
        ),
        due=~Q(state=ImportState.PREVIEW.value) | Q(entry__isnull=False),
        entry="entry_id",
    ),
    Recorded(
        "import undone",
        HistoricImport,
        key=("pk",),
        columns=("state", "undone_at", "undone_by_id", "undo_reason"),
        due=~Q(state__in=[ImportState.PREVIEW.value, ImportState.IMPORTED.value]),
    ),
    Recorded(
        "award",
        HistoricAward,
        key=("batch_id", "row"),
        columns=(
            *("funder_id", "year", "number", "recipient_kind", "organisation"),
            *("organisation_folded", "organisation_number", "organisation_identity"),
            *("theme", "kind", "purpose"),
            *("requested_cents", "awarded_cents"),
        ),
        entry="batch__entry_id",
    ),
)


def register_rows() -> None:
    for kind in KINDS:
        register(kind)
    place = ("call__code", "kind", "name")
    stored_files.register(StoredFile("document", Document, "file", place, "sha256"))
