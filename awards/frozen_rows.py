"""The rows of proposals and decisions that never change (`audit.frozen`)."""

from audit.frozen import freeze
from awards.models import Decision, Proposal


def freeze_rows() -> None:
    freeze(Decision, since='OLD."issued_at" IS NOT NULL')
    freeze(Proposal, since='OLD."closed_at" IS NOT NULL')
