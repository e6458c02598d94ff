"""The matching index by the hours people are free; one index less; room in its pages for changes."""

import django.db.models.deletion
from django.db import migrations, models

from talentpool.kernel.sql import load

UNDO = """
DROP INDEX match_free_hours, match_extra;
DROP FUNCTION activation_free_keys, activation_hour_keys;
ALTER TABLE activation_matchrow
    RESET (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor);
"""


class Migration(migrations.Migration):
    dependencies = [("activation", "0013_rebuild_keeps_order"), ("agents", "0006_limits_of_hours")]
    operations = [
        migrations.RemoveIndex(model_name="matchrow", name="activation__agent_i_cfa78f_idx"),
        migrations.AlterField(
            model_name="matchrow",
            name="skill",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="match_rows",
                to="agents.skill",
            ),
        ),
        migrations.AddField(
            model_name="settings",
            name="tidy_hour",
            field=models.PositiveSmallIntegerField(
                default=4, verbose_name="hour at which the matching index is laid in order"
            ),
        ),
        load(__file__, "hours", reverse=UNDO),
    ]
