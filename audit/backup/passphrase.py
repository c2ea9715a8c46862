"""A passphrase from a file or from the keyboard, never from the command line."""

from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path

from django.core.management.base import CommandError


def add_passphrase_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", type=Path, help="the keys' passphrase; asked for without it"
    )


def ask_passphrase(file: Path | None, *, twice: bool = False) -> str:
    """The first line of the file, or what is typed. Raises CommandError."""
    if file is not None:
        try:
            return file.read_text("utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read ({error}).") from error
    typed = getpass("Passphrase of the keys: ")
    if twice and getpass("Once more: ") != typed:
        raise CommandError("The two passphrases differ.")
    return typed
