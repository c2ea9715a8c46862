"""Published calls and their lots for programs: read only, the same as on the pages."""

from datetime import UTC, datetime
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.throttling import AnonRateThrottle
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from grants.core import call_stages
from grants.models import Call, CallVersion, Lot, LotKind
from grants.models.call import is_public
from grants.words.call.dates import phase_at


class PublicThrottle(AnonRateThrottle):
    """Enough for people and harvesters, too little to be a burden."""

    rate = "120/min"
    scope = "public"


class PublicViewSet(ReadOnlyModelViewSet):
    """A list, and one row by its address; for everybody, with or without an account."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)


class PublicListViewSet(ListModelMixin, GenericViewSet):
    """A list only, for everybody."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)


_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "problem details (RFC 9457)",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
PROBLEMS: dict[Any, Any] = {
    (status, "application/problem+json"): _PROBLEM for status in (400, 404, 429)
}
TEXTS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "description": "the text in each language of the call",
}


@extend_schema_field(TEXTS)
class TextsField(serializers.JSONField):
    """A text in each language of the call."""


@extend_schema_field({"type": "object"})
class ContentField(serializers.JSONField):
    """The call file as data."""


class LotSerializer(serializers.ModelSerializer):
    call = serializers.CharField(source="call.code")
    parent_code = serializers.CharField(source="parent.code", allow_null=True, default=None)
    title = TextsField(read_only=True)

    class Meta:
        model = Lot
        fields = ["call", "code", "parent_code", "kind", "title", "budget_cents", "is_leaf"]


class CallSerializer(serializers.ModelSerializer):
    title = TextsField(read_only=True)
    funder = serializers.CharField(source="funder.code")
    phase = serializers.SerializerMethodField()
    lots = LotSerializer(many=True, read_only=True)
    url = serializers.HyperlinkedIdentityField(view_name="api:call-detail", lookup_field="code")

    class Meta:
        model = Call
        fields = [
            *("url", "code", "funder", "file_number", "title", "state", "phase"),
            *("published_at", "opens_at", "deadline_at", "opening_at", "results_by"),
            *("results_published_at", "lots"),
        ]

    def get_phase(self, call: Call) -> str:
        """announced, open or closed at this moment; empty for a cancelled call."""
        return str(phase_at(call, timezone.now()) or "")


class CallDetailSerializer(CallSerializer):
    """With the whole content as it was frozen, and the hash of its canonical JSON."""

    content = ContentField(read_only=True)
    version = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()

    class Meta(CallSerializer.Meta):
        fields = [*CallSerializer.Meta.fields, "version", "sha256", "content"]

    def get_version(self, call: Call) -> int | None:
        version = self._newest(call)
        return version.number if version else None

    def get_sha256(self, call: Call) -> str | None:
        version = self._newest(call)
        return version.sha256 if version else None

    def _newest(self, call: Call) -> CallVersion | None:
        return max(call.versions.all(), key=lambda version: version.number, default=None)


class MomentField(django_filters.fields.IsoDateTimeField):
    """A moment that also exists in universal time, where the database compares it."""

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        try:
            return moment.astimezone(UTC) if moment else None
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class MomentFilter(django_filters.IsoDateTimeFilter):
    """A day and a time in ISO 8601."""

    field_class = MomentField


class CallApiFilter(django_filters.FilterSet):
    """State of the procedure, and dates."""

    state = django_filters.ChoiceFilter(
        choices=[(state.value, state.value) for state in sorted(call_stages.PUBLIC)]
    )
    deadline_after = MomentFilter(field_name="deadline_at", lookup_expr="gte")
    deadline_before = MomentFilter(field_name="deadline_at", lookup_expr="lte")

    class Meta:
        model = Call
        fields: list[str] = []


@extend_schema(responses={200: CallSerializer(many=True), **PROBLEMS}, tags=["calls"])
class CallViewSet(PublicViewSet):
    """Published calls, the newest first."""

    serializer_class = CallSerializer
    filterset_class = CallApiFilter
    lookup_field = "code"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    queryset = Call.objects.filter(is_public()).order_by("-published_at", "pk")

    def get_queryset(self) -> QuerySet[Call]:
        rows = super().get_queryset().select_related("funder").prefetch_related("lots__parent")
        rows = rows.prefetch_related("lots__call")
        return rows.prefetch_related("versions") if self.action == "retrieve" else rows

    @extend_schema(responses={200: CallDetailSerializer, **PROBLEMS})
    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().retrieve(request, *args, **kwargs)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return CallDetailSerializer if self.action == "retrieve" else CallSerializer


class LotApiFilter(django_filters.FilterSet):
    call = django_filters.CharFilter(field_name="call__code", max_length=60)
    kind = django_filters.ChoiceFilter(choices=LotKind.choices)

    class Meta:
        model = Lot
        fields: list[str] = []


@extend_schema(responses={200: LotSerializer(many=True), **PROBLEMS}, tags=["calls"])
class LotViewSet(PublicListViewSet):
    """Lots of published calls: what each gives money for, and how much."""

    serializer_class = LotSerializer
    filterset_class = LotApiFilter
    queryset = (
        Lot.objects.filter(is_public(path="call__"))
        .select_related("call", "parent")
        .defer("call__content")
        .order_by("call__code", "position", "pk")
    )
