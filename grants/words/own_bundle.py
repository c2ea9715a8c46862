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
from accounts.stored_files import FileLost
from audit.keys.seal import SealBrokenError
from grants.models import Submission
from grants.sealed_content import read_attachment, read_submission
from grants.submission_document import SealedContent, SealedFile
from grants.words.answers import answer_lines, yes_or_no


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
            lost = self._add_files(archive)
            context = self._context() | {"lost": lost}
            for ending in ("html", "txt"):
                page = render_to_string(f"grants/apply/bundle.{ending}", context)
                archive.writestr(f"{number}.{ending}", page)
        return packed.getvalue()

    def _add_files(self, archive: zipfile.ZipFile) -> list[SealedFile]:
        """Those that cannot be read at the moment; the readable copy names them."""
        rows = {str(row.pk): row for row in self.submission.application.attachments.all()}
        lost = []
        for position, one in enumerate(self.files, start=1):
            try:
                _about, data = read_attachment(attachment=rows[one.id], actor=self.user, at=self.at)
            except (FileLost, SealBrokenError):
                lost.append(one)
            else:
                archive.writestr(f"attachments/{position:02d}-{one.name}", data)
        return lost

    def _context(self) -> dict[str, Any]:
        application = self.submission.application
        lot = application.call.file.lot(application.lot.code)
        names = {one.id: one.name for one in self.files}
        answers, said = self.content.answers, self.content.eligibility
        sections = [
            (
                section.title,
                [(one.label, answer_lines(one, answers.get(one.code), names)) for one in fields],
            )
            for section, fields in lot.form.pages(answers)
        ]
        conditions = [
            (
                condition.question,
                [yes_or_no(said[condition.code])] if condition.code in said else [],
            )
            for condition in lot.eligibility
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


def bundle_of(submission: Submission, user: User, at: datetime) -> Bundle | None:
    """None where what is kept of the submission cannot be read. Raises PermissionDenied for who is
    no member of the organisation.
    """
    content = read_submission(submission=submission, actor=user, at=at)
    if content is None:
        return None
    return Bundle(submission=submission, content=content, user=user, at=at)
