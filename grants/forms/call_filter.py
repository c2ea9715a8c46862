"""Choosing among the public calls: words, stage, kind of lot."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import TextInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.core.text_search import holds_words
from grants.models import Call, Lot, LotKind
from grants.selectors.calls.public_calls import stage_filter

STAGES = [
    ("open", _("open")),
    ("announced", _("announced")),
    ("evaluated", _("in evaluation")),
    ("decided", _("decided")),
]


class CallFilter(django_filters.FilterSet):
    """Values outside the choices are refused; a refused form shows every call."""

    q = django_filters.CharFilter(
        label=_("Words in the title"),
        method="with_words",
        max_length=100,
        widget=TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    stage = django_filters.ChoiceFilter(
        label=_("State"), choices=STAGES, method="in_stage", empty_label=_("all")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of lot"), choices=LotKind.choices, method="of_kind", empty_label=_("all")
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def with_words(self, calls: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Titles are few and in several languages; the database cannot fold č and à alike."""
        titles = calls.values_list("pk", "code", "card_title")
        found = [
            pk for pk, code, title in titles if holds_words(value, code, _all_languages(title))
        ]
        return calls.filter(pk__in=found)

    def in_stage(self, calls: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return calls.filter(stage_filter(value, timezone.now()))

    def of_kind(self, calls: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        lots = Lot.objects.filter(call=OuterRef("pk"), is_leaf=True, kind=value)
        return calls.filter(Exists(lots))


def _all_languages(title: Any) -> str:
    return " ".join(map(str, title.values())) if isinstance(title, dict) else str(title or "")
