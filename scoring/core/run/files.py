"""Reading call, evaluation and vector files for the command line: the core's only input.

The reader is that of the desk, and says the same of the same file, in English: JSON needs the
standard library alone, YAML needs PyYAML (source: CALL_FILE sections 7 and 8).

>>> read_file("nowhere.json")
Traceback (most recent call last):
scoring.core.run.files.UnreadableFile: nowhere.json: No such file or directory
"""

from pathlib import Path

from callfile.checked import MOST_SHOWN
from callfile.faults import Fault, FaultCode
from callfile.template.reading import read_filled
from callfile.text.sentences import in_english


class UnreadableFile(Exception):
    """The file is absent or cannot be read; the text is a plain line for each fault."""


def read_file(path: str, most: int | None = None) -> object:
    """The value in a JSON or YAML file of at most `most` bytes, whatever its name ends with; of a
    template the call that it is with its sample.

    Raises UnreadableFile with lines for a person, and ImportError where it is YAML and PyYAML is
    missing.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}") from None
    except ValueError:
        raise UnreadableFile(f"{path!r}: not a path") from None
    found = read_filled(data, most)
    if found.faults:
        shown = found.faults[:MOST_SHOWN]
        raise UnreadableFile("\n".join(f"{path}: {in_english(fault)}" for fault in shown))
    if not isinstance(found.call, dict):
        wrong = in_english(Fault("", FaultCode.EXPECTED_MAPPING))
        raise UnreadableFile(f"{path}: {wrong}")
    return found.call
