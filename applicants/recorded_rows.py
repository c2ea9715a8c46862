"""What the ledger knows of organisations (`audit.proof.recorded`), and which files they store."""

from django.db.models import Q

from applicants.models import Organisation, StoredDocument
from audit.proof import stored_files
from audit.proof.recorded import Recorded, register
from audit.proof.stored_files import StoredFile

# Whose a registration number is, as the office found; everything else is theirs to change.
PROVED = Recorded(
    "proved",
    Organisation,
    key=("pk",),
    columns=("registration_number", "proved_at", "proved_by_id", "evidence", "proof_reason"),
    due=Q(proved_at__isnull=False) | Q(proved_by__isnull=False),
)


def register_rows() -> None:
    register(PROVED)
    place = ("organisation__registration_number", "pk")
    stored_files.register(
        StoredFile("stored document", StoredDocument, "sealed_file", place, "sealed_sha256")
    )
