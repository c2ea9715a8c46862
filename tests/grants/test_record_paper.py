"""What comes on paper: recorded by the officer, sealed as all are; what is late stays closed."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.refusal import Refused
from accounts.stored_files import read_stored
from applicants.models import Organisation
from audit.models import LedgerEntry
from audit.proof import fsck
from audit.proof.fsck import Difference
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.withdraw_application import withdraw_application
from grants.application_refusals import FiledOnPaper
from grants.models import Application, PaperFiling
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.selectors.opening.minutes import minutes_in
from tests.grants.papers import NUMBER, POSTED, POSTED_LATE, a_paper
from tests.opened import (
    CHECKING,
    CLOSING,
    a_begun_session,
    a_call_with_committee,
    a_sent_application,
    open_call,
)
from tests.personas import person, say_roles
from tests.stage import PREPARED, an_organisation, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    with at(PREPARED):
        say_roles()
    return a_call_with_committee()


def differences():
    return [str(one) for one in fsck.findings(fsck.registered()) if isinstance(one, Difference)]


def closed(call):
    with at(CLOSING):
        close_opening_session(
            call=call,
            public_present=0,
            remarks="",
            actor=person("Cvetka"),
        )
    call.refresh_from_db()
    return call


def test_paper_in_time_is_sealed_and_numbered_like_the_others(call):
    first = a_sent_application(call, "Društvo Prvo")
    paper = a_paper(call)
    paper.refresh_from_db()
    assert (paper.number, paper.state, paper.channel) == ("M27-A-002", "submitted", "paper")
    assert (paper.answers, paper.applicant, paper.title) == (None, None, "")
    scan = paper.attachments.get()
    assert (scan.name, scan.sha256, str(scan.file)) == ("", "", "")
    entry = LedgerEntry.objects.get(type="application.recorded")
    assert '"pub":{}' in entry.canonical
    assert first.organisation != paper.organisation
    assert differences() == []


def test_paper_is_opened_with_the_others_and_its_scan_can_be_read(call):
    a_sent_application(call, "Društvo Prvo")
    paper = a_paper(call)
    closed(open_call(call))
    paper.refresh_from_db()
    assert (paper.state, paper.answers) == ("received", {})
    assert paper.applicant["name"] == "Pihalni orkester Burja"
    assert paper.offices
    scan = paper.attachments.get()
    assert (scan.name, scan.field) == ("vloga.pdf", "")
    assert read_stored(scan.file, scan.sha256).startswith(b"%PDF")
    minutes = minutes_in(call.opening_session, "sl")
    row = next(one for one in minutes["rows"] if one["number"] == paper.number)
    assert row["requested"] == "–"
    assert row["sent"] == "na papirju, 29.\xa010.\xa02026"
    assert differences() == []


def test_late_paper_stays_closed_is_listed_and_can_only_be_dismissed(call):
    a_sent_application(call, "Društvo Prvo")
    late = a_paper(call, filed=POSTED_LATE)
    opened = open_call(call)
    late.refresh_from_db()
    assert late.state == "submitted"
    session = opened.opening_session
    assert late.number not in {line["number"] for line in session.opened}
    assert any(late.number in words for words in minutes_in(session, "sl")["paragraphs"])
    closed(opened)
    late.refresh_from_db()
    assert (late.state, late.answers, late.attachments.count()) == ("received", {}, 0)
    assert differences() == []


@pytest.mark.parametrize(("filed", "scan"), [(POSTED_LATE, True), (POSTED, False)])
def test_scan_belongs_to_what_is_in_time_and_to_nothing_else(call, filed, scan):
    with pytest.raises(Refused) as refused:
        a_paper(call, filed=filed, scan=scan)
    assert refused.value.field == "scan"
    assert not Application.objects.exists()
    assert not Organisation.objects.filter(registration_number=NUMBER).exists()


@pytest.mark.parametrize("filed", ["2026-11-03T09:00:00+01:00", "2026-09-22T09:00:00+02:00"])
def test_time_that_cannot_be_is_refused(call, filed):
    with pytest.raises(Refused) as refused:
        a_paper(call, filed=filed)
    assert refused.value.field == "day"


def test_same_paper_twice_is_one_application_and_another_one_is_told(call):
    first = a_paper(call)
    assert a_paper(call) == first
    with pytest.raises(Refused) as refused:
        a_paper(call, lot="B")
    assert refused.value.field == "registry_number"
    assert PaperFiling.objects.count() == 1


def test_second_paper_of_one_sender_is_of_the_same_organisation(call):
    first = a_paper(call)
    second = a_paper(call, registry_number="610-25/2026-8", lot="B", name="Burja")
    assert first.organisation_id == second.organisation_id


def test_whoever_has_only_entered_the_number_does_not_get_the_paper(call):
    claimed = an_organisation("Društvo Lažno")
    paper = a_paper(call, registration_number=claimed.registration_number)
    assert paper.organisation != claimed


def test_nobody_records_for_their_own_organisation(call):
    own = an_organisation("Društvo Adino", owner="Ada")
    with pytest.raises(Refused):
        a_paper(call, registration_number=own.registration_number)


@pytest.mark.parametrize("name", ["Bruno", "Celia", "Emil", "Fani", "Dario"])
def test_only_the_officer_records(call, name):
    with pytest.raises(PermissionDenied):
        a_paper(call, by=name)
    assert not Application.objects.exists()


def test_nothing_is_recorded_while_the_session_runs_and_afterwards_it_lies_open(call):
    a_sent_application(call, "Društvo Prvo")
    a_begun_session(call)
    with pytest.raises(Refused):
        a_paper(call, recorded="2026-11-04T09:02:00+01:00")
    closed(open_call(call))
    paper = a_paper(call, recorded=CHECKING)
    paper.refresh_from_db()
    assert (paper.state, paper.answers) == ("received", {})
    scan = paper.attachments.get()
    assert read_stored(scan.file, scan.sha256).startswith(b"%PDF")
    assert differences() == []


def test_owner_of_a_proved_number_withdraws_but_does_not_rewrite(call):
    own = an_organisation("Društvo Dokazano")
    Organisation.objects.filter(pk=own.pk).update(proved_at=call.published_at)
    paper = a_paper(
        call, recorded="2026-10-30T09:00:00+01:00", registration_number=own.registration_number
    )
    assert paper.organisation == own
    with at("2026-10-30T09:30:00+01:00"):
        with pytest.raises(FiledOnPaper):
            save_answers(
                application=paper, answers={"title": "X"}, draft_version=1, actor=person("Bruno")
            )
        withdraw_application(application=paper, actor=person("Bruno"))
    paper.refresh_from_db()
    assert paper.state == "withdrawn"
