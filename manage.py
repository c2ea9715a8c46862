#!/usr/bin/env python3
"""The ordinary Django door."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

# What the machine or its settings lack, and no fault of the program: one sentence, as operate.md
# says. `--traceback` shows where.
_OF_THE_MACHINE = (ImproperlyConfigured, OperationalError, ProgrammingError, OSError)


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
