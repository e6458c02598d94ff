
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import talentpool.kernel.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_history'),
        ('attendance', '0002_history'),
        ('dispatch', '0005_hub_waves'),
        ('orders', '0003_history'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgearticle',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "attendance_knowledgearticletitletextwithdrawnatevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "withdrawn_at") VALUES (_pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;', hash='57f07e0b56f7d3171ac63621fea5145af05eb7a6', operation='INSERT', pgid='pgtrigger_insert_insert_8ad1e', table='attendance_knowledgearticle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgearticle',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "attendance_knowledgearticletitletextwithdrawnatevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "withdrawn_at") VALUES (_pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;', hash='250f131d3fd90f2c7a154452db0c23792becac33', operation='UPDATE', pgid='pgtrigger_update_update_5bfc7', table='attendance_knowledgearticle', when='AFTER')),
        ),
    ]
