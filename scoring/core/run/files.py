"""Reading call, evaluation and vector files for the command line: the core's only input.

Canonical JSON needs the standard library alone; a YAML file needs PyYAML, which is looked for
only when one is named (source: CALL_FILE sections 7 and 8).

>>> read_file("nowhere.json")
Traceback (most recent call last):
scoring.core.run.files.UnreadableFile: nowhere.json: No such file or directory
"""

from pathlib import Path

from audit.core.canonical import CanonicalError, dumps, loads
from callfile.text import read_yaml

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
        found = read_yaml(data.decode("utf-8-sig"))
    except ImportError:
        raise UnreadableFile(f"{path}: YAML needs PyYAML, canonical JSON does not") from None
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path}: not UTF-8") from None
    if found.faults:
        raise UnreadableFile(f"{path}: {found.faults[0]}")
    # Refuses what no canonical file holds.
    return loads(dumps(found.call))
