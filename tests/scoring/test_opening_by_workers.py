"""A large call is opened by the workers once both have confirmed: at once for everybody, and once.

Until the last application is open nothing of any can be read, and whatever ends a worker leaves
what fsck finds in order.
"""

import socket
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof import fsck
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.submit_application import submit_application
from grants.actions.calls import unseal_call as unsealing
from grants.actions.calls.cancel_call import cancel_call
from grants.models import Application, Attachment, Call, StateChange, Submission
from jobs.actions.run_job import run_job
from jobs.models import Job, JobItem, JobState
from scoring import tasks
from scoring.actions.opening import begin_opening
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.models import OpeningSession
from tests.attendance import all_here
from tests.grants.applying import a_filled_draft, a_pdf
from tests.opened import FIRST_KEY, SECOND_KEY, a_begun_session, a_call_with_committee
from tests.personas import PASSWORD, person
from tests.proof.tampering import nothing_refuses
from tests.scoring.test_opening import with_a_file_field
from tests.stage import FILING, an_organisation, at

pytestmark = pytest.mark.django_db
LATER = "2026-11-04T09:20:00+01:00"


class Killed(BaseException):
    """What a worker that is killed looks like from within."""


@pytest.fixture(autouse=True)
def _every_call_is_large(monkeypatch):
    monkeypatch.setattr(begin_opening, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(tasks, "_FILES_AT_ONCE", 1)


@pytest.fixture
def call():
    """Two applications with a file each; the first has confirmed."""
    call = a_call_with_committee(**with_a_file_field())
    for name in ("Prvo", "Drugo"):
        draft = a_filled_draft(call, an_organisation(name))
        with at(FILING):
            add_attachment(
                application=draft,
                field="consent",
                name="soglasje.pdf",
                content=a_pdf(name),
                actor=person("Bruno"),
            )
            draft.refresh_from_db()
            submit_application(
                application=draft, draft_version=draft.draft_version, actor=person("Bruno")
            )
    a_begun_session(call)
    with at(FIRST_KEY):
        confirm_opening(call=call, actor=person("Ada"))
    return call


def press(client, call, name="Cvetka", moment=SECOND_KEY):
    with at(moment):
        client.force_login(person(name))
        address = reverse("scoring:confirm_opening", args=[call.code])
        here = [user.pk for user in all_here(call).present]
        return client.post(address, {"password": PASSWORD, "present": here})


def page(client, call, moment=LATER):
    with at(moment):
        client.force_login(person("Ada"))
        return client.get(reverse("scoring:opening", args=[call.code])).content.decode()


def work(moment=LATER):
    with at(moment):
        return run_job(job_id=Job.objects.latest("created_at").pk)


def differences():
    """Without the roles of the people of a test, which no act has given."""
    return [said for one in fsck.differences() if not (said := str(one)).startswith("role ")]


def work_off(kind):
    with at(LATER):
        return run_job(job_id=Job.objects.get(kind=kind).pk)


def states(call):
    call.refresh_from_db()
    return call.state, set(call.applications.values_list("state", flat=True))


def is_readable(call):
    return Application.objects.filter(call=call, answers__isnull=False).exists()


def test_the_second_key_starts_one_job_that_opens_everything_once(client, call):
    pressed = press(client, call)
    assert pressed.url == Job.objects.get().get_absolute_url()
    assert press(client, call).url == pressed.url
    assert (states(call), is_readable(call)) == (("published", {"submitted"}), False)
    assert LedgerEntry.objects.filter(type="seal.opened").count() == 1
    assert "Vloge se odpirajo" in page(client, call)
    assert differences() == []

    done = work()
    assert (done.state, done.total) == (JobState.DONE, 3)
    assert states(call) == ("opened", {"received"})
    assert [line["number"] for line in OpeningSession.objects.get().opened] == list(
        call.applications.order_by("pk").values_list("number", flat=True)
    )
    assert all(one.file and one.name == "soglasje.pdf" for one in Attachment.objects.all())
    assert StateChange.objects.filter(step="receive").count() == 2
    assert differences() == []


def test_a_killed_opening_leaves_nothing_halfway_and_goes_on_once(client, call):
    press(client, call)
    with patch.object(tasks, "receive_opened", side_effect=Killed), pytest.raises(Killed):
        work()
    assert (states(call), is_readable(call)) == (("published", {"submitted"}), False)
    assert differences() == []
    # The process that held it is gone.
    JobItem.objects.filter(key="open").update(worker=f"{socket.gethostname()}:4194305")
    JobItem.objects.filter(key="open").update(leased_until=None)
    assert work().state == JobState.DONE
    assert states(call) == ("opened", {"received"})
    assert LedgerEntry.objects.filter(type="seal.opened").count() == 1
    assert LedgerEntry.objects.filter(type="call.advanced").count() == 1
    assert differences() == []


def test_a_file_of_a_worker_that_was_killed_before_its_commit_is_written_over(client, call):
    press(client, call)
    write = unsealing.PlainFiles.write

    def write_and_die(self, file, name, content):
        write(self, file, name, content)
        self._written.clear()
        raise Killed

    with patch.object(unsealing.PlainFiles, "write", write_and_die), pytest.raises(Killed):
        work()
    assert not Attachment.objects.exclude(file="").exists()
    JobItem.objects.update(worker="", leased_until=None)
    assert work().state == JobState.DONE
    names = list(Attachment.objects.values_list("file", flat=True))
    # Not `<key>_x7Gh`, beside one that nobody names.
    assert sorted(name.rpartition("/")[2] for name in names) == sorted(
        str(pk) for pk in Attachment.objects.values_list("pk", flat=True)
    )


def test_without_the_key_nothing_is_opened_and_it_goes_on_when_the_key_is_back(client, call):
    pressed = press(client, call)
    keys = {row.pk: bytes(row.wrapped_key) for row in call.applications.all()}
    _put_keys({key: sealed[::-1] for key, sealed in keys.items()})
    assert work().state == JobState.PARTLY
    with at(LATER):
        client.force_login(person("Cvetka"))
        said = client.get(pressed.url).content.decode()
    assert "Ključa tega razpisa ni na strežniku" in said
    assert (states(call), is_readable(call)) == (("published", {"submitted"}), False)
    assert "Nadaljuj odpiranje" in page(client, call)

    _put_keys(keys)
    assert (
        press(client, call, "Ada", LATER).url == Job.objects.latest("created_at").get_absolute_url()
    )
    assert work().state == JobState.DONE
    assert states(call) == ("opened", {"received"})
    assert LedgerEntry.objects.filter(type="seal.opened").count() == 1
    assert differences() == []


def test_an_altered_application_is_named_and_the_rest_is_opened(client, call):
    press(client, call)
    submission = Submission.objects.order_by("pk").last()
    sealed = bytes(submission.sealed)
    _put(submission, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert work().state == JobState.DONE
    assert states(call) == ("opened", {"received"})
    assert [line.get("unread") for line in OpeningSession.objects.get().opened] == [None, True]
    unread = Application.objects.get(nonce="")
    assert (unread.pk, unread.answers) == (submission.application_id, {})
    assert [bool(one.file) for one in Attachment.objects.order_by("application_id")] == [
        True,
        False,
    ]


def test_a_lost_file_is_named_and_the_rest_is_opened(client, call):
    press(client, call)
    lost = Attachment.objects.order_by("application_id").first()
    lost.sealed_file.storage.delete(lost.sealed_file.name)
    assert work().state == JobState.DONE
    lines = OpeningSession.objects.get().opened
    assert [line.get("lost", []) for line in lines] == [["soglasje.pdf"], []]


def test_nobody_cancels_or_ends_the_session_meanwhile(client, call):
    press(client, call)
    reason = {"sl": "Ni več denarja.", "it": "Non ci sono fondi."}
    with at(LATER), pytest.raises(Refused):
        cancel_call(call=call, reason=reason, actor=person("Ada"))
    with at(LATER), pytest.raises(PermissionDenied):
        confirm_opening(call=call, actor=person("Dario"))
    assert states(call)[0] == "published"


def test_a_call_whose_opening_had_to_give_up_is_cancelled(client, call):
    press(client, call)
    with patch.object(tasks, "read_opened", side_effect=Refused("no")):
        assert work().state == JobState.PARTLY
    reason = {"sl": "Ni več denarja.", "it": "Non ci sono fondi."}
    with at(LATER):
        cancel_call(call=call, reason=reason, actor=person("Ada"))
    assert (states(call)[0], is_readable(call)) == ("cancelled", False)
    # The files lie open, and have to go.
    opened = Attachment.objects.exclude(file="").first()
    assert default_storage.exists(opened.file.name)
    assert sum("lies open" in one for one in differences()) == 2

    with (
        patch.object(tasks, "close_files", side_effect=Killed),
        pytest.raises(Killed),
    ):
        work_off("closing")
    JobItem.objects.update(worker="", leased_until=None)
    assert work_off("closing").state == JobState.DONE

    assert not default_storage.exists(opened.file.name)
    row = Attachment.objects.get(pk=opened.pk)
    assert (row.name, row.sha256, row.size, bool(row.file)) == ("", "", None, False)
    assert differences() == []


def test_fsck_finds_what_lies_open_and_no_row_names(client, call):
    press(client, call)
    pk = Attachment.objects.earliest("added_at").pk
    stray = default_storage.save(f"applications/2026/{pk}", ContentFile(b"open"))
    # The opening may go on, and then writes it anew.
    assert differences() == []
    Call.objects.filter(pk=call.pk).update(state="cancelled")
    [said] = [one for one in differences() if "lies open" in one]
    assert str(pk) in said
    default_storage.delete(stray)


def _put_keys(keys):
    with transaction.atomic(), nothing_refuses():
        for key, sealed in keys.items():
            Application.objects.filter(pk=key).update(wrapped_key=sealed)


def _put(submission, sealed):
    with transaction.atomic(), nothing_refuses():
        Submission.objects.filter(pk=submission.pk).update(sealed=sealed)
