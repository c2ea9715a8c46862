import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("awards", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="prepared_entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="audit.ledgerentry",
            ),
        ),
    ]
