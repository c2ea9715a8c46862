"""Paragraphs of documents: the phrases that stand out are marked, everything else is text."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def marked(paragraph: Mapping[str, Any], foreign: str = "", language: str = "") -> SafeString:
    """The text with its phrases strong; `foreign` is a name in another `language`."""
    rest, done = str(paragraph["text"]), []
    for phrase in paragraph["strong"]:
        before, found, after = rest.partition(phrase)
        if not found:
            continue
        lang = format_html(' lang="{}"', language) if language and phrase == foreign else ""
        done += [conditional_escape(before), format_html("<strong{}>{}</strong>", lang, phrase)]
        rest = after
    return mark_safe("".join([*done, conditional_escape(rest)]))


@register.filter
def at_key(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key that only the page knows."""
    return mapping.get(key, "")


@register.filter
def at_place(rows: Sequence[Any], place: int) -> Any:
    """The row at a place, counted from 0."""
    return rows[place]


@register.filter
def breakable(address: str) -> SafeString:
    """An address that breaks after a stroke and nowhere else."""
    parts = address.split("/")
    kept = [(f"{part}/",) for part in parts[:-1]] + [(parts[-1],)]
    return format_html_join(mark_safe("<wbr>"), '<span class="d-nb">{}</span>', kept)
