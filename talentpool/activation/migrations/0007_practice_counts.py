"""A passed practice task proves a skill as much as a drill's test contact does; who got earlier pings is written down."""

from django.db import migrations

from talentpool.kernel.sql import load

RECIPIENTS = """
INSERT INTO activation_pingrecipient (ping_id, agent_id, wording, sent_at)
SELECT p.id, a.agent_id, 0, p.sent_at FROM activation_ping p
JOIN activation_approach a ON a.source = p.ref AND a.purpose = 'ping' ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [('activation', '0005_settings_row'), ('growth', '0002_append_only')]
    operations = [load(__file__, "proofs"), migrations.RunSQL(RECIPIENTS, migrations.RunSQL.noop)]
