from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit.database.grants import grant_tables


class Command(BaseCommand):
    help = (
        "Gives the database role of web and worker what it needs, and nothing that changes the "
        "ledger. Run by the owner of the tables, after every migrate; PostgreSQL only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "role", help="the role that MERILA_DATABASE_URL of web and worker names"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite knows no roles: there only the triggers guard the ledger.")
        try:
            with transaction.atomic():
                count = grant_tables(connection, options["role"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['role']} may work with {count} tables; the ledger only grows.")
