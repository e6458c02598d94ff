
from django.db import migrations, models

from talentpool.kernel.sql import load


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0005_hub_seats'),
        ('dispatch', '0004_swaps'),
    ]

    operations = [
        migrations.AddField(
            model_name='wave',
            name='only_hubs',
            field=models.BooleanField(default=False, help_text='Goes only to people with a place in a hub.'),
        ),
        load(__file__, "claim_seat"),  # takes a seat in a hub along
    ]
