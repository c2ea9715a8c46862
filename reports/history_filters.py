"""Choices among past awards, for their page, their file and the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.core.plain_text import clean_identifier
from grants.core.text_search import folded
from grants.models import LotKind
from reports.filters import MOST_WORDS, AnyOf
from reports.models import HistoricAward
from reports.selectors.history import past_awards, sources

# A kind that the list does not say is chosen under this word.
UNSAID = "none"


def _values(field: str) -> list[tuple[str, str]]:
    rows = past_awards().order_by(field).values_list(field, flat=True).distinct()
    return [(str(value), str(value)) for value in rows if value != ""]


class PastAwardFilter(django_filters.FilterSet):
    """Funder, list, year, kind, theme, recipient."""

    q = django_filters.CharFilter(label=_("Recipient"), method="with_words", max_length=MOST_WORDS)
    funder = AnyOf(
        field_name="funder__code", label=_("Funder"), choices=lambda: _values("funder__code")
    )
    source = AnyOf(
        field_name="batch",
        label=_("List"),
        choices=lambda: [(str(one.pk), one.file_name) for one in sources()],
    )
    year = AnyOf(label=_("Year"), choices=lambda: _values("year"))
    kind = AnyOf(
        label=_("Kind"), choices=[*LotKind.choices, (UNSAID, _("not said"))], method="of_kinds"
    )
    theme = AnyOf(label=_("Theme"), choices=lambda: _values("theme"))

    class Meta:
        model = HistoricAward
        fields: list[str] = []

    def with_words(
        self, awards: QuerySet[HistoricAward], name: str, value: str
    ) -> QuerySet[HistoricAward]:
        """Every word in the name; or the number of the recipient as it stands in the list."""
        named = Q()
        for word in folded(value).split():
            named &= Q(organisation_folded__contains=word)
        return awards.filter(named | Q(organisation_number=clean_identifier(value)))

    def of_kinds(
        self, awards: QuerySet[HistoricAward], name: str, value: list[str]
    ) -> QuerySet[HistoricAward]:
        if not value:
            return awards
        return awards.filter(kind__in=["" if one == UNSAID else one for one in value])
