"""A rebuild of the matching index writes only the rows that are not right."""

from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("activation", "0012_limits_of_hours")]
    operations = [load(__file__, "own")]
