"""Templates go down the floors as imports do; what a floor above knows comes through a slot."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.urls import get_resolver

from accounts import slots
from tests.architecture.sources import APPS, ROOT, name, python_files

FOLDER = ROOT / "templates"
TEMPLATES = sorted(path for path in FOLDER.rglob("*") if path.suffix in (".html", ".txt"))
# What every page is made of: tags that know how things are written and drawn, and no row.
FACE = {
    *("merila", "merila_blocks", "merila_calendar", "merila_charts", "merila_forms"),
    *("merila_tables", "merila_urls"),
}


def _floors() -> dict[str, int]:
    """The height of each app, as `lint-imports` holds it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    [floors] = [one for one in contracts["contracts"] if one["id"] == "floors"]
    return {
        app.strip(): height
        for height, layer in enumerate(reversed(floors["layers"]))
        for app in layer.split("|")
    }


FLOORS = _floors()
# Pages of the account are those of a library, restyled.
OF_ACCOUNTS = {"account": "accounts", "allauth": "accounts", "mfa": "accounts"}
_LOADED = re.compile(r"\{% load ([^%]*?)(?: from \w+)? %\}")
_NAMED = re.compile(r"\{% (?:include|extends) [\"']([^\"']+)[\"']")
_ROUTE = re.compile(r"\{% url [\"'](?:(\w+):)?([\w-]+)[\"']")
_SLOT = re.compile(r"\{% slot [\"'](\w+)[\"']")


@cache
def needs(path: Path) -> frozenset[str]:
    """The apps that a template needs, with those of every template that it names."""
    found: set[str] = set()
    waiting, read = [path], set()
    while waiting:
        one = waiting.pop()
        if one in read:
            continue
        read.add(one)
        source = one.read_text(encoding="utf-8")
        found |= {space for space, _page in _ROUTE.findall(source) if space in FLOORS}
        for loaded in _LOADED.findall(source):
            found |= {APP_OF_TAGS[tags] for tags in loaded.split() if tags in APP_OF_TAGS}
        for named in _NAMED.findall(source):
            found |= {app for app in [app_of(named)] if app}
            waiting.append(FOLDER / named)
    return frozenset(found)


def app_of(named: str) -> str | None:
    folder = named.split("/")[0]
    return OF_ACCOUNTS.get(folder, folder if folder in FLOORS else None)


APP_OF_TAGS = {
    path.stem: path.parent.parent.name
    for app in APPS
    for path in (ROOT / app / "templatetags").glob("[a-z]*.py")
    if path.stem not in FACE
}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_reaches_no_higher_floor(path):
    app = app_of(path.relative_to(FOLDER).as_posix())
    if app is not None:
        assert {one for one in needs(path) if FLOORS[one] > FLOORS[app]} == set()


def test_tags_of_the_face_know_no_row():
    wrong = [
        name(path)
        for path in python_files("grants")
        if path.parent.name == "templatetags"
        and path.stem in FACE
        and re.search(r"import \w*(?:models|selectors|permissions)", path.read_text())
    ]
    assert wrong == []


def test_every_route_that_a_template_names_exists():
    known = {f"{space}:{page}" if space else page for space, page in _routes()}
    missing = {
        (name(path), f"{space}:{page}" if space else page)
        for path in TEMPLATES
        for space, page in _ROUTE.findall(path.read_text(encoding="utf-8"))
        if (f"{space}:{page}" if space else page) not in known
    }
    assert missing == set()


def _routes() -> Iterator[tuple[str, str]]:
    resolver = get_resolver()
    yield from (("", page) for page in resolver.reverse_dict if isinstance(page, str))
    for space, (_prefix, inner) in resolver.namespace_dict.items():
        yield from ((space, page) for page in inner.reverse_dict if isinstance(page, str))


def test_every_slot_is_named_by_a_page_and_filled_once_or_in_order():
    """In a template, or in the code of a door."""
    named = {slot for path in TEMPLATES for slot in _SLOT.findall(path.read_text(encoding="utf-8"))}
    for path in python_files(*APPS):
        named |= set(re.findall(r"\b(?:filled|every)\(\s*\"(\w+)\"", path.read_text("utf-8")))
    assert named == set(slots.SLOTS) == set(slots._fills)


def test_no_floor_names_a_route_of_a_higher_one():
    route = re.compile(r"[\"'](\w+):[a-z_]+[\"']")
    wrong = [
        f"{name(path)}: {space}"
        for app in FLOORS
        for path in python_files(app)
        for space in route.findall(path.read_text(encoding="utf-8"))
        if FLOORS.get(space, 0) > FLOORS[app]
    ]
    assert wrong == []
