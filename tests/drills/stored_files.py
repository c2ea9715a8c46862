"""One stored file of each kind, for a drill that takes them away.

    python -m tests.drills.stored_files

runs in the environment of an installation and of a demonstration (`MERILA_DEMO=1`), because its
acts happened in the days before. One call is decided, its decisions issued with their documents;
another waits for its opening, with a PDF in each of three applications; its first applicant keeps
a document too.

Prints as JSON: `call` to be opened, its `numbers`, `lost` (number and name of the file), `kinds`
{kind: {`file` in media, `path` of the download, `session` of who reads it}}, `others` and `opened`
(downloads of opened files: the other two, and the lost one), `keys` (session and secret of the
second step, of the two who open).
"""

import json
import os
import sys
from datetime import datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from accounts.models import User
from applicants.actions.add_document import add_document
from applicants.models import Membership, MembershipRole, Organisation, StoredDocument
from audit.database.clock import pretended_time
from benchmarks.montpellier.acts import RealCall
from benchmarks.montpellier.the_call import the_requests
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.models import Attachment, Call
from reports.actions.deliver_decision import deliver_decision
from reports.models import Document, DocumentKind
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from tests.any_day import on_any_day
from tests.attendance import all_here
from tests.awards.proposals import signed
from tests.deadline import signed_in
from tests.grants.applying import a_pdf
from tests.opened import SEATS
from tests.organisations import an_ownerless_organisation
from tests.personas import bonaca, person
from tests.proof.stage import lots_with_a_file
from tests.small_call import ANSWERS, small_call

NAMES = ("Društvo Prvo", "Društvo Drugo", "Društvo Tretje")
REQUESTS = 2
_HOURS = {"published": -48, "opens": -24, "deadline": -1, "opening": -0.5, "results_by": 999}


def an_issued_decision() -> Document:
    """Of a real request, with everything that led there."""
    real = RealCall(the_requests(REQUESTS), lambda _name, _times, _seconds: None)
    real.play()
    ada = person("Ada")
    with pretended_time(real.now - timedelta(days=2, hours=1)):
        signed(real.call)
        for decision in real.call.decisions.all():
            deliver_decision(decision=decision, document=a_pdf("Odločba"), actor=ada)
    found: Document = Document.objects.filter(kind=DocumentKind.DECISION).earliest("pk")
    return found


def a_waiting_call(now: datetime) -> Call:
    """Published, with its committee; the time to apply is over."""
    dates = {
        name: (now + timedelta(hours=hours)).isoformat(timespec="seconds")
        for name, hours in _HOURS.items()
    }
    content = small_call(code="datoteke-2027", dates=dates, lots=lots_with_a_file())
    ada = person("Ada")
    with pretended_time(now - timedelta(hours=49)):
        call = import_call(funder=bonaca(), content=content, file_number="610-8/2027", actor=ada)
    with pretended_time(now - timedelta(hours=47)), on_any_day():
        publish_call(call=call, actor=ada)
        seats = [Seat(user=person(name), role=role) for name, role in SEATS]
        appoint_committee(call=call, appointment="011-8/2027", seats=seats, actor=ada)
    call.refresh_from_db()
    return call


def an_application(call: Call, name: str) -> Attachment:
    """Sent in time by Bruno for an organisation of its own; its file."""
    bruno, organisation = person("Bruno"), an_ownerless_organisation(name)
    Membership.objects.create(user=bruno, organisation=organisation, role=MembershipRole.OWNER)
    row = start_application(
        lot=call.lots.get(code="A"), organisation=organisation, language="sl", actor=bruno
    )
    row = save_answers(
        application=row,
        answers=ANSWERS,
        eligibility={"seat": True},
        draft_version=row.draft_version,
        actor=bruno,
    )
    file = add_attachment(
        application=row,
        field="consent",
        name="soglasje.pdf",
        content=a_pdf(row.number),
        actor=bruno,
    )
    row.refresh_from_db()
    submit_application(application=row, draft_version=row.draft_version, actor=bruno)
    return file


def a_document() -> StoredDocument:
    return add_document(
        organisation=Organisation.objects.get(name=NAMES[0]),
        title="Statut",
        name="statut.pdf",
        content=a_pdf("Statut"),
        valid_until=None,
        actor=person("Bruno"),
    )


def a_key(user: User) -> dict[str, str]:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return {"session": signed_in(user), "secret": secret}


def kept(file: FieldFile, path: str, reader: User) -> dict[str, str]:
    return {"file": str(file.name), "path": path, "session": signed_in(reader)}


def the_stage() -> dict[str, Any]:
    now = timezone.now()
    decision = an_issued_decision()
    call = a_waiting_call(now)
    with pretended_time(now - timedelta(hours=2)):
        files = [an_application(call, name) for name in NAMES]
        document = a_document()
    bruno, lost = person("Bruno"), files[1]
    awarded = decision.application
    assert awarded is not None
    owner = awarded.organisation.memberships.get().user
    of_organisation = f"/sl/organisations/{document.organisation_id}/documents/{document.pk}/"
    return {
        "call": call.code,
        "numbers": [one.application.number for one in files],
        "lost": [lost.application.number, "soglasje.pdf"],
        "kinds": {
            f"sealed attachment {lost.application.number}": kept(
                lost.sealed_file,
                f"/sl/applications/{lost.application.number}/files/{lost.pk}/",
                bruno,
            ),
            "stored document": kept(document.sealed_file, of_organisation, bruno),
            "document": kept(
                decision.file, f"/sl/applications/{awarded.number}/decision.pdf", owner
            ),
        },
        "others": [f"/sl/desk/attachments/{one.pk}/" for one in files if one != lost],
        "opened": f"/sl/desk/attachments/{lost.pk}/",
        "present": [user.pk for user in all_here(call).present],
        "keys": [a_key(person("Ada")), a_key(person("Cvetka"))],
    }


if __name__ == "__main__":
    json.dump(the_stage(), sys.stdout)
