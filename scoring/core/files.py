"""Reading call, evaluation and vector files for the command line: the core's only input.

Canonical JSON needs the standard library alone; a YAML file needs PyYAML, which is looked for
only when one is named (source: CALL_FILE sections 7 and 8).

>>> read_file("nowhere.json")
Traceback (most recent call last):
scoring.core.files.UnreadableFile: nowhere.json: No such file or directory
"""

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from audit.core.canonical import CanonicalError, dumps, loads

YAML = frozenset({".yaml", ".yml"})
# A call file is some 20 levels deep.
MOST_DEPTH = 100


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
        _refuse_traps(path, yaml.parse(data, Loader=yaml.SafeLoader), yaml)
        _refuse_duplicates(path, yaml.compose(data, Loader=yaml.SafeLoader))
        value = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        where = f", line {place.line + 1}" if place else ""
        raise UnreadableFile(f"{path}: not YAML{where}") from None
    return loads(dumps(value))


def _refuse_traps(path: str, events: Iterable[Any], yaml: Any) -> None:
    """A few aliases of aliases would fill the memory, and deep nesting takes all the time."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableFile(f"{path}: an alias, line {event.start_mark.line + 1}")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise UnreadableFile(f"{path}: nested too deeply, line {event.start_mark.line + 1}")


def _refuse_duplicates(path: str, node: Any) -> None:
    """YAML keeps the last of two equal keys; here, as in JSON, two are refused."""
    if node is None or isinstance(node.value, str):
        return
    if node.id == "mapping":
        keys = [key.value for key, _ in node.value if isinstance(key.value, str)]
        twice = next((key for index, key in enumerate(keys) if key in keys[:index]), None)
        if twice is not None:
            raise UnreadableFile(f"{path}: {twice!r} stands twice, line {node.start_mark.line + 1}")
    below = [value for _, value in node.value] if node.id == "mapping" else node.value
    for child in below:
        _refuse_duplicates(path, child)
