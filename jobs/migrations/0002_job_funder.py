from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_job")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="funder_id",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="funder"),
        ),
    ]
