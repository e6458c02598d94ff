from django.db import migrations

from talentpool.kernel.sql import load

REVERSE = """
DROP FUNCTION billing_append_only CASCADE;
DROP FUNCTION billing_entry_balances CASCADE;
DROP FUNCTION billing_posting_balances CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]
    operations = [load(__file__, "ledger", reverse=REVERSE)]
