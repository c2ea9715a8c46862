"""Addresses: the same page in another language, the same list with another choice."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict

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
def public_menu(context: template.Context) -> list[dict[str, Any]]:
    """The public pages: [{url, label, current}]; `section` chooses one."""
    request = context.get("request")
    section = context.get("section")
    menu = []
    for code, url, label in every("public_menu"):
        here = request is not None and request.path == url
        current = "page" if here else ("true" if section == code else "")
        menu.append({"url": url, "label": label, "current": current})
    return menu


@register.simple_tag
def public_footer() -> list[dict[str, Any]]:
    """What stands at the end of every public page: [{url, label}]."""
    return [{"url": url, "label": label} for url, label in every("public_footer")]


@register.simple_tag
def page_numbers(page: Page) -> list[int]:
    """Numbers for the pagination, 0 where some are left out: 1 0 4 5 6 0 20."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in elided]
