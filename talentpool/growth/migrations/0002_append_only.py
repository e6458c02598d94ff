from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("growth", "0001_initial")]
    operations = [load(__file__, "append_only", reverse="DROP FUNCTION growth_append_only CASCADE;")]
