"""`./merila backup` and `restore`: paths are those of the person who typed them."""

import argparse
from pathlib import Path

from command.environment import RUNTIME, ensure_environment, use_demo_settings
from command.running import ROOT, exit_code_of


def backup(arguments: list[str]) -> int:
    parser = _parser("./merila backup")
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--keys", type=Path, help="a new file for the keys, never in FOLDER")
    return _manage("backup", parser.parse_args(arguments))


def restore(arguments: list[str]) -> int:
    parser = _parser("./merila restore")
    parser.add_argument("folder", type=Path, nargs="?", help="the backup; without it only keys")
    parser.add_argument("--keys", type=Path, help="the file of the keys")
    parser.add_argument("--fingerprint", help="what `backup` printed: refuse any other backup")
    return _manage("restore", parser.parse_args(arguments))


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--passphrase-file", type=Path, help="asked for without it")
    return parser


def _manage(command: str, options: argparse.Namespace) -> int:
    given = [
        f"--{name.replace('_', '-')}={value.absolute() if isinstance(value, Path) else value}"
        for name, value in vars(options).items()
        if value is not None and name != "folder"
    ]
    if options.folder:
        given.append(str(options.folder.absolute()))
    use_demo_settings()
    python = ensure_environment(RUNTIME, ROOT / "requirements" / "runtime.txt")
    return exit_code_of([str(python), "manage.py", command, *given])
