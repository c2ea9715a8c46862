"""fsck sees a submission that the ledger does not know, and an entry that nobody kept."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit import append_only, fsck
from audit.models import LedgerEntry
from grants import submission_check
from grants.actions.save_answers import save_answers
from grants.actions.submit_application import submit_application
from grants.models import Application, Submission
from grants.submission_check import submission_differences
from tests.grants.applying import a_filled_draft
from tests.personas import person, say_roles
from tests.stage import FILING, PREPARED, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db


def _submit(draft: Application) -> Submission:
    with at(FILING):
        version = draft.draft_version
        return submit_application(application=draft, draft_version=version, actor=person("Bruno"))


@pytest.fixture
def sent() -> list[Submission]:
    """Two applications; the first is sent once more with other words."""
    with at(PREPARED):
        say_roles()
    call = a_published_call()
    first, second = (a_filled_draft(call, an_organisation(name)) for name in ("Zbor", "Godba"))
    found = [_submit(first), _submit(second)]
    with at(FILING):
        changed = save_answers(
            application=Application.objects.get(pk=first.pk),
            answers={"title": "Pesmi petih obal"},
            draft_version=first.draft_version,
            actor=person("Bruno"),
        )
    return [*found, _submit(changed)]


def _found() -> list[str]:
    return [str(one) for one in submission_differences()]


def _change(row: Submission, **values: object) -> None:
    Submission.objects.filter(pk=row.pk).update(**values)


@pytest.fixture(params=[1, 2000])
def _read_at_once(request, monkeypatch) -> None:
    monkeypatch.setattr(submission_check, "_AT_ONCE", request.param)


@pytest.mark.usefixtures("_read_at_once")
def test_submissions_of_an_untouched_ledger_agree(sent):
    assert len(sent) == 3
    assert _found() == []
    out = StringIO()
    call_command("fsck", stdout=out)
    assert f"Checks: {len(fsck.registered())}." in out.getvalue()


@pytest.mark.usefixtures("_read_at_once")
@pytest.mark.parametrize("place", [0, 1, 2])
def test_submission_check_finds_an_entry_without_its_row(sent, place):
    gone = sent[place]
    seq, number = gone.entry_id, gone.application.number
    gone.delete()
    assert _found() == [f"entry {seq}: submission {number} #{gone.sequence} is not there"]


@pytest.mark.usefixtures("_read_at_once")
@pytest.mark.parametrize("place", [0, 1, 2])
def test_submission_check_finds_a_row_without_its_entry(sent, place):
    """The entry is there, but it is another act's."""
    row, published = sent[place], LedgerEntry.objects.get(type="call.published")
    seq, number = row.entry_id, row.application.number
    _change(row, entry=published)
    said = f"entry {published.seq} does not say that it was submitted"
    assert sorted(_found()) == [
        f"entry {seq}: submission {number} #{row.sequence} is not there",
        f"submission {number} #{row.sequence}: {said}",
    ]


def test_submission_check_finds_another_hash(sent):
    row = sent[1]
    _change(row, sha256="0" * 64)
    [said] = _found()
    assert said.startswith(f"submission {row.application.number} #1: its hash is {'0' * 64}")
    assert said.endswith(f"entry {row.entry_id} says {row.sha256}")
    with pytest.raises(CommandError, match="Difference: submission ") as caught:
        call_command("fsck")
    assert caught.value.returncode == 1


def test_submission_check_finds_a_row_of_another_application(sent):
    first, second = sent[0], sent[1]
    _change(first, application=second.application, sequence=7, draft_version=70)
    place = f"submission {second.application.number} #7: its"
    says = f"entry {first.entry_id} says"
    assert _found() == [
        f"{place} number is {second.application.number}, {says} {first.application.number}",
        f"{place} sequence is 7, {says} 1",
    ]


def test_submission_check_leaves_a_broken_entry_to_the_check_of_the_ledger(sent):
    append_only.remove(connection)
    LedgerEntry.objects.filter(seq=sent[0].entry_id).update(canonical="{}")
    append_only.install(connection)
    assert _found() == []
    said = [str(one) for one in fsck.differences()]
    assert said[0].startswith(f"entry {sent[0].entry_id}: not an entry")
