from django.db import migrations

from talentpool.kernel.sql import load

UNDO = """
DROP FUNCTION screening_stage_came CASCADE;
DROP FUNCTION screening_stage_went CASCADE;
DROP FUNCTION screening_stage_moved CASCADE;
DROP FUNCTION screening_stage_emptied CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]
    operations = [load(__file__, "stage_tally", reverse=UNDO)]
