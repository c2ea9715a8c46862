"""The data of the fictional municipality, read from the files beside this module."""

from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

_FOLDER = Path(__file__).parent / "data"


@cache
def story(name: str) -> Any:
    """One file: `organisations`, `people`, `calls`, `applications`, `questions`, `papers`,
    `sentences` or `reasons`.
    """
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def steady(*words: object) -> int:
    """A number that looks random and is the same in every run."""
    return crc32("/".join(map(str, words)).encode())
