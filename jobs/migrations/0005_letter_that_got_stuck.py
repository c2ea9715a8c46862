from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0004_lease_of_item")]

    operations = [
        migrations.AddField(
            model_name="letter", name="fault", field=models.CharField(blank=True, max_length=60)
        ),
        migrations.AddField(
            model_name="letter",
            name="given_up_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="call_id",
            field=models.BigIntegerField(blank=True, db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="funder_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
