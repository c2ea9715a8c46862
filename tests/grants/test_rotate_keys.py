"""Keys are replaced while applications are sealed; everything stays legible to its owners."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.models import Role, RoleGrant
from audit.keys import store as key_store
from audit.keys.seal import SealBrokenError
from audit.keys.store import call_keys
from audit.proof import fsck
from grants.actions.calls.rotate_call_key import rotate_call_key
from grants.models import Application
from grants.sealed_content import read_sealed
from tests.grants.applying import a_draft, a_filled_draft, moment
from tests.personas import person, say_roles
from tests.stage import FILING, PREPARED, an_organisation, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_ROOT = tmp_path / "keys"


@pytest.fixture
def root():
    user = person("Gaja")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def title(application: Application) -> str:
    row = Application.objects.get(pk=application.pk)
    return read_sealed(application=row, actor=person("Bruno"), at=moment(FILING)).title


def test_rotation_wraps_every_application_in_the_new_key(root):
    draft = a_filled_draft()
    [old] = call_keys(draft.call.uuid)
    with at(FILING):
        assert rotate_call_key(call=draft.call, actor=root) == 1
    new, kept = call_keys(draft.call.uuid)
    assert kept == old != new
    assert title(draft) == "Pesmi treh obal"
    with at(FILING):
        rotate_call_key(call=draft.call, actor=root)
    assert old not in call_keys(draft.call.uuid)
    assert title(draft) == "Pesmi treh obal"


def test_application_started_after_the_rotation_uses_the_new_key(root):
    draft = a_filled_draft()
    with at(FILING):
        rotate_call_key(call=draft.call, actor=root)
    later = a_filled_draft(draft.call, an_organisation("Drugo društvo"))
    with at(FILING):
        rotate_call_key(call=draft.call, actor=root)
    assert title(later) == title(draft) == "Pesmi treh obal"


def test_rotation_that_failed_half_way_loses_nothing(root, monkeypatch):
    """The new key is on the disk, but no row was written: the next rotation goes on from there."""
    draft = a_filled_draft()
    key_store.next_call_key(draft.call.uuid)
    assert title(draft) == "Pesmi treh obal"
    later = a_draft(draft.call, an_organisation("Drugo društvo"))
    with at(FILING):
        assert rotate_call_key(call=draft.call, actor=root) == 2
        assert rotate_call_key(call=draft.call, actor=root) == 2
    assert title(draft) == "Pesmi treh obal"
    assert title(later) == ""


def test_lost_key_stops_the_rotation_before_anything_is_forgotten(root, settings, tmp_path):
    draft = a_filled_draft()
    settings.KEYS_ROOT = tmp_path / "other"
    key_store.ensure_call_key(draft.call.uuid)
    with at(FILING), pytest.raises(SealBrokenError):
        rotate_call_key(call=draft.call, actor=root)
    assert len(call_keys(draft.call.uuid)) == 1


def test_only_administrators_replace_keys(root):
    draft = a_filled_draft()
    for name in ("Ada", "Emil", "Fani", "Dario"):
        with pytest.raises(PermissionDenied):
            rotate_call_key(call=draft.call, actor=person(name))
        with pytest.raises(CommandError, match="is not an administrator"):
            call_command("rotate_keys", f"--by={person(name).email}")


def test_command_replaces_all_keys_and_the_ledger_agrees(root, capsys):
    with at(PREPARED):
        say_roles()
    draft = a_filled_draft()
    with at(FILING):
        call_command("rotate_keys", f"--by={root.email}")
    said = capsys.readouterr().out
    assert "mala-2027: 1 applications have a new key." in said
    assert "announces the key that signs from now on" in said
    assert title(draft) == "Pesmi treh obal"
    assert list(fsck.differences()) == []
    with pytest.raises(CommandError, match="No call has the code"):
        call_command("rotate_keys", f"--by={root.email}", "--call=x")
