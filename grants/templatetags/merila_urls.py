"""Addresses: the same page in another language, the same list with another choice."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()
# What the public menu offers: code of the section, name of the page, words.
_MENU = (
    ("calls", "grants:home", _("Calls")),
    ("results", "reports:results", _("Results")),
    ("register", "reports:register", _("Register of grants")),
    ("verify", "reports:verify", _("Verify a computation")),
)
_NAMES = {"sl": "slovenščina", "it": "italiano", "en": "English"}


@register.simple_tag(takes_context=True)
def languages_of_page(context: template.Context) -> list[dict[str, Any]]:
    """[{code, name, url, current}] for the switch SL IT EN; the path and the query stay.

    Every page begins with its language (config/urls.py); nothing else of an address is translated.
    An address without one is of no page: its "not found" leads to the first page of each language.
    """
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    current = getattr(request, "LANGUAGE_CODE", "sl")
    within = path.removeprefix(f"/{current}/")
    return [
        {
            "code": code,
            "name": name,
            "url": f"/{code}/" if within == path else f"/{code}/{within}",
            "current": code == current,
        }
        for code, name in _NAMES.items()
    ]


@register.simple_tag
def page_url(name: str, *args: Any, **kwargs: Any) -> str:
    """Like {% url %}, but empty where this installation has no such page."""
    try:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """?… of this page with some values changed: {% with_query page=3 %}; None drops a value."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.simple_tag(takes_context=True)
def public_menu(context: template.Context) -> list[dict[str, Any]]:
    """The public pages that exist here: [{url, label, current}]; `section` chooses one."""
    request = context.get("request")
    section = context.get("section")
    menu = []
    for code, name, label in _MENU:
        url = page_url(name)
        if url:
            here = request is not None and request.path == url
            current = "page" if here else ("true" if section == code else "")
            menu.append({"url": url, "label": label, "current": current})
    return menu


@register.simple_tag
def page_numbers(page: Page) -> list[int]:
    """Numbers for the pagination, 0 where some are left out: 1 0 4 5 6 0 20."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in elided]
