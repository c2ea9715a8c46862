"""The same act on several applications, each in its own transaction: what is refused of one stops
no other, and of none anything is done halfway.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.refusal import Refused
from grants.models import Application


@dataclass(frozen=True, slots=True)
class Each:
    """`refused` is the sentence why the act was not done; empty where it was."""

    application: Application
    refused: str = ""


def each_alone(
    applications: Iterable[Application], take: Callable[[Application], object]
) -> list[Each]:
    return [Each(one, _refusal(one, take)) for one in applications]


def _refusal(application: Application, take: Callable[[Application], object]) -> str:
    try:
        take(application)
    except Refused as refused:
        return str(refused)
    except PermissionDenied:
        return _("You may no longer do this.")
    return ""
