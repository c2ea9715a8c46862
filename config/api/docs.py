"""What the API answers, to read: made from the same description that programs read."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

Json = Mapping[str, Any]
# One value to choose from, as the generator lists them in a description: "* `value` - words".
_CHOICE = re.compile(r"\* `(.+)` - (.+)")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    description: Json = SchemaGenerator().get_schema(request=None, public=True)
    schemas: Json = description["components"]["schemas"]
    context = {
        "addresses": list(_addresses(description, schemas)),
        "objects": [
            {"name": name, "fields": _fields(one)}
            for name, one in schemas.items()
            if one.get("properties")
        ],
        "section": "results",
    }
    return render(request, "api_docs.html", context)


def _addresses(description: Json, schemas: Json) -> Iterator[dict[str, Any]]:
    for path, methods in description["paths"].items():
        asked: Json = methods["get"]
        yield {
            "path": path,
            "id": asked["operationId"],
            "words": asked.get("description", ""),
            "parameters": [
                _field(one["name"], one.get("schema") or {}, one)
                for one in asked.get("parameters") or []
            ],
            "gives": _answer(asked, schemas),
        }


def _answer(asked: Json, schemas: Json) -> str:
    """The name of what it gives; of a page of a list, what the list is of."""
    content = asked["responses"]["200"].get("content") or {}
    name = _name((content.get("application/json") or {}).get("schema") or {})
    listed = (schemas.get(name) or {}).get("properties", {}).get("results") or {}
    return _name(listed.get("items") or {}) or name


def _fields(schema: Json) -> list[dict[str, Any]]:
    return [_field(name, one, one) for name, one in schema["properties"].items()]


def _field(name: str, schema: Json, described: Json) -> dict[str, Any]:
    """The values that may be chosen stand by themselves; one without words of its own alone."""
    lines = described.get("description", "").split("\n")
    found = [(line, _CHOICE.fullmatch(line)) for line in lines if line]
    pairs = [choice.groups() for _line, choice in found if choice]
    return {
        "name": name,
        "type": _type(schema),
        "words": "\n".join(line for line, choice in found if not choice),
        "choices": [(value, "" if words == value else words) for value, words in pairs],
    }


def _type(schema: Json) -> str:
    if "$ref" in schema:
        return _name(schema)
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items') or {})}]"
    kinds = schema.get("type") or [_type(one) for one in schema.get("oneOf") or ()]
    said = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{said}, {schema['format']}" if schema.get("format") else said


def _name(schema: Json) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
