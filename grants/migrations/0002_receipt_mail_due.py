from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_call")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="mail_due_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("mail_due_at__isnull", False)),
                fields=["mail_due_at"],
                name="submission_by_mail_due",
            ),
        ),
    ]
