"""The rows of proposals and decisions that never change (`audit.database.frozen`)."""

from audit.database.frozen import freeze
from awards.models import Decision, Proposal


def freeze_rows() -> None:
    # What it says never changes; that it was issued is added once.
    freeze(Decision, name="said", moving=["issued_at", "document_sha256", "entry"])
    freeze(Decision, since='OLD."issued_at" IS NOT NULL')
    freeze(Proposal, since='OLD."closed_at" IS NOT NULL')
