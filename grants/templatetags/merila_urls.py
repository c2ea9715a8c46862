"""Addresses: the same page in another language, the same list with another choice."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from accounts.languages import LANGUAGES, reader_language
from accounts.slots import every, filled

register = template.Library()


@register.simple_tag(takes_context=True)
def languages_of_page(context: template.Context) -> list[dict[str, Any]]:
    """[{code, name, url, current}] for the switch SL IT EN; the path and the query stay.

    Every page begins with its language (config/urls.py); nothing else of an address is translated.
    An address without one is of no page: its "not found" leads to the first page of each language.
    """
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    current = getattr(request, "LANGUAGE_CODE", reader_language())
    within = path.removeprefix(f"/{current}/")
    return [
        {
            "code": code,
            "name": one.name,
            "url": f"/{code}/" if within == path else f"/{code}/{within}",
            "current": code == current,
        }
        for code, one in LANGUAGES.items()
    ]


@register.simple_tag
def slot(name: str, *args: Any) -> Any:
    """What a floor above says at this place (`accounts.slots`); empty where nobody does."""
    return filled(name, *args)


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
def own_url(context: template.Context, route: str, **arguments: Any) -> str:
    """As `url`; from the pages of one funder among several to its other pages (`scope`)."""
    return _within(reverse(route, kwargs=arguments), str(context.get("scope") or ""))


@register.simple_tag(takes_context=True)
def within_scope(context: template.Context, url: str) -> str:
    """The address of a slot, as `own_url` writes that of a route; an empty one stays so."""
    return _within(url, str(context.get("scope") or "")) if url else ""


def _within(url: str, scope: str) -> str:
    """The same page of the funder with this code; of all where it is empty."""
    if not scope:
        return url
    if url == reverse("grants:home"):
        return reverse("grants:funder_home", args=[scope])
    return f"{url}?{urlencode({'funder': scope})}"


@register.simple_tag(takes_context=True)
def public_menu(context: template.Context) -> list[dict[str, Any]]:
    """The public pages: [{url, label, current}]; `section` chooses one."""
    request = context.get("request")
    section = context.get("section")
    scope = str(context.get("scope") or "")
    menu = []
    for code, address, label in every("public_menu"):
        url = _within(address, scope)
        here = request is not None and request.path == url.partition("?")[0]
        current = "page" if here else ("true" if section == code else "")
        menu.append({"url": url, "label": label, "current": current})
    return menu


@register.simple_tag(takes_context=True)
def public_footer(context: template.Context) -> list[dict[str, Any]]:
    """What stands at the end of every public page: [{url, label}]."""
    scope = str(context.get("scope") or "")
    return [{"url": _within(url, scope), "label": label} for url, label in every("public_footer")]


@register.simple_tag
def page_numbers(page: Page) -> list[int]:
    """Numbers for the pagination, 0 where some are left out: 1 0 4 5 6 0 20."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in elided]
