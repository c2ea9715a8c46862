"""A call of any size in every moment in which its pages are read, from the filing to the results.

Two calls stand beside each other: in one the applications lie sealed, the other walks from its
opening to its results (benchmarks/large_call.py). One application of the first is Bruno's, filled
in and sent through the real acts.

    stage = begin(10_000)              # needs a migrated, empty database
    for moment in MOMENTS:
        moment.write(stage)            # then, `with clock(moment.at)`, its pages are read
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from accounts.models import Role, User
from applicants.models import Membership, MembershipRole, Organisation
from benchmarks.bulk_ledger import BATCH, BulkLedger
from benchmarks.large_call import (
    allocation_of,
    clock,
    publish,
    write_checking,
    write_computed,
    write_opened,
    write_revealed,
    write_sheets,
)
from benchmarks.large_call_decided import (
    ISSUED,
    PROPOSED,
    SIGNED,
    write_issued,
    write_prepared,
    write_proposed,
)
from benchmarks.large_call_rows import (
    SCORED,
    SENT,
    answers_of,
    person,
    submissions_of,
    write_applications,
)
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.core.workflow import ApplicationState
from grants.models import Application, Call, Submission
from reports.actions.store_document import store_document
from reports.models import DocumentKind
from scoring.models import CommitteeMember, CommitteeRole

# Everybody who reads: the names of the people by what they are; None has not signed in.
READERS: dict[str, str | None] = {
    "visitor": None,
    "stranger": "Dario",
    "owner": "Bruno",
    "officer": "Ada",
    "approver": "Emil",
    "auditor": "Fani",
    "finance": "Franc",
    "administrator": "Gina",
    "chair": "Igor",
    "member": "Celia",
    "secretary": "Sara",
}
_ROLES = {
    "Ada": Role.OFFICER,
    "Emil": Role.APPROVER,
    "Fani": Role.AUDITOR,
    "Franc": Role.FINANCE,
    "Gina": Role.ADMINISTRATOR,
}


@dataclass(slots=True)
class Stage:
    """`own` is Bruno's application in the sealed call, `first` the first of the walking one."""

    count: int
    sealed: Call
    walking: Call
    own: Application

    @property
    def first(self) -> Application | None:
        return self.walking.applications.order_by("number").first()


@dataclass(frozen=True, slots=True)
class Moment:
    """`calls` are the names of the calls of the stage whose pages are read then."""

    name: str
    at: datetime
    write: Callable[[Stage], None]
    call: str = "walking"


def reader(who: str) -> User | None:
    name = READERS[who]
    return None if name is None else person(name)


def begin(count: int) -> Stage:
    for name in READERS.values():
        if name is not None:
            person(name, _ROLES.get(name))
    walking, sealed = publish(count), publish(count, "sealed")
    own = _own_application(sealed)
    _write_sealed(sealed, count)
    return Stage(count, sealed, walking, own)


def _own_application(call: Call) -> Application:
    """Bruno's, of an organisation of its own."""
    bruno = person("Bruno")
    with clock(SENT - timedelta(days=1)):
        organisation = Organisation.objects.create(
            name="Mešani zbor Oljčni list",
            legal_form="society",
            registration_number="9999999000",
            tax_number="50223054",
            iban="SI56191000000123438",
            street="Riva 4",
            postcode="6999",
            place="Bonaca",
            email="zbor@example.org",
        )
        Membership.objects.create(user=bruno, organisation=organisation, role=MembershipRole.OWNER)
        draft = start_application(
            lot=call.lots.get(code="A"), organisation=organisation, language="sl", actor=bruno
        )
        draft = save_answers(
            application=draft,
            answers=answers_of(1, 500_000, 300_000),
            eligibility={},
            draft_version=draft.draft_version,
            actor=bruno,
        )
        submit_application(application=draft, draft_version=draft.draft_version, actor=bruno)
    draft.refresh_from_db()
    return draft


@transaction.atomic
def _write_sealed(call: Call, count: int) -> None:
    """As sent: nothing of them can be read."""
    ledger = BulkLedger(call)
    rows = write_applications(call, count, ledger, random.Random(1))
    for row in rows:
        row.state, row.answers, row.applicant = ApplicationState.SUBMITTED, None, None
        row.title, row.requested_cents, row.eligible_cents = "", None, None
        row.title_folded = row.applicant_folded = ""
        row.number = row.number.replace("-A-", "-A-1")
    ledger.write(SENT)
    Application.objects.bulk_create(rows, batch_size=BATCH)
    Submission.objects.bulk_create(submissions_of(rows, ledger), batch_size=BATCH)


def _nothing(stage: Stage) -> None:
    pass


def _open(stage: Stage) -> None:
    write_opened(stage.walking, stage.count)
    first = stage.first
    if first is not None:
        first.organisation.memberships.create(user=person("Bruno"), role=MembershipRole.OWNER)
    CommitteeMember.objects.create(
        committee=stage.walking.committee, user=person("Sara"), role=CommitteeRole.SECRETARY
    )


def _publish(stage: Stage) -> None:
    """With the files that the pages give out: those of the call and one decision."""
    write_issued(stage.walking)
    run = allocation_of(stage.walking)
    texts = {
        DocumentKind.PUBLIC_CALL: run.ranking.version.canonical,
        DocumentKind.PUBLIC_EVALUATION: run.ranking.evaluation,
    }
    for kind, text in texts.items():
        store_document(
            call=stage.walking,
            kind=kind,
            name=f"{stage.walking.code}-{kind}.json",
            content_type="application/json",
            data=text.encode(),
            at=ISSUED,
        )


MOMENTS = (
    Moment("filing", SENT, _nothing, call="sealed"),
    Moment("deadline over", datetime(2026, 11, 4, 8, 30, tzinfo=UTC), _nothing, call="sealed"),
    Moment("opened", datetime(2026, 11, 4, 10, tzinfo=UTC), _open),
    Moment("checking", datetime(2026, 11, 9, 8, tzinfo=UTC), lambda s: write_checking(s.walking)),
    Moment("sheets", SCORED, lambda s: write_sheets(s.walking)),
    Moment("revealed", SCORED + timedelta(minutes=70), lambda s: write_revealed(s.walking)),
    Moment("computed", SCORED + timedelta(hours=2), lambda s: write_computed(s.walking)),
    Moment("proposed", PROPOSED, lambda s: write_proposed(s.walking)),
    Moment("signed", SIGNED, lambda s: write_prepared(s.walking)),
    Moment("published", ISSUED + timedelta(days=1), _publish),
)
