from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Role, User
from accounts.refusal import Refused
from grants.actions.office.grant_role import GIVEN_ROLES, grant_role
from grants.models import Call


class Command(BaseCommand):
    help = "Gives a person a role: for everything, or for one funder or call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=[code for code, _name in GIVEN_ROLES])
        parser.add_argument("--by", required=True, help="e-mail of the administrator who gives it")
        parser.add_argument("--funder", type=int)
        parser.add_argument("--call", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            grant = grant_role(
                user=User.objects.get_by_natural_key(options["email"]),
                role=Role(options["role"]),
                actor=User.objects.get_by_natural_key(options["by"]),
                funder_id=options["funder"],
                call_id=options["call"],
            )
        except User.DoesNotExist as error:
            raise CommandError("No account has this e-mail address.") from error
        except Call.DoesNotExist as error:
            raise CommandError("No call has this number.") from error
        except PermissionDenied as error:
            raise CommandError(f"{options['by']} may not give roles.") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{grant.user.email}: {grant.role}")
