from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0001_initial"),
        ("agents", "0001_initial"),
        ("orders", "0001_initial"),
        ("messaging", "0001_initial"),
        ("activation", "0002_approach_ledger"),
    ]
    operations = [
        load(__file__, "claim_seat", reverse="DROP FUNCTION claim_seat(bigint, bigint, timestamptz, bigint, text[])"),
    ]
