"""Tables that become sheets on a phone.

{% stack %}<table class="m-table m-stack">…</table>{% endstack %} adds what such a table needs and
nobody wants to write in every cell: the roles that `display: block` takes away, and `data-label`
with the words of the column's head.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from grants import formats

register = template.Library()

_TAG = re.compile(r"<(/?)(table|thead|tbody|tfoot|tr|th|td)\b([^>]*)>", re.IGNORECASE)
_SPAN = re.compile(r'colspan="(\d+)"')
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup"}


class _Labeller:
    """Walks through one table; tables inside its cells stay as they are."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.depth = 0
        self.part = ""
        self.heads: list[str] = []
        self.column = 0

    def run(self) -> str:
        return _TAG.sub(self._tag, self.html)

    def _tag(self, match: re.Match[str]) -> str:
        closing, name, rest = match[1], match[2].lower(), match[3]
        if name == "table":
            self.depth += -1 if closing else 1
        if closing or self.depth > 1 or (self.depth == 0):
            return match[0]
        if name == "tr":
            self.column = 0
        if name in _ROLES:
            self.part = name
            self.heads = [] if name == "table" else self.heads
        role, label = self._role(name, rest), ""
        if name in {"th", "td"}:
            label = self._label(match, rest) if name == "td" else ""
            if self.part == "thead":
                self._remember(match)
            self.column += int(span[1]) if (span := _SPAN.search(rest)) else 1
        given = "" if "role=" in rest else f' role="{role}"'
        return f"<{name}{given}{label}{rest}>"

    def _role(self, name: str, rest: str) -> str:
        if name == "th":
            return "columnheader" if 'scope="col"' in rest or self.part == "thead" else "rowheader"
        return _ROLES.get(name) or ("row" if name == "tr" else "cell")

    def _remember(self, match: re.Match[str]) -> None:
        inner = self.html[match.end() : self.html.find(f"</{match[2]}>", match.end())]
        words = " ".join(strip_tags(re.sub(r"<br\s*/?>", " ", inner)).split())
        span = _SPAN.search(match[3])
        self.heads += [words] * (int(span[1]) if span else 1)

    def _label(self, match: re.Match[str], rest: str) -> str:
        known = self.column < len(self.heads) and self.heads[self.column]
        plain = "data-label=" not in rest and "colspan=" not in rest and "m-stack__" not in rest
        if not (known and plain) or "m-stack__full" in rest:
            return ""
        words = self.heads[self.column].replace('"', "&quot;")
        return f' data-label="{words}"'


@register.simple_block_tag
def stack(content: str) -> SafeString:
    return mark_safe(_Labeller(str(content)).run())


@register.simple_tag
def delta(cents: int) -> SafeString:
    """{% delta trial_minus_real %}: a difference in a ranking; none is quiet."""
    if cents == 0:
        return mark_safe('<span class="m-mute">=</span>')
    modifier = " m-delta--down" if cents < 0 else ""
    return format_html(
        '<span class="m-delta{}">{}</span>', modifier, formats.write_difference(cents)
    )


@register.filter
def of_key(values: Mapping[Any, Any], key: object) -> Any:
    """What a table holds under a key; None where it holds nothing."""
    return values.get(key) if values else None
