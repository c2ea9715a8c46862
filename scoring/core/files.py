"""Reading call, evaluation and vector files for the command line: the core's only input.

Canonical JSON needs the standard library alone; a YAML file needs PyYAML, which is looked for
only when one is named (source: CALL_FILE sections 7 and 8).

>>> read_file("nowhere.json")
Traceback (most recent call last):
scoring.core.files.UnreadableFile: nowhere.json: No such file or directory
"""

import importlib
from pathlib import Path

from audit.core.canonical import CanonicalError, dumps, loads

YAML = frozenset({".yaml", ".yml"})


class UnreadableFile(Exception):
    """The file is absent, or is not what its name says; the text is one plain line."""


def read_file(path: str) -> object:
    """The value in a JSON or YAML file; raises UnreadableFile with one line for a person."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}") from None
    except ValueError:
        raise UnreadableFile(f"{path!r}: not a path") from None
    try:
        return _yaml(path, data) if Path(path).suffix.lower() in YAML else loads(data)
    except CanonicalError as error:
        raise UnreadableFile(f"{path}: {error}") from None


def _yaml(path: str, data: bytes) -> object:
    try:
        yaml = importlib.import_module("yaml")
    except ImportError:
        raise UnreadableFile(f"{path}: YAML needs PyYAML, canonical JSON does not") from None
    try:
        value = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        where = f", line {place.line + 1}" if place else ""
        raise UnreadableFile(f"{path}: not YAML{where}") from None
    return loads(dumps(value))
