"""Where the newest about an application stands, told by the floors above."""

from collections.abc import Callable
from typing import TYPE_CHECKING

# Read by AppConfig modules, when models cannot be loaded yet.
if TYPE_CHECKING:
    from accounts.models import User
    from grants.models import Application

    Find = Callable[[Application, User], str]

_finders: "list[Find]" = []


def register_newest_page(find: "Find") -> None:
    """Called in AppConfig.ready; `find` gives an address, or nothing while there is none."""
    if find not in _finders:
        _finders.append(find)


def newest_page(application: "Application", user: "User") -> str:
    """The address of what came after the receipt; empty while nothing did."""
    return next((url for find in _finders if (url := find(application, user))), "")
