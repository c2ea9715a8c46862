"""What every command needs: where we are, and how another program is run."""

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "assets" / "dist"
_BEGAN = time.monotonic()


class Stop(Exception):
    """Something that the person at the keyboard has to change, in one line."""


def data_folder() -> Path:
    return Path(os.environ.get("MERILA_DATA") or ROOT / "var")


def fingerprint_of(paths: list[Path], leave_out: Path | None = None) -> str:
    """One hash over names and contents of files and folders."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and not (leave_out and file.is_relative_to(leave_out)):
                digest.update(f"{file.relative_to(ROOT)}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def between(least: int, most: int) -> Callable[[str], int]:
    """For an argument that is a whole number from `least` to `most`."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            raise argparse.ArgumentTypeError(f"a whole number from {least} to {most}, not {text!r}")
        return int(text)

    return read


def run(command: list[str], **options: Any) -> None:
    if exit_code_of(command, **options):
        raise Stop(f"This did not work: {' '.join(command[:6])}")


def exit_code_of(command: list[str], **options: Any) -> int:
    return subprocess.run(command, check=False, **{"cwd": ROOT, **options}).returncode


def step(text: str) -> None:
    """What is being done, and after how many seconds; not among what a command prints."""
    print(f"… {time.monotonic() - _BEGAN:3.0f} s  {text}", file=sys.stderr, flush=True)
