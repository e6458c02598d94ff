"""A rebuild of the matching index writes only the rows that are not right."""

from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("activation", "0009_standing_consent")]
    operations = [load(__file__, "own")]
