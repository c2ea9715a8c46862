from django.db import migrations

from accounts.core.mail_address import clean_address


def write_in_one_spelling(apps, schema_editor):
    """What stands in another account already stays as it is: its owner still signs in with it."""
    User = apps.get_model("accounts", "User")
    taken = {email.lower() for email in User.objects.values_list("email", flat=True)}
    for user in User.objects.iterator():
        clean = clean_address(user.email)
        if clean == user.email or clean in taken - {user.email.lower()}:
            continue
        taken.add(clean)
        addresses = apps.get_model("account", "EmailAddress").objects
        if not addresses.filter(email=clean).exists():
            addresses.filter(user=user, email__iexact=user.email).update(email=clean)
        User.objects.filter(pk=user.pk).update(email=clean)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_user"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(write_in_one_spelling, migrations.RunPython.noop)]
