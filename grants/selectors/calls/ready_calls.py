"""The library: ready calls made from published municipal rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from accounts.models import Role, User
from callfile.as_written import Written, title_of
from callfile.call import call_of
from callfile.text.reading import read_bytes
from grants.models import Funder


@dataclass(frozen=True)
class ReadyCall:
    """A file of the library; `name` is its name without the ending."""

    name: str
    content: Written

    @property
    def title(self) -> Mapping[str, str]:
        return title_of(self.content)

    @property
    def modelled_on(self) -> list[str]:
        """Titles of the sources, each up to its first bracket."""
        about = call_of(self.content).about
        sources = () if about is None else about.modelled_on
        return [source.title.partition(" (")[0] for source in sources]


@cache
def ready_calls() -> tuple[ReadyCall, ...]:
    """Read once: the library is part of the installation."""
    found = []
    for path in sorted((settings.BASE_DIR / "library").glob("*.yaml")):
        content = read_bytes(path.read_bytes()).call
        if isinstance(content, Mapping):
            found.append(ReadyCall(path.stem, content))
    return tuple(found)


def funders_to_prepare_for(user: User) -> list[Funder]:
    """For whom the person may make new calls: officers with a role for more than one call."""
    grants = [one for one in user.scopes if one.role == Role.OFFICER and one.call_id is None]
    if any(grant.funder_id is None for grant in grants):
        return list(Funder.objects.order_by("pk"))
    return list(Funder.objects.filter(pk__in=[one.funder_id for one in grants]).order_by("pk"))
