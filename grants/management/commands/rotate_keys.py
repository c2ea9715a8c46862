"""manage.py rotate_keys --by ADMINISTRATOR: new keys for ledger, calls and stored documents."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.permissions import can_grant_roles
from applicants.actions.rotate_documents_key import rotate_documents_key
from audit.actions.rotate_signing_key import rotate_signing_key
from audit.keys.pseudonyms import ledger_actor
from audit.keys.seal import SealBrokenError
from audit.keys.store import KeyMissingError, KeyUnfitError
from grants.actions.calls.rotate_call_key import rotate_call_key
from grants.models import Call


class Command(BaseCommand):
    help = (
        "Replaces the keys of calls and of stored documents, and the key that signs the ledger. "
        "What was signed stays "
        "valid; the old keys are forgotten by the next rotation. Back the keys up afterwards."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, help="e-mail of the administrator")
        parser.add_argument("--call", help="only the key of the call with this code")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = User.objects.with_address(options["by"])
        if actor is None or not can_grant_roles(actor):
            raise CommandError(f"{options['by']} is not an administrator.")
        calls = Call.objects.order_by("pk")
        if options["call"]:
            calls = calls.filter(code=options["call"])
            if not calls:
                raise CommandError(f"No call has the code {options['call']}.")
        try:
            for call in calls:
                self._rotate(call, actor)
            if not options["call"]:
                count = rotate_documents_key(actor=actor)
                self.stdout.write(f"{count} stored documents have a new key.")
                self._rotate_signing(actor)
        except (KeyMissingError, KeyUnfitError, SealBrokenError, PermissionDenied) as error:
            raise CommandError(f"Stopped, nothing is lost: {error}") from error

    def _rotate(self, call: Call, actor: User) -> None:
        if not call.applications.exists():
            return
        count = rotate_call_key(call=call, actor=actor)
        self.stdout.write(f"{call.code}: {count} applications have a new key.")

    def _rotate_signing(self, actor: User) -> None:
        who = ledger_actor(user_id=actor.pk, role="administrator")
        entry = rotate_signing_key(actor=who)
        if entry is None:
            self.stdout.write("The ledger is empty: it has no key to replace yet.")
        else:
            self.stdout.write(f"Entry {entry.seq} announces the key that signs from now on.")
