"""The free are found in the published order, and no further than a list is long."""

from pathlib import Path

from django.db import migrations

from talentpool.kernel.sql import load

OLD = """
DROP INDEX match_free_hours, match_extra;
DROP FUNCTION activation_free_keys(bit, bigint, text), activation_hour_keys(bigint, text, smallint[]);
"""
BEFORE = (Path(__file__).resolve().parent.parent / "sql" / "hours.sql").read_text()
UNDO = f"""
DROP INDEX match_free_in_order, match_extra_in_order;
DROP FUNCTION activation_free_keys(bit, bigint, text, double precision, bigint);
DROP FUNCTION activation_hour_keys(bigint, text, double precision, bigint, smallint[]);
{BEFORE}
"""


class Migration(migrations.Migration):
    dependencies = [("activation", "0015_lots_by_heaps")]
    operations = [
        migrations.RunSQL(OLD, migrations.RunSQL.noop),
        load(__file__, "free_keys", reverse=UNDO),
    ]
