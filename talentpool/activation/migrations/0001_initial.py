import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import talentpool.activation.fields
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
        ('agents', '0001_initial'),
        ('kernel', '0002_initial'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='Hold',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('owner', models.UUIDField(db_index=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='accounts.client')),
                        ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='agents.skill')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('language', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='agents.language')),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('people', models.FloatField(help_text='Expected people bound, counting refusals.')),
                        ('state', models.CharField(choices=[('held', 'Held'), ('released', 'Released')], default='held', max_length=10)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='SegmentRate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rates', to='agents.skill')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('language', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rates', to='agents.language')),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10)),
                        ('purpose', models.CharField(choices=[('drill', 'Drill'), ('offer', 'Offer'), ('ping', 'Ping')], max_length=10)),
                        ('days', models.PositiveSmallIntegerField()),
                        ('horizon_hours', models.PositiveSmallIntegerField(default=24)),
                        ('asked', models.PositiveIntegerField()),
                        ('reached', models.PositiveIntegerField()),
                        ('newest_at', models.DateTimeField(null=True)),
                        ('refreshed_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('skill', 'channel', 'language', 'kind', 'purpose', 'days', 'horizon_hours'), name='segment_rate_once'), models.CheckConstraint(condition=models.Q(('reached__lte', models.F('asked'))), name='segment_rate_share')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='AcceptanceModel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(unique=True)),
                        ('coefficients', models.JSONField(default=dict)),
                        ('calibration', models.JSONField(default=dict)),
                        ('trained_on', models.PositiveIntegerField(default=0)),
                        ('trained_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('in_use', models.BooleanField(default=False)),
                        ('guarded', models.BooleanField(default=False, help_text="Calibration failed: the segment's rate is used instead.")),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('in_use',), name='one_model_in_use')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='AcceptanceEffect',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('model', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='activation.acceptancemodel')),
                        ('agent_id', models.BigIntegerField()),
                        ('effect', models.FloatField()),
                        ('variance', models.FloatField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('model', 'agent_id'), name='effect_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Settings',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('kit_days', models.PositiveSmallIntegerField(default=90, verbose_name='kit check is valid for (days)')),
                        ('stale_days', models.PositiveSmallIntegerField(default=90, verbose_name='a rate is stale after (days)')),
                        ('unknown_below', models.PositiveSmallIntegerField(default=10, verbose_name='unknown below a sample of')),
                        ('precision', models.FloatField(default=0.05, verbose_name='precision of a drill')),
                        ('precision_small', models.FloatField(default=0.1, verbose_name='precision in small segments')),
                        ('small_segment', models.PositiveIntegerField(default=400, verbose_name='a segment is small below')),
                        ('drills_per_month', models.PositiveSmallIntegerField(default=2, verbose_name='drills per agent and 30 days, at most')),
                        ('cost_minor', models.PositiveIntegerField(default=50, verbose_name='cost of one call in a drill, minor units')),
                        ('fill_target', models.FloatField(default=0.95, verbose_name='target of promised fill')),
                        ('standby_target', models.FloatField(default=0.97, verbose_name='standby makes up for no-shows with probability')),
                        ('show_up', models.FloatField(default=0.92, verbose_name='show-up assumed without history')),
                        ('acceptance', models.FloatField(default=0.2, verbose_name='acceptance assumed without history')),
                        ('fresh_below', models.FloatField(default=0.3, verbose_name='a skill is stale below a freshness of')),
                        ('review_days', models.PositiveSmallIntegerField(default=120, verbose_name='proposed for rest after (days) without work')),
                        ('notice_days', models.PositiveSmallIntegerField(default=14, verbose_name='notice before a review decision takes effect (days)')),
                    ],
                    options={
                        'verbose_name': 'activation settings',
                        'verbose_name_plural': 'activation settings',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='activation_settings_single'), models.CheckConstraint(condition=models.Q(('precision__gt', 0), ('precision__lt', 1), ('show_up__gt', 0), ('show_up__lte', 1)), name='activation_settings_sane')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewItem',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='agents.agent')),
                        ('proposal', models.CharField(choices=[('keep', 'Keep'), ('refresh', 'Refresh'), ('rest', 'Rest'), ('release', 'Release')], max_length=10)),
                        ('rule_version', models.CharField(max_length=20)),
                        ('reasons', models.JSONField(default=list)),
                        ('proposed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('decision', models.CharField(blank=True, choices=[('keep', 'Keep'), ('refresh', 'Refresh'), ('rest', 'Rest'), ('release', 'Release')], default='', max_length=10)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('reason', models.TextField(blank=True, default='')),
                        ('effective_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('decision', ''), ('decided_by__isnull', False), _connector='OR'), name='review_decided_by_a_person')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Approach',
                    fields=[
                        ('pk', models.CompositePrimaryKey('id', 'asked_at', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('id', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL("nextval('activation_approach_id_seq')", []))),
                        ('asked_at', models.DateTimeField()),
                        ('agent', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='approaches', to='agents.agent')),
                        ('skill', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agents.skill')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('language', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agents.language')),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10)),
                        ('purpose', models.CharField(choices=[('drill', 'Drill'), ('offer', 'Offer'), ('ping', 'Ping')], max_length=10)),
                        ('source', models.UUIDField()),
                        ('deadline', models.DateTimeField()),
                        ('answer', models.CharField(choices=[('open', 'Open'), ('yes', 'Yes'), ('no', 'No'), ('none', 'No answer')], default='open', max_length=5)),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('depth', models.CharField(blank=True, choices=[('answered', 'Answered'), ('ready', 'Logged in ready'), ('worked', 'Handled a test contact')], default='', max_length=10)),
                        ('ready_at', models.DateTimeField(null=True)),
                        ('worked_at', models.DateTimeField(null=True)),
                        ('withdrawn', models.BooleanField(default=False)),
                        ('facts', models.JSONField(default=dict)),
                    ],
                    options={
                        'db_table': 'activation_approach',
                        'managed': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Contact',
                    fields=[
                        ('agent', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='contact', serialize=False, to='agents.agent')),
                        ('last_asked_at', models.DateTimeField()),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='RateDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.skill')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('language', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.language')),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10)),
                        ('purpose', models.CharField(choices=[('drill', 'Drill'), ('offer', 'Offer'), ('ping', 'Ping')], max_length=10)),
                        ('asked', models.PositiveIntegerField()),
                        ('yes', models.PositiveIntegerField()),
                        ('ready', models.PositiveIntegerField()),
                        ('worked', models.PositiveIntegerField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('day', 'skill', 'channel', 'language', 'kind', 'purpose'), name='rate_day_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Drill',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drills', to='agents.skill')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('language', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drills', to='agents.language')),
                        ('kind', models.CharField(blank=True, choices=[('shared', 'Shared'), ('home_based', 'Home-based')], default='', max_length=10)),
                        ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drills', to='accounts.client')),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                        ('announced', models.BooleanField(default=False)),
                        ('depth', models.CharField(choices=[('answered', 'Answered'), ('ready', 'Logged in ready'), ('worked', 'Handled a test contact')], default='ready', max_length=10)),
                        ('precision', models.FloatField(default=0.05, help_text='Half-width wanted, 0.05 = ± 5 points.')),
                        ('sample_size', models.PositiveIntegerField()),
                        ('population', models.PositiveIntegerField()),
                        ('seed', models.BigIntegerField()),
                        ('thanks_minor', models.PositiveIntegerField(default=0, help_text='Paid to each who takes part, minor units.')),
                        ('starts_at', models.DateTimeField(blank=True, null=True)),
                        ('ends_at', models.DateTimeField(blank=True, null=True)),
                        ('planned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('answer_minutes', models.PositiveIntegerField(default=1440, help_text='How long people have to answer; announced drills may take days.')),
                        ('paused', models.PositiveIntegerField(default=0, help_text='Left out of the population because they paused.')),
                    ],
                    options={
                        'verbose_name': 'drill',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'running', 'done', 'cancelled'])), name='drill_state'), models.CheckConstraint(condition=models.Q(('sample_size__lte', models.F('population'))), name='drill_sample')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='TrialContact',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='trial_contacts', to='agents.skill')),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict, verbose_name="customer's message")),
                        ('options', models.JSONField(default=list, help_text='[{"en": ..., "zh-hans": ...}, ...]')),
                        ('right', models.PositiveSmallIntegerField(default=0, help_text='Which option is right, counted from 0.')),
                        ('active', models.BooleanField(default=True)),
                    ],
                    options={
                        'verbose_name': 'test contact',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Ping',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pings', to='agents.skill')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('language', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pings', to='agents.language')),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='MatchRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='match_rows', to='agents.agent')),
                        ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='match_rows', to='agents.skill')),
                        ('kind', models.CharField(max_length=10)),
                        ('deployable', models.BooleanField(default=False)),
                        ('level', models.PositiveSmallIntegerField()),
                        ('certified_until', models.DateTimeField(null=True)),
                        ('paused_until', models.DateTimeField(null=True)),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), default=list, size=None)),
                        ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), default=list, size=None)),
                        ('kit_passed_at', models.DateTimeField(null=True)),
                        ('hub_id', models.BigIntegerField(null=True)),
                        ('floor_minor', models.PositiveIntegerField(default=0)),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('rest_minutes', models.PositiveIntegerField(default=0)),
                        ('daily_cap_minutes', models.PositiveIntegerField(default=1440)),
                        ('weekly_cap_minutes', models.PositiveIntegerField(default=10080)),
                        ('free_week', talentpool.activation.fields.WeekBits(default='000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000')),
                        ('extra', talentpool.activation.fields.Multirange(default='{}')),
                        ('away', talentpool.activation.fields.Multirange(default='{}')),
                        ('work', talentpool.activation.fields.Multirange(default='{}')),
                        ('busy', talentpool.activation.fields.Multirange(default='{}')),
                        ('worked_at', models.DateTimeField(null=True)),
                        ('exam_at', models.DateTimeField(null=True)),
                        ('practised_at', models.DateTimeField(null=True)),
                        ('proof', models.FloatField(default=0)),
                        ('score', models.FloatField(default=0)),
                        ('version', models.BigIntegerField(default=1)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['agent'], name='activation__agent_i_cfa78f_idx'), models.Index(condition=models.Q(('deployable', True)), fields=['skill', '-score'], name='match_shortlist')],
                        'constraints': [models.UniqueConstraint(fields=('skill', 'agent'), name='match_row_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Stale',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('agent_id', models.BigIntegerField()),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
            ],
        ),
    ]
