"""What an applicant keeps: the receipt, the application as it was sent, every file.

Built in memory and given only to members of the organisation; `application.json` holds the very
bytes whose SHA-256 stands in the receipt.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from callfile.form.fields import shown_fields
from grants.answers_in_words import answer_lines
from grants.models import Submission
from grants.sealed_content import SealedContent, SealedFile, read_attachment, read_submission


@dataclass(frozen=True)
class Bundle:
    """Readable parts and files of one submission; the files are read when the ZIP is made."""

    submission: Submission
    content: SealedContent
    user: User
    at: datetime

    @property
    def document(self) -> bytes:
        return self.content.document

    @property
    def files(self) -> tuple[SealedFile, ...]:
        return self.content.attachments

    @property
    def size(self) -> int:
        return len(self.document) + sum(one.size for one in self.files)

    def as_zip(self) -> bytes:
        number = self.submission.application.number
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("application.json", self.document)
            archive.writestr(
                "receipt.json", json.dumps(self.submission.receipt, ensure_ascii=False, indent=2)
            )
            context = self._context()
            for ending in ("html", "txt"):
                page = render_to_string(f"grants/apply/bundle.{ending}", context)
                archive.writestr(f"{number}.{ending}", page)
            rows = {str(row.pk): row for row in self.submission.application.attachments.all()}
            for position, one in enumerate(self.files, start=1):
                _about, data = read_attachment(attachment=rows[one.id], actor=self.user, at=self.at)
                archive.writestr(f"attachments/{position:02d}-{one.name}", data)
        return packed.getvalue()

    def _context(self) -> dict[str, Any]:
        application = self.submission.application
        lot = application.call.lot_content(application.lot.code)
        names = {one.id: one.name for one in self.files}
        shown = {field["code"] for field in shown_fields(lot, self.content.answers)}
        sections = []
        for section in lot["form"]["sections"]:
            rows = [
                (field.get("label"), answer_lines(field, self._answer(field["code"]), names))
                for field in section.get("fields") or []
                if field["code"] in shown
            ]
            sections.append((section.get("title"), rows))
        conditions = [
            (question.get("ask"), answer_lines({"kind": "yes_no"}, self._said(question["code"])))
            for question in lot.get("eligibility") or []
        ]
        return {
            "submission": self.submission,
            "application": application,
            "call": application.call,
            "lot": application.lot,
            "applicant": self.content.applicant,
            "sections": sections,
            "conditions": conditions,
            "files": self.files,
        }

    def _answer(self, code: str) -> Any:
        return self.content.answers.get(code)

    def _said(self, code: str) -> Any:
        return self.content.eligibility.get(code)


def bundle_of(submission: Submission, user: User, at: datetime) -> Bundle:
    """Raises PermissionDenied for who is no member of the organisation."""
    content = read_submission(submission=submission, actor=user, at=at)
    return Bundle(submission=submission, content=content, user=user, at=at)
