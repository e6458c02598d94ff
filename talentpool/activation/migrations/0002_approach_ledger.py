from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("activation", "0001_initial")]
    operations = [load(__file__, "approach", reverse="DROP TABLE activation_approach; DROP FUNCTION activation_months;")]
