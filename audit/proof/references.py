"""Whether every row that another one names is there.

A row whose partner is gone is not read by anything that joins the two, so no other check meets it;
it would come back with a partner of the same number. The database itself refuses this, as long as
nobody has told it not to.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef

from audit.proof.fsck import Difference, Finding, Tally


def reference_differences() -> Iterator[Finding]:
    """Of all tables, with the keys of the first rows that are wrong."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.remote_field is None:
                continue
            yield Tally("reference", 1)
            for key in _without_partner(model, field):
                yield Difference(f"{model._meta.label} {key}", f"its {field.name} is not there")


def _without_partner(model: type[Model], field: Any) -> list[Any]:
    partner = field.remote_field.model._base_manager.filter(
        **{field.target_field.attname: OuterRef(field.attname)}
    )
    rows = model._base_manager.exclude(**{field.attname: None}).exclude(Exists(partner))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:_MOST])


_MOST = 10
