"""A page as a browser reads it: controls with their values, faults with their words."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcset"}
_OWN_ADDRESS = re.compile(r"(?:/(?![/\\])|#|\?|mailto:|tel:|data:,$|$)")


@dataclass
class Page:
    """`alive` is everything that could act or fetch; on a page of ours it is empty."""

    language: str = ""
    title: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    summary: list[tuple[str, str]] = field(default_factory=list)
    alive: list[str] = field(default_factory=list)
    text: str = ""

    def value(self, name: str) -> str | None:
        """What stands in the control of this name; None where there is none."""
        found = self.values.get(name)
        return found[0] if found else None

    def fault(self, name: str) -> str:
        """The words at a control, or in the summary with a link to it."""
        target = self.ids.get(name, f"id_{name}")
        at_control = self.faults.get(f"{target}_error") or self.faults.get(f"id_{name}_error", "")
        linked = [words for href, words in self.summary if href.startswith((f"#{target}",))]
        return at_control or " ".join(linked)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.textarea: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note_life(tag, given)
        if tag == "html":
            self.page.language = given.get("lang", "")
        if "id" in given and "name" in given:
            self.page.ids[given["name"]] = given["id"]
        if tag == "input":
            self._input(given)
        elif tag == "textarea":
            self.textarea = given.get("name", "")
            self.page.values.setdefault(self.textarea, []).append("")
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and self.select is not None and "selected" in given:
            self.page.values.setdefault(self.select, []).append(given.get("value", ""))
        if tag not in _VOID:
            self.open.append((tag, given))

    def _input(self, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if given.get("type") in ("checkbox", "radio") and "checked" not in given:
            return
        if given.get("type") != "file":
            self.page.values.setdefault(name, []).append(given.get("value", ""))

    def _note_life(self, tag: str, given: dict[str, str]) -> None:
        found = self.page.alive
        found += [f"{tag} {name}={value}" for name, value in given.items() if name[:2] == "on"]
        if tag in ("iframe", "object", "embed", "base", "style", "math", "marquee", "template"):
            found.append(f"<{tag}>")
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            found.append("<script> of its own")
        if "style" in given:
            found.append(f"{tag} style={given['style']}")
        for name in _ADDRESSES & given.keys():
            if not _OWN_ADDRESS.match(given[name]):
                found.append(f"{tag} {name}={given[name]}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = None
        if tag == "select":
            self.select = None
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                break

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.page.values[self.textarea][-1] += data
            return
        self.words.append(data)
        if self.open and self.open[-1][0] == "title":
            self.page.title += data
        for tag, given in reversed(self.open):
            identity = given.get("id", "")
            if identity.endswith("_error"):
                self.page.faults[identity] = self.page.faults.get(identity, "") + data
            if tag in ("a", "li") and self._in_summary():
                self.page.summary.append((given.get("href", ""), data))
                break

    def _in_summary(self) -> bool:
        return any("govuk-error-summary" in given.get("class", "") for _tag, given in self.open)


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for name, values in reader.page.values.items():
        # HTML drops the first line feed of a textarea.
        reader.page.values[name] = [value.removeprefix("\n") for value in values]
    reader.page.text = " ".join("".join(reader.words).split())
    return reader.page
