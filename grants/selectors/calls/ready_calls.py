"""The library: ready calls made from published municipal rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import Role, User
from callfile.as_written import Written, short_title_of, written_code
from callfile.call import call_of
from callfile.template.fill import Values, filled_in, filled_with_sample, is_template, sample_of
from callfile.template.placeholders import bare
from callfile.text.reading import read_bytes
from grants.models import Funder


@dataclass(frozen=True)
class ReadyCall:
    """A template of the library; `name` is that of its file without the ending."""

    name: str
    template: Written

    @cached_property
    def content(self) -> Written:
        """The call that it is with its sample."""
        return filled_with_sample(self.template).call

    @property
    def sample(self) -> Values:
        """Raises ValueError where the template has none, which a test of the library excludes."""
        values, faults = sample_of(self.template)
        if values is None:
            raise ValueError([str(fault) for fault in faults])
        return values

    @property
    def title(self) -> Mapping[str, str]:
        """Its short title, before anybody has said where and when."""
        short = short_title_of(self.template, str(written_code(self.template)))
        return {language: bare(text) for language, text in short.items()}

    @property
    def modelled_on(self) -> list[str]:
        """Titles of the sources, each up to its first bracket."""
        about = call_of(self.content).about
        sources = () if about is None else about.modelled_on
        return [source.title.partition(" (")[0] for source in sources]

    def filled(self, values: Values, languages: Sequence[str] | None = None) -> dict[str, Any]:
        """The call with other values, a new object each time; dates by the clock of this place.

        Raises ValueError where a value is missing.
        """
        zone = timezone.get_default_timezone()
        filled = filled_in(self.template, values, zone=zone, languages=languages)
        if filled.faults:
            raise ValueError([str(fault) for fault in filled.faults])
        return filled.call


@cache
def ready_calls() -> tuple[ReadyCall, ...]:
    """Read once: the library is part of the installation."""
    found = []
    for path in sorted((settings.BASE_DIR / "library").glob("*.yaml")):
        template = read_bytes(path.read_bytes()).call
        if is_template(template):
            found.append(ReadyCall(path.stem, template))
    return tuple(found)


def ready_named(name: str) -> ReadyCall:
    """KeyError if the library has none."""
    for ready in ready_calls():
        if ready.name == name:
            return ready
    raise KeyError(name)


def funders_to_prepare_for(user: User) -> list[Funder]:
    """For whom the person may make new calls: officers with a role for more than one call."""
    grants = [one for one in user.scopes if one.role == Role.OFFICER and one.call_id is None]
    if any(grant.funder_id is None for grant in grants):
        return list(Funder.objects.order_by("pk"))
    return list(Funder.objects.filter(pk__in=[one.funder_id for one in grants]).order_by("pk"))
