"""Parts of a page that hold other matter: a section, a disclosure, a panel."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_block_tag
def section(content: str, title: str, id: str = "", note: str = "") -> SafeString:
    """{% section _("Open calls") id="open" note="" %} … {% endsection %}: heading left, matter beside."""
    named = format_html(' aria-labelledby="{}"', id) if id else ""
    anchor = format_html(' id="{}"', id) if id else ""
    aside = format_html('<p class="m-note">{}</p>', note) if note else ""
    return format_html(
        '<section class="m-section"{}><div class="m-section__head"><h2 class="m-h2"{}>{}</h2>{}</div>'
        '<div class="m-section__body">{}</div></section>',
        named,
        anchor,
        title,
        aside,
        mark_safe(content),
    )


@register.simple_block_tag
def why(content: str, words: str, open: bool = False, id: str = "") -> SafeString:
    """{% why _("Why these points and this amount") %} … {% endwhy %}: a disclosure."""
    return format_html(
        '<details class="m-why"{}{}><summary>{}</summary>{}</details>',
        format_html(' id="{}"', id) if id else "",
        mark_safe(" open") if open else "",
        words,
        mark_safe(content),
    )


@register.simple_block_tag
def panel(content: str, title: str, id: str, plain: bool = False) -> SafeString:
    """{% panel _("Signature") id="sign" %} … {% endpanel %}: one act at the right of the desk."""
    return format_html(
        '<section class="m-panel{}" aria-labelledby="{}"><h2 class="m-h3" id="{}">{}</h2>{}</section>',
        " m-panel--plain" if plain else "",
        id,
        id,
        title,
        mark_safe(content),
    )
