from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("agents", "0005_hub_seats")]
    operations = [
        load(
            __file__,
            "work_limits",
            reverse="DROP FUNCTION agents_get_limits, agent_gets_limit, work_limit_of CASCADE",
        ),
    ]
