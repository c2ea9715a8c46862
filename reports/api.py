"""Published results and awards for programs: read only, nothing before its publication."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from awards.models import Decision
from grants.api import PROBLEMS, PublicListViewSet, PublicViewSet, TextsField
from grants.models import Call
from reports.lists.filters import AwardFilter
from reports.lists.history_filters import PastAwardFilter
from reports.models import HistoricAward
from reports.selectors.call_results import published_results, with_documents, with_sums
from reports.selectors.documents import PUBLIC_KINDS
from reports.selectors.history import past_awards, with_sources
from reports.selectors.register import published_awards, with_names


class AwardSerializer(serializers.ModelSerializer):
    """One grant: money in whole cents."""

    call = serializers.CharField(source="call.code")
    published_at = serializers.DateTimeField(source="call.results_published_at")
    year = serializers.IntegerField()
    lot = serializers.CharField(source="application.lot.code")
    kind = serializers.CharField(source="application.lot.kind")
    number = serializers.CharField(source="application.number")
    title = serializers.CharField(source="application.title")
    recipient = serializers.CharField()
    registration_number = serializers.CharField()
    ledger_entry = serializers.IntegerField(source="entry.seq", allow_null=True)

    class Meta:
        model = Decision
        fields = [
            *("call", "published_at", "year", "lot", "kind", "number", "title", "recipient"),
            *("registration_number", "requested_cents", "amount_cents", "document_sha256"),
            "ledger_entry",
        ]


class KeysFirst(PageNumberPagination):
    """Finds the page by keys alone, and reads only its rows: names and texts are long."""

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> list[Any] | None:
        found = queryset.values_list("pk", flat=True)
        keys: list[Any] | None = super().paginate_queryset(found, request, view)
        return None if keys is None else list(queryset.filter(pk__in=keys))


@extend_schema(responses={200: AwardSerializer(many=True), **PROBLEMS}, tags=["results"])
class AwardViewSet(PublicListViewSet):
    """Awards, with the choice of the register: year, call, kind, organisation, amount, words."""

    serializer_class = AwardSerializer
    filterset_class = AwardFilter
    pagination_class = KeysFirst
    queryset = Decision.objects.none()

    def get_queryset(self) -> QuerySet[Any]:
        """Asked anew each time: which calls are published is known only then."""
        awards = with_names(published_awards())
        return awards.order_by("-call__results_published_at", "application__number")


class PastAwardSerializer(serializers.ModelSerializer):
    """A row of an imported list: money in whole cents, null where the list says nothing."""

    funder = serializers.CharField(source="funder.code")
    recipient = serializers.CharField(source="organisation")
    amount_cents = serializers.IntegerField(source="awarded_cents", allow_null=True)
    amount_is = serializers.CharField(source="batch.amount_meaning")
    source_name = serializers.CharField(source="batch.source_name")
    licence = serializers.CharField(source="batch.licence")
    file = serializers.CharField(source="batch.file_name")
    file_sha256 = serializers.CharField(source="batch.sha256")
    ledger_entry = serializers.IntegerField(source="batch.entry_id")

    class Meta:
        model = HistoricAward
        fields = [
            *("funder", "year", "kind", "theme", "recipient", "recipient_kind", "purpose"),
            *("organisation_number", "number", "requested_cents", "amount_cents", "amount_is"),
            *("row", "source_name", "licence", "file", "file_sha256", "ledger_entry"),
        ]


@extend_schema(responses={200: PastAwardSerializer(many=True), **PROBLEMS}, tags=["results"])
class PastAwardViewSet(PublicListViewSet):
    """Awards of earlier years as imported lists have them; Merila has computed none of them."""

    serializer_class = PastAwardSerializer
    filterset_class = PastAwardFilter
    pagination_class = KeysFirst
    queryset = with_sources(past_awards())


class ResultSerializer(serializers.ModelSerializer):
    """Sums of one call, and where its files are."""

    title = TextsField(read_only=True)
    granted_cents = serializers.IntegerField()
    decided = serializers.IntegerField()
    recipients = serializers.IntegerField()
    files = serializers.SerializerMethodField()

    class Meta:
        model = Call
        fields = [
            *("code", "title", "results_published_at", "granted_cents", "decided", "recipients"),
            "files",
        ]

    @extend_schema_field({"type": "array", "items": {"type": "object"}})
    def get_files(self, call: Call) -> list[dict[str, Any]]:
        """Call file, public evaluation and the other public documents, each with its hash."""
        request = self.context["request"]
        return [
            {
                "name": one.name,
                "kind": one.kind,
                "sha256": one.sha256,
                "size": one.size,
                "url": request.build_absolute_uri(
                    reverse("reports:published_file", args=[call.code, PUBLIC_KINDS[one.kind]])
                ),
            }
            for one in getattr(call, "public_documents", [])
        ]


@extend_schema(responses={200: ResultSerializer(many=True), **PROBLEMS}, tags=["results"])
class ResultViewSet(PublicViewSet):
    """Calls with published results, the newest first."""

    serializer_class = ResultSerializer
    filter_backends: list[Any] = []
    lookup_field = "code"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    queryset = with_sums(published_results())

    @extend_schema(responses={200: ResultSerializer, **PROBLEMS})
    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().retrieve(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Call]:
        return with_documents(super().get_queryset())
