from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_receipt_mail_due")]

    operations = [
        migrations.RemoveIndex(model_name="application", name="application_by_call_state"),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["call", "state", "lot", "requested_cents"], name="application_by_state"
            ),
        ),
    ]
