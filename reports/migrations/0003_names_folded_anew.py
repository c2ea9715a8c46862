"""The words that past awards are found by, folded as they are folded now."""

from typing import Any

from django.db import migrations

from grants.core.text_search import folded

ON_A_TURN = 1000


def fold_anew(apps: Any, _schema: Any) -> None:
    awards = apps.get_model("reports", "HistoricAward").objects
    changed = []
    for award in awards.exclude(organisation_folded="").only("organisation", "organisation_folded"):
        now = folded(award.organisation)[:500]
        if now != award.organisation_folded:
            award.organisation_folded = now
            changed.append(award)
    awards.bulk_update(changed, ["organisation_folded"], batch_size=ON_A_TURN)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_history")]
    operations = [migrations.RunPython(fold_anew, migrations.RunPython.noop)]
