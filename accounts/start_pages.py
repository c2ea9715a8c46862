"""Where a person's work lies, told by the floors above."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

# Read by AppConfig modules, when models cannot be loaded yet.
if TYPE_CHECKING:
    from accounts.models import User


class StartPage(NamedTuple):
    order: int
    route: str
    applies: "Callable[[User], bool]"


_pages: list[StartPage] = []


def register_start_page(order: int, route: str, applies: "Callable[[User], bool]") -> None:
    """Called in AppConfig.ready: the lowest order that applies is where sign-in leads."""
    if not any(page.route == route for page in _pages):
        _pages.append(StartPage(order, route, applies))
        _pages.sort(key=lambda page: page.order)


def find_start_page(user: "User") -> str | None:
    return next((page.route for page in _pages if page.applies(user)), None)
