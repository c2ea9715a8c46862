from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_addresses_in_one_spelling")]

    operations = [
        migrations.CreateModel(
            name="Remembered",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "remembered for a while",
                "verbose_name_plural": "remembered for a while",
                "indexes": [models.Index(fields=["until"], name="remembered_by_until")],
            },
        ),
    ]
