from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("activation", "0002_approach_ledger"), ("growth", "0001_initial"), ("accounts", "0001_initial")]
    operations = [load(__file__, "match"), load(__file__, "watch"), load(__file__, "free")]
