from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_letter")]

    operations = [
        migrations.RemoveField(model_name="job", name="worker"),
        migrations.RemoveField(model_name="job", name="leased_until"),
        migrations.AddField(
            model_name="jobitem",
            name="worker",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name="jobitem",
            name="leased_until",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
