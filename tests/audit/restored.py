"""Run within a restored installation: is everything that was promised still there?"""

import hashlib
import json
import sys
from typing import Any

from django.utils import timezone

from audit.core.checkpoint import parse_note
from audit.core.receipt import parse_receipt, verify_receipt
from audit.selectors import tree_root
from grants.models import Attachment, Submission
from grants.sealed_content import read_attachment
from reports.models import Document
from tests.signatures import is_signed


def report() -> None:
    """Takes a receipt from before the backup on standard input, writes what it found as JSON."""
    attachments = list(Attachment.objects.filter(removed_at=None))
    documents = list(Document.objects.all())
    found = {
        "attachments": len(attachments),
        "documents": len(documents),
        "sent": Submission.objects.count(),
        "unreadable": [str(row.pk) for row in attachments if not _opens(row)],
        "changed": [row.name for row in documents if not _is_unchanged(row)],
        "receipt_holds": _holds(json.load(sys.stdin)),
    }
    sys.stdout.write(json.dumps(found))


def _opens(row: Attachment) -> bool:
    """As its own applicant reads it, with the key of the call."""
    owner = row.application.created_by
    about, content = read_attachment(attachment=row, actor=owner, at=timezone.now())
    return hashlib.sha256(content).hexdigest() == about.sha256


def _is_unchanged(row: Document) -> bool:
    with row.file.open("rb") as file:
        return hashlib.sha256(file.read()).hexdigest() == row.sha256


def _holds(value: dict[str, Any]) -> bool:
    """The receipt proves itself, and its tree is the beginning of the ledger that is here."""
    receipt = parse_receipt(json.dumps(value))
    verify_receipt(receipt, is_signed)
    then = parse_note(receipt.checkpoint).checkpoint
    return tree_root(then.size) == then.root
