"""What every page knows: the funder whose arms and names stand on top."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from grants.selectors.funders import Speaker, speaker_of


def funder(request: HttpRequest) -> dict[str, Any]:
    """The funder of the page, and its code where others publish here too (`scope`).

    Read only by pages that show it.
    """
    found: list[Speaker] = []

    def speaker() -> Speaker:
        if not found:
            match = request.resolver_match
            arguments = match.kwargs if match else {}
            # A request that is refused before it is read has no person.
            person = getattr(request, "user", None) or AnonymousUser()
            found.append(speaker_of(person, arguments, request.GET.getlist("funder")))
        return found[0]

    return {
        "funder": SimpleLazyObject(lambda: speaker().funder),
        "scope": SimpleLazyObject(lambda: speaker().scope),
    }
