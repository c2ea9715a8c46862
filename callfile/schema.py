"""JSON Schema (2020-12) of the call file: its shape, for editors and other programs.

It is written from the parts of the call (`callfile.call.Call` and what that is made of). The
schema tells what a file may look like; what must hold between its parts (bands that touch, budgets
that add up, facts that are asked for) only `callfile.file.check` can tell. Whatever the check
accepts without an error fits the schema.

>>> call_schema()["$schema"]
'https://json-schema.org/draft/2020-12/schema'
>>> sorted(call_schema()["$defs"])[:3]
['about', 'aggregation', 'allocation']
"""

from callfile.call import Call
from callfile.reading.parts import object_schema
from callfile.reading.shapes import Definitions, Schema


def call_schema() -> Schema:
    """The whole schema as plain JSON data."""
    definitions: Definitions = {}
    whole = object_schema(Call, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Merila call file",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }
