"""The index keeps the lesser of her own caps and what the rules where she lives allow; everybody is read anew.

And a "did not come" that was taken back no longer lowers the proof of work.
"""

from django.db import migrations

from talentpool.kernel.sql import load

EVERYBODY = "SELECT activation_match_agents(array_agg(id)) FROM agents_agent"


class Migration(migrations.Migration):
    dependencies = [("activation", "0009_standing_consent"), ("agents", "0006_limits_of_hours"), ("growth", "0002_append_only")]
    operations = [
        load(__file__, "own"),
        load(__file__, "proofs"),
        migrations.RunSQL(EVERYBODY, migrations.RunSQL.noop),
    ]
