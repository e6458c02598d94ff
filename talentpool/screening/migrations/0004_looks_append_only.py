from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_board_at_full_size")]
    operations = [load(__file__, "looks_append_only", reverse="DROP FUNCTION screening_look_append_only CASCADE;")]
