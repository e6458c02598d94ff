"""Only who has given the consent to be processed, and not taken it back, may be asked. The next step reads everybody so."""

from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):
    dependencies = [("activation", "0008_levers")]
    operations = [load(__file__, "own")]
