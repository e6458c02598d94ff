"""The settings' one row, with the defaults, so that an administrator has something to change."""

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("activation", "Settings").objects.get_or_create(id=1)


class Migration(migrations.Migration):
    dependencies = [("activation", "0004_trial_contacts")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
