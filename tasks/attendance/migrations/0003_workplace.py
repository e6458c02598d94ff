
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
        migrations.AddField(
            model_name='attendance',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='team', to='attendance.attendance'),
        ),
        migrations.AddField(
            model_name='attendancepolicy',
            name='accounts_hours',
            field=models.PositiveSmallIntegerField(default=24, verbose_name='accounts are handed out, hours before'),
        ),
        migrations.AddField(
            model_name='attendancepolicy',
            name='bonus_step_minor',
            field=models.PositiveIntegerField(default=500, verbose_name='a bonus goes up by, an hour, minor units'),
        ),
        migrations.AddField(
            model_name='attendancepolicy',
            name='lead_ratio',
            field=models.PositiveSmallIntegerField(default=15, verbose_name='agents to one team lead, at most'),
        ),
        migrations.AddField(
            model_name='attendancepolicy',
            name='relief_minutes',
            field=models.PositiveSmallIntegerField(default=10, verbose_name='paid break on top of the planned ones, for hard contacts, minutes a shift'),
        ),
        migrations.AddField(
            model_name='attendancepolicy',
            name='remind_hours',
            field=models.PositiveSmallIntegerField(default=12, verbose_name='second reminder to confirm, hours before'),
        ),
        migrations.AlterField(
            model_name='attendanceevent',
            name='kind',
            field=models.CharField(choices=[('confirmed', 'Confirmed'), ('acknowledged', 'Security rules acknowledged'), ('kit_checked', 'Kit checked'), ('checked_in', 'Checked in'), ('break_started', 'Break started'), ('break_ended', 'Break ended'), ('fault_reported', 'Technical fault reported'), ('fault_ended', 'Technical fault ended'), ('checked_out', 'Checked out'), ('nudged', 'Nudged'), ('missed', 'Missed'), ('replacement', 'Replacement search'), ('channel', 'Channel changed'), ('corrected', 'Corrected'), ('disputed', 'Disputed')], max_length=16),
        ),
        migrations.CreateModel(
            name='KnowledgeArticle',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('changed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knowledge', to='accounts.client')),
            ],
            options={
                'verbose_name': 'article of the knowledge base',
            },
        ),
        migrations.CreateModel(
            name='KnowledgeArticleTitleTextWithdrawnAtEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='title_text_withdrawn_at_events', to='attendance.knowledgearticle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Login',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='log-in')),
                ('secret_sealed', models.TextField(blank=True, default='')),
                ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('workplace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logins', to='orders.workplace')),
            ],
            options={
                'verbose_name': 'account at a client',
            },
        ),
        migrations.CreateModel(
            name='LoginLease',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='login_leases', to='dispatch.assignment')),
                ('login', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leases', to='attendance.login')),
            ],
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('taken', 'Taken'), ('desk', 'With the dispatch desk'), ('answered', 'Answered')], default='open', max_length=10)),
                ('case_sealed', models.TextField()),
                ('asked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('answer_sealed', models.TextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='attendance.attendance')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'hard case',
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('seen', 'Somebody saw or heard what they should not'), ('copied', 'Something was copied, photographed or written down'), ('account', 'An account was used by somebody else, or its password got out'), ('device', 'A device was lost, stolen or infected'), ('other', 'Something else')], max_length=10)),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=10)),
                ('told_sealed', models.TextField()),
                ('reported_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                ('outcome_sealed', models.TextField(blank=True, default='')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('attendance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='attendance.attendance')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='orders.order')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'security incident',
                'indexes': [models.Index(fields=['state', 'reported_at'], name='attendance__state_e1a820_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed'])), name='incident_state'), models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), models.Q(('closed_by', models.F('reported_by')), _negated=True), _connector='OR'), name='incident_closed_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Intervention',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('wave', 'Another wave'), ('bonus', 'Bonus'), ('standby', 'Standby called'), ('hub', 'Hub called')], max_length=10)),
                ('at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                ('expected', models.JSONField(default=dict)),
                ('minor', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to='orders.order')),
                ('wave', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to='dispatch.wave')),
            ],
            options={
                'verbose_name': 'intervention',
                'indexes': [models.Index(fields=['-at'], name='attendance__at_df1b99_idx')],
            },
        ),
        migrations.AddIndex(
            model_name='knowledgearticle',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='knowledge_search'),
        ),
        migrations.AddIndex(
            model_name='knowledgearticle',
            index=models.Index(fields=['client', 'title'], name='attendance__client__94937d_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgearticle',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "attendance_knowledgearticletitletextwithdrawnatevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "withdrawn_at") VALUES (_pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;', hash='57f07e0b56f7d3171ac63621fea5145af05eb7a6', operation='INSERT', pgid='pgtrigger_insert_insert_8ad1e', table='attendance_knowledgearticle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgearticle',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "attendance_knowledgearticletitletextwithdrawnatevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "withdrawn_at") VALUES (_pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;', hash='250f131d3fd90f2c7a154452db0c23792becac33', operation='UPDATE', pgid='pgtrigger_update_update_5bfc7', table='attendance_knowledgearticle', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='login',
            constraint=models.UniqueConstraint(fields=('workplace', 'name'), name='login_once'),
        ),
        migrations.AddConstraint(
            model_name='loginlease',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=[('login', '='), ('during', '&&')], name='login_lent_once'),
        ),
        migrations.AddConstraint(
            model_name='loginlease',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('assignment',), name='login_one_each'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['state', 'asked_at'], name='attendance__state_518060_idx'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'taken', 'desk', 'answered'])), name='ticket_state'),
        ),
    ]
