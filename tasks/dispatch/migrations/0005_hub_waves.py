
from django.db import migrations, models

from talentpool.kernel.sql import load


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0005_hub_seats'),
        ('dispatch', '0003_fewer_indexes'),
    ]

    operations = [
        load(__file__, "claim_seat"),  # takes a seat in a hub along
    ]
