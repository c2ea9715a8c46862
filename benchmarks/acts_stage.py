"""What lies between the acts that are measured, written in bulk (benchmarks/acts.py)."""

import os
import random
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Role, User
from applicants.models import Membership, MembershipRole
from audit.core import canonical
from audit.keys.store import ensure_call_key
from benchmarks.bulk_ledger import BATCH, BulkLedger
from benchmarks.large_call_decided import write_issued
from benchmarks.large_call_file import CRITERIA, texts
from benchmarks.large_call_rows import (
    CHECKED,
    OPENED,
    SCORED,
    checks_of,
    person,
    sheets_of,
    submissions_of,
    write_applications,
    write_committee,
)
from grants.core.workflow import ApplicationState
from grants.models import Application, Attachment, Call, CompletenessCheck, Submission
from grants.sealed_content import new_wrapped_key, seal_draft, seal_file, seal_submission
from grants.submission_document import SealedContent, SealedFile
from scoring.actions._assessed import write_assessed
from scoring.models import (
    CommitteeMember,
    CommitteeRole,
    ConflictDeclaration,
    CriterionReason,
    ScoreSheet,
)
from tests.personas import signatory


def write_sealed(call: Call, count: int, files: int = 0, size: int = 0) -> None:
    """As they were sent, sealed with the keys of the call, each with so many files of `size` bytes;
    and the committee.
    """
    with transaction.atomic():
        ledger, key = BulkLedger(call), ensure_call_key(call.uuid)
        rows = write_applications(call, count, ledger, random.Random(2027))
        seats = write_committee(call, ledger)
        ledger.write(OPENED)
        documents, attached = [], []
        for row in rows:
            row.wrapped_key = new_wrapped_key(row, key)
            row.call = call
            its = [_attachment(row, size) for _ in range(files)]
            attached += [one for one, _about in its]
            said = {
                "answers": row.answers,
                "applicant": row.applicant,
                "eligibility": {},
                "attachments": [about.as_object() for _one, about in its],
                "nonce": "0" * 64,
                "language": "sl",
            }
            documents.append(canonical.dumps(said))
            seal_draft(row, SealedContent(answers=row.answers or {}))
            row.state, row.answers, row.applicant = ApplicationState.SUBMITTED, None, None
            row.title, row.requested_cents, row.eligible_cents = "", None, None
            row.title_folded = row.applicant_folded = ""
        seats[0].committee.entry = ledger.entries[0]
        seats[0].committee.save()
        CommitteeMember.objects.bulk_create(seats)
        Application.objects.bulk_create(rows, batch_size=BATCH)
        Attachment.objects.bulk_create(attached, batch_size=BATCH)
        submissions = list(submissions_of(rows, ledger))
        for row, submission, document in zip(rows, submissions, documents, strict=True):
            submission.sealed = seal_submission(row, 1, document)
            submission.sha256 = sha256(document).hexdigest()
        Submission.objects.bulk_create(submissions, batch_size=BATCH)
        Call.objects.filter(pk=call.pk).update(last_number=count)
    call.refresh_from_db()


def write_complete(call: Call) -> None:
    rows = list(call.applications.order_by("pk"))
    entry = rows[0].submissions.get().entry
    CompletenessCheck.objects.bulk_create(checks_of(rows, entry), batch_size=BATCH)
    call.applications.update(state=ApplicationState.COMPLETE)
    call.refresh_from_db()


def _attachment(row: Application, size: int) -> tuple[Attachment, SealedFile]:
    content = os.urandom(size)
    made = Attachment(application=row)
    about = SealedFile(
        id=str(made.pk),
        field="plan",
        name="priloga.pdf",
        content_type="application/pdf",
        size=size,
        sha256=sha256(content).hexdigest(),
    )
    made.sealed_meta, sealed = seal_file(row, about, content)
    made.sealed_size, made.sealed_sha256 = len(sealed), sha256(sealed).hexdigest()
    made.sealed_file.save(str(made.pk), ContentFile(sealed), save=False)
    return made, about


def one_who_steps_out(call: Call) -> User:
    """A substitute who acts for an applicant."""
    user = person("Bojan")
    organisation = call.applications.earliest("pk").organisation
    Membership.objects.create(user=user, organisation=organisation, role=MembershipRole.VIEWER)
    CommitteeMember.objects.create(
        committee=call.committee, user=user, role=CommitteeRole.SUBSTITUTE
    )
    return user


def declare_the_rest(call: Call) -> None:
    """What nobody in the committee has declared yet, as the first one who did."""
    seats = CommitteeMember.objects.filter(committee__call=call)
    entry = ConflictDeclaration.objects.earliest("pk").entry
    rows = ConflictDeclaration.objects.filter(application__call=call)
    said = set(rows.values_list("user_id", "application_id"))
    ConflictDeclaration.objects.bulk_create(
        (
            ConflictDeclaration(
                user_id=seat.user_id,
                application_id=key,
                in_conflict=False,
                declared_at=CHECKED,
                entry=entry,
            )
            for seat in seats
            for key in call.applications.values_list("pk", flat=True)
            if (seat.user_id, key) not in said
        ),
        batch_size=BATCH,
    )
    seats.update(declared_at=CHECKED)


def write_sheets(call: Call) -> None:
    with transaction.atomic():
        ledger, chance = BulkLedger(call), random.Random(2028)
        seats = list(CommitteeMember.objects.filter(committee__call=call).order_by("pk"))
        rows = list(call.applications.order_by("pk"))
        sheets = [sheet for row in rows for sheet in sheets_of(row, seats, ledger, chance)]
        ledger.write(SCORED)
        ScoreSheet.objects.bulk_create(sheets, batch_size=BATCH)
    call.refresh_from_db()


def write_reasons(call: Call) -> None:
    """Of every criterion of everybody, in both languages."""
    text = texts("Zasnova je jasna, izvedba le nakazana.", "Il progetto è chiaro.")
    with transaction.atomic():
        CriterionReason.objects.bulk_create(
            (
                CriterionReason(
                    application=row,
                    criterion=code,
                    text=text,
                    written_by=person("Igor"),
                    written_at=SCORED,
                )
                for row in call.applications.all()
                for code, _most in CRITERIA
            ),
            batch_size=BATCH,
        )
        write_assessed(call)


def write_decided(call: Call) -> None:
    """Every decision issued, without its document."""
    call.refresh_from_db()
    write_issued(call)
    Call.objects.filter(pk=call.pk).update(results_published_at=None)
    call.refresh_from_db()


def approver(call: Call) -> User:
    """Emil approves, and signs the decisions."""
    person("Emil", Role.APPROVER)
    return signatory("Emil", call.funder).user
