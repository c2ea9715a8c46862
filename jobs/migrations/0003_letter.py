from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_job_funder")]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("about", models.BigIntegerField()),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("promised_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["due_at", "pk"],
                "indexes": [models.Index(fields=["due_at", "id"], name="letter_by_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "about", "address"), name="letter_once")
                ],
            },
        ),
    ]
