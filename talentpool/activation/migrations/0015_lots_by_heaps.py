"""Equals are drawn heap by heap, and the published order is an index of heaps."""

from django.db import migrations

from talentpool.kernel.sql import load

UNDO = """
DROP INDEX match_published_order;
DROP FUNCTION activation_lot, activation_heap_lot;
"""


class Migration(migrations.Migration):
    dependencies = [("activation", "0014_hours_of_the_index")]
    operations = [
        migrations.RemoveIndex(model_name="matchrow", name="match_published_order"),
        load(__file__, "lots", reverse=UNDO),
    ]
