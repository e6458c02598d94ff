import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import talentpool.kernel.clock
import talentpool.kernel.fields
import talentpool.kernel.laying
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('kernel', '0002_initial'),
        # Before hundreds of tables point at a person: each step that alters one of these reads all of them in again.
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('usersessions', '0001_initial'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='Language',
                    fields=[
                        ('code', models.CharField(max_length=10, primary_key=True, serialize=False)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                    ],
                    options={
                        'verbose_name': 'language',
                        'verbose_name_plural': 'languages',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Region',
                    fields=[
                        ('code', models.CharField(max_length=10, primary_key=True, serialize=False)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cities', to='agents.region')),
                    ],
                    options={
                        'verbose_name': 'region',
                        'verbose_name_plural': 'regions',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Skill',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.SlugField(max_length=40, unique=True)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict, verbose_name='name')),
                        ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='accounts.client')),
                        ('half_life_days', models.PositiveSmallIntegerField(default=60)),
                        ('demanding', models.BooleanField(default=False, help_text='Home-based agents are asked first.')),
                    ],
                    options={
                        'verbose_name': 'skill',
                        'constraints': [models.CheckConstraint(condition=models.Q(('half_life_days__gt', 0)), name='skill_half_life')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Hub',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hubs', to='agents.region')),
                        ('seats', models.PositiveIntegerField()),
                        ('address', models.CharField(blank=True, default='', max_length=200, verbose_name='address')),
                        ('changed_at', models.DateTimeField(default=talentpool.kernel.clock.now, editable=False)),
                    ],
                    options={
                        'verbose_name': 'hub',
                        'verbose_name_plural': 'hubs',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='PayRule',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10)),
                        ('level', models.PositiveSmallIntegerField(default=1)),
                        ('minor_per_hour', models.PositiveIntegerField()),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('effective_from', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'pay rule',
                        'verbose_name_plural': 'pay rules',
                        'constraints': [models.UniqueConstraint(fields=('kind', 'level', 'currency', 'effective_from'), name='pay_rule_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Agent',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agent', to=settings.AUTH_USER_MODEL)),
                        ('number', models.CharField(max_length=10, unique=True)),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10)),
                        ('state', models.CharField(choices=[('training', 'In training'), ('reserve', 'In the reserve'), ('resting', 'Resting'), ('released', 'Left the pool')], default='training', max_length=10)),
                        ('level', models.PositiveSmallIntegerField(default=1)),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agents', to='agents.region')),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('floor_minor', models.PositiveIntegerField(default=0, help_text='Least pay an hour, minor units.')),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('weekly_cap_minutes', models.PositiveIntegerField(default=2400)),
                        ('daily_cap_minutes', models.PositiveIntegerField(default=480)),
                        ('rest_minutes', models.PositiveIntegerField(default=660)),
                        ('hub', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agents', to='agents.hub')),
                        ('paused_until', models.DateTimeField(blank=True, null=True)),
                        ('formalities_done_at', models.DateTimeField(blank=True, null=True)),
                        ('probation_until', models.DateField(blank=True, null=True)),
                        ('is_backbone', models.BooleanField(default=False)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('joined_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('daily_limit_minutes', models.PositiveIntegerField(editable=False, null=True)),
                        ('weekly_limit_minutes', models.PositiveIntegerField(editable=False, null=True)),
                    ],
                    options={
                        'verbose_name': 'agent',
                        'verbose_name_plural': 'agents',
                        'indexes': [models.Index(fields=['state', 'kind'], name='agents_agen_state_4abfb7_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['training', 'reserve', 'resting', 'released'])), name='agent_state'), models.CheckConstraint(condition=models.Q(('kind__in', ['shared', 'home_based'])), name='agent_kind'), models.CheckConstraint(condition=models.Q(('daily_cap_minutes__lte', 1440), ('weekly_cap_minutes__lte', 10080)), name='agent_caps')],
                    },
                ),
                migrations.CreateModel(
                    name='AgentStateKindLevelFloorMinorWeeklyCapMinutesPausedUntilEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_kind_level_floor_minor_weekly_cap_minutes_paused_until_events', to='agents.agent')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('state', models.CharField(choices=[('training', 'In training'), ('reserve', 'In the reserve'), ('resting', 'Resting'), ('released', 'Left the pool')], default='training', max_length=10)),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10)),
                        ('level', models.PositiveSmallIntegerField(default=1)),
                        ('floor_minor', models.PositiveIntegerField(default=0, help_text='Least pay an hour, minor units.')),
                        ('weekly_cap_minutes', models.PositiveIntegerField(default=2400)),
                        ('paused_until', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='AgentSkill',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='agents.agent')),
                        ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agents', to='agents.skill')),
                        ('level', models.PositiveSmallIntegerField(default=1)),
                        ('certified_until', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('agent', 'skill'), name='agent_skill_once'), models.CheckConstraint(condition=models.Q(('level__range', (1, 5))), name='agent_skill_level')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='AgentChannel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='agents.agent')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('level', models.PositiveSmallIntegerField(default=1)),
                        ('willing', models.BooleanField(default=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('agent', 'channel'), name='agent_channel_once'), models.CheckConstraint(condition=models.Q(('level__range', (1, 5))), name='agent_channel_level')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='AgentLanguage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='agents.agent')),
                        ('language', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agents', to='agents.language')),
                        ('level', models.PositiveSmallIntegerField(default=3)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('agent', 'language'), name='agent_language_once'), models.CheckConstraint(condition=models.Q(('level__range', (1, 5))), name='agent_language_level')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Kit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kit_checks', to='agents.agent')),
                        ('passed', models.BooleanField()),
                        ('measures', models.JSONField(default=dict)),
                        ('checked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['agent', '-checked_at'], name='agents_kit_agent_i_d793eb_idx')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Availability',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availability', to='agents.agent')),
                        ('weekday', models.PositiveSmallIntegerField()),
                        ('start_minute', models.PositiveSmallIntegerField()),
                        ('end_minute', models.PositiveSmallIntegerField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['agent', 'weekday'], name='agents_avai_agent_i_f31d45_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('end_minute__lte', 1440), ('start_minute__lt', models.F('end_minute')), ('weekday__lte', 6)), name='availability_window')],
                    },
                ),
                migrations.CreateModel(
                    name='AvailabilityException',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availability_exceptions', to='agents.agent')),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('available', models.BooleanField()),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Load',
                    fields=[
                        ('agent', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='load', serialize=False, to='agents.agent')),
                        ('changed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Commitment',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='agents.agent')),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('kind', models.CharField(choices=[('shift', 'Shift'), ('standby', 'Standby'), ('class', 'Class'), ('interview', 'Interview')], max_length=10)),
                        ('source', models.UUIDField(db_index=True)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('agent', '='), ('during', '&&')], name='commitment_never_twice'), models.CheckConstraint(condition=models.Q(('during__isempty', False)), name='commitment_not_empty')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='HubBooking',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='agents.hub')),
                        ('number', models.PositiveIntegerField()),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hub_bookings', to='agents.agent')),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('source', models.UUIDField(unique=True)),
                        ('booked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'booked seat in a hub',
                        'verbose_name_plural': 'booked seats in hubs',
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('hub', '='), ('number', '='), ('during', '&&')], name='hub_seat_never_twice'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='hub_seat_numbered')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Alias',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='agents.agent')),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='accounts.client')),
                        ('name', models.CharField(max_length=20)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('agent', 'client'), name='alias_once'), models.UniqueConstraint(fields=('client', 'name'), name='alias_name_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='ClientPreference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='client_preferences', to='agents.agent')),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agent_preferences', to='accounts.client')),
                        ('kind', models.CharField(choices=[('favourite', 'Favourite'), ('block', 'Block')], max_length=10)),
                        ('reason', models.CharField(blank=True, default='', max_length=300)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('agent', 'client'), name='client_preference_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='PoolStandard',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('most_daily_minutes', models.PositiveIntegerField(default=600, verbose_name='most minutes a day')),
                        ('most_weekly_minutes', models.PositiveIntegerField(default=2880, verbose_name='most minutes a week')),
                        ('kit_valid_days', models.PositiveIntegerField(default=30, verbose_name='a kit check counts for days')),
                        ('kit_limits', models.JSONField(blank=True, default=dict, verbose_name='limits of the kit check')),
                    ],
                    options={
                        'verbose_name': 'standard of the pool',
                        'verbose_name_plural': 'standards of the pool',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='pool_standard_single')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='PoolStandardEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agents.poolstandard')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.SmallIntegerField(default=1, serialize=False)),
                        ('most_daily_minutes', models.PositiveIntegerField(default=600, verbose_name='most minutes a day')),
                        ('most_weekly_minutes', models.PositiveIntegerField(default=2880, verbose_name='most minutes a week')),
                        ('kit_valid_days', models.PositiveIntegerField(default=30, verbose_name='a kit check counts for days')),
                        ('kit_limits', models.JSONField(blank=True, default=dict, verbose_name='limits of the kit check')),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='WorkLimit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10, verbose_name='kind')),
                        ('daily_minutes', models.PositiveIntegerField(verbose_name='most minutes a day')),
                        ('weekly_minutes', models.PositiveIntegerField(verbose_name='most minutes a week')),
                        ('source', talentpool.kernel.fields.LocalizedTextField(blank=True, default=dict, verbose_name='where it comes from')),
                        ('region', models.ForeignKey(blank=True, help_text='Empty: everywhere that has no row of its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_limits', to='agents.region', verbose_name='region')),
                    ],
                    options={
                        'verbose_name': 'limit of hours',
                        'verbose_name_plural': 'limits of hours',
                        'constraints': [models.UniqueConstraint(fields=('region', 'kind'), name='work_limit_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('kind__in', ['shared', 'home_based'])), name='work_limit_kind'), models.CheckConstraint(condition=models.Q(('daily_minutes__lte', 1440), ('weekly_minutes__lte', 10080)), name='work_limit_sane')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkLimitEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10, verbose_name='kind')),
                        ('daily_minutes', models.PositiveIntegerField(verbose_name='most minutes a day')),
                        ('weekly_minutes', models.PositiveIntegerField(verbose_name='most minutes a week')),
                        ('source', talentpool.kernel.fields.LocalizedTextField(blank=True, default=dict, verbose_name='where it comes from')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agents.worklimit')),
                        ('region', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: everywhere that has no row of its own.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agents.region', verbose_name='region')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agent',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agents_agentstatekindlevelfloorminorweeklycapminutespauseducbff" ("floor_minor", "kind", "level", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "weekly_cap_minutes") VALUES (NEW."floor_minor", NEW."kind", NEW."level", NEW."paused_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."weekly_cap_minutes"); RETURN NULL;', hash='b79b22bd547010357519b5af204cf94e6f5b3ef4', operation='INSERT', pgid='pgtrigger_insert_insert_7b9fa', table='agents_agent', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agent',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."floor_minor" IS DISTINCT FROM (NEW."floor_minor") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."paused_until" IS DISTINCT FROM (NEW."paused_until") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."weekly_cap_minutes" IS DISTINCT FROM (NEW."weekly_cap_minutes"))', func='INSERT INTO "agents_agentstatekindlevelfloorminorweeklycapminutespauseducbff" ("floor_minor", "kind", "level", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "weekly_cap_minutes") VALUES (NEW."floor_minor", NEW."kind", NEW."level", NEW."paused_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."weekly_cap_minutes"); RETURN NULL;', hash='f7d08ceb9f9104887b24e02887cb48427ad9a707', operation='UPDATE', pgid='pgtrigger_update_update_b59de', table='agents_agent', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='poolstandard',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agents_poolstandardevent" ("id", "kit_limits", "kit_valid_days", "most_daily_minutes", "most_weekly_minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kit_limits", NEW."kit_valid_days", NEW."most_daily_minutes", NEW."most_weekly_minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='46ae81dec1095b5ee53a1077888b970acb202961', operation='INSERT', pgid='pgtrigger_insert_insert_d192e', table='agents_poolstandard', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='poolstandard',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agents_poolstandardevent" ("id", "kit_limits", "kit_valid_days", "most_daily_minutes", "most_weekly_minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kit_limits", NEW."kit_valid_days", NEW."most_daily_minutes", NEW."most_weekly_minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='a006216bb867878e4f644284e22abc2c1d68bbae', operation='UPDATE', pgid='pgtrigger_update_update_f55ea', table='agents_poolstandard', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='worklimit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agents_worklimitevent" ("daily_minutes", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "weekly_minutes") VALUES (NEW."daily_minutes", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."source", NEW."weekly_minutes"); RETURN NULL;', hash='a78937755767ed9ffd7449ae429857caa6b94e0b', operation='INSERT', pgid='pgtrigger_insert_insert_3fe10', table='agents_worklimit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='worklimit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agents_worklimitevent" ("daily_minutes", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "weekly_minutes") VALUES (NEW."daily_minutes", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."source", NEW."weekly_minutes"); RETURN NULL;', hash='347dc0c9b01febb7ca6dbda6a1a6db0a17ac91aa', operation='UPDATE', pgid='pgtrigger_update_update_72320', table='agents_worklimit', when='AFTER')),
                ),
            ],
        ),
    ]
