"""Call files on disk: read and checked, and written as YAML that reads back to the same bytes."""

from dataclasses import replace
from datetime import tzinfo

import yaml

from callfile.file import FaultCode, check
from callfile.template.reading import read_filled
from callfile.text.lines import with_lines
from callfile.text.reading import LARGEST_FILE, ReadCall, lines_of
from callfile.text.yaml_text import FLOAT

# Where a value could not be read, nothing else is said of it.
_OF_VALUES = frozenset(
    {
        *(FaultCode.ALIAS, FaultCode.TAG, FaultCode.FLOAT, FaultCode.NO_NUMBER),
        *(FaultCode.INTEGER_TOO_LARGE, FaultCode.LONE_SURROGATE),
    }
)

_KEY_ORDER = (
    *("merila", "code", "kind", "languages", "title", "label", "about", "text", "ask", "help"),
    *("points", "from", "to", "min", "max", "basis", "strategy", "dates", "supplement_days"),
    *("remedy", "integrity_rule", "applications_per_organisation", "budget", "grant"),
    *("eligibility", "form", "rubric", "aggregation", "threshold", "tie_break", "allocation"),
    *("spill_to", "lots", "consultation", "published", "opens", "deadline", "opening"),
    *("results_by", "sl", "it", "en"),
)


def read_call(data: bytes, zone: tzinfo | None = None) -> ReadCall:
    """Read a call from the bytes of a YAML or JSON file, and check it."""
    found = read_filled(data, LARGEST_FILE)
    if found.faults and found.rough is None:
        return found
    named = {one.place for one in found.faults if one.code in _OF_VALUES}
    value = found.rough if found.faults else found.call
    faults = [*found.faults, *(one for one in check(value, zone) if one.place not in named)]
    lines = found.lines or (lines_of(data) if faults else {})
    return replace(found, faults=with_lines(faults, value, lines), lines=lines)


def write_yaml(call: object) -> str:
    """The call as YAML that reads back to the same canonical bytes, keys in the usual order."""
    return yaml.dump(_ordered(call), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Puts in quotation marks whatever this reader or a YAML 1.1 reader would not take for text."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", FLOAT, list("-+.0123456789"))


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        rank = {key: place for place, key in enumerate(_KEY_ORDER)}
        keys = sorted(value, key=lambda key: (rank.get(key, len(rank)), key))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(part) for part in value]
    return value
