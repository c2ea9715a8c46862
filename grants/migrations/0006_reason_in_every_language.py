from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0005_checked_content")]

    operations = [
        migrations.AddField(
            model_name="statechange",
            name="reason_texts",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
