"""Parts of a page that hold other matter: a section, a disclosure, a panel.

`anchor` is the id of the heading: links lead to it and the part is named by it.
"""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.languages import reader_language
from grants.templatetags.merila import in_language

register = template.Library()


def _heading(title: str, anchor: str, css: str) -> SafeString:
    named = format_html(' id="{}"', anchor) if anchor else ""
    return format_html('<h2 class="{}"{}>{}</h2>', css, named, title)


@register.simple_block_tag
def section(content: str, title: str, anchor: str = "", note: str = "") -> SafeString:
    """{% section _("Open calls") "open" note %} … {% endsection %}: heading left, matter beside."""
    return format_html(
        '<section class="m-section"{}><div class="m-section__head">{}{}</div>'
        '<div class="m-section__body">{}</div></section>',
        format_html(' aria-labelledby="{}"', anchor) if anchor else "",
        _heading(title, anchor, "m-h2"),
        format_html('<p class="m-note">{}</p>', note) if note else "",
        mark_safe(content),
    )


@register.simple_block_tag
def why(content: str, words: str, opened: bool = False, anchor: str = "") -> SafeString:
    """{% why _("Why these points and this amount") %} … {% endwhy %}: a disclosure."""
    return format_html(
        '<details class="m-why"{}{}><summary>{}</summary>{}</details>',
        format_html(' id="{}"', anchor) if anchor else "",
        mark_safe(" open") if opened else "",
        words,
        mark_safe(content),
    )


@register.simple_block_tag
def panel(content: str, title: str, anchor: str, plain: bool = False) -> SafeString:
    """{% panel _("Signature") "sign" %} … {% endpanel %}: one act at the right of the desk."""
    return format_html(
        '<section class="m-panel{}" aria-labelledby="{}">{}{}</section>',
        " m-panel--plain" if plain else "",
        anchor,
        _heading(title, anchor, "m-h3"),
        mark_safe(content),
    )


@register.filter
def reason_in_language(texts: Mapping[str, str]) -> SafeString | str:
    """{{ reason|reason_in_language }}: the reader's text of {language: text}; where nobody has
    added it yet, that of another language, marked as such.
    """
    said = in_language(texts)
    if not said or texts.get(reader_language()):
        return said
    return format_html('{} <span class="m-note">({})</span>', said, _("not translated yet"))
