#!/usr/bin/env python3
"""The ordinary Django door."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError
from django.db.migrations.exceptions import MigrationSchemaMissing

# What the machine or its settings lack, and no fault of the program: one sentence, as operate.md
# says. `--traceback` shows where.
_OF_THE_MACHINE = (
    *(ImproperlyConfigured, OSError),
    # The last one where the role of web and worker is given to migrate.
    *(OperationalError, ProgrammingError, MigrationSchemaMissing),
)


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(arguments)
    except _OF_THE_MACHINE as fault:
        if "--traceback" in arguments:
            raise
        database = "" if isinstance(fault, ImproperlyConfigured | OSError) else "The database: "
        sys.stderr.write(f"{database}{str(fault).strip()}\n")
        sys.exit(2)


if __name__ == "__main__":
    main(sys.argv)
