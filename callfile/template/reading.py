"""A file that holds a call: as it is, or as a template that is filled in with its sample.

Whoever takes a call out of a file takes it from here (`check-call`, `recompute`, the desk, the
examples), so that a template is the same call everywhere.

>>> text = b'{"merila": "template/1", "sample": {"year": 2027, "published": "2026-09-21"}, '
>>> read_filled(text + b'"code": "k-{year}"}').call["code"]
'k-2027'
>>> [str(one) for one in read_filled(text + b'"code": "k-{town}"}').faults]
['code: placeholder_unknown (name=town)']
"""

from callfile.template.fill import filled_with_sample, is_template
from callfile.text.lines import with_lines
from callfile.text.reading import ReadCall, lines_of, read_bytes


def read_filled(data: bytes, most: int | None = None) -> ReadCall:
    """As `read_bytes`; of a template the call with its sample, at the lines of the template."""
    found = read_bytes(data, most)
    value = found.rough if found.faults else found.call
    if not is_template(value):
        return found
    filled = filled_with_sample(value)
    lines = found.lines or lines_of(data)
    faults = [*found.faults, *with_lines(filled.faults, value, lines)]
    return ReadCall(None if faults else filled.call, faults, filled.call or None, lines)
