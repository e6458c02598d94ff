"""Only who has given the consent to be processed, and not taken it back, may be asked: read it so for everybody."""

from django.db import migrations

from talentpool.kernel.sql import load

EVERYBODY = "SELECT activation_match_agents(array_agg(id)) FROM agents_agent"


class Migration(migrations.Migration):
    dependencies = [("activation", "0008_levers")]
    operations = [load(__file__, "own"), migrations.RunSQL(EVERYBODY, migrations.RunSQL.noop)]
