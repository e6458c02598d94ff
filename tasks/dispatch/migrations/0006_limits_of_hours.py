from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0005_hub_waves"), ("agents", "0006_limits_of_hours")]
    operations = [load(__file__, "claim_seat")]  # refuses by the limits where she lives, too
