import django.db.models.deletion
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
        ('dispatch', '0001_initial'),
        ('kernel', '0002_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='InspectionPractice',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('sample_percent', models.FloatField(default=5, help_text='Share that people inspect, per client and agent.')),
                        ('appeal_within_days', models.PositiveSmallIntegerField(default=14)),
                        ('answer_within_days', models.PositiveSmallIntegerField(default=14)),
                        ('match_margin_minutes', models.PositiveSmallIntegerField(default=30, help_text='How far outside the shift a conversation may start.')),
                    ],
                    options={
                        'verbose_name': 'inspection practice',
                        'verbose_name_plural': 'inspection practice',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='inspection_practice_single'), models.CheckConstraint(condition=models.Q(('sample_percent__range', (0, 100))), name='sample_percent_range')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='RuleSet',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rule_sets', to='accounts.client')),
                        ('channel', models.CharField(blank=True, choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], default='', max_length=10)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                        ('rules', models.JSONField(default=dict)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'rule set',
                        'verbose_name_plural': 'rule sets',
                        'constraints': [models.UniqueConstraint(fields=('client', 'channel', 'version'), name='rule_set_version', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('client', 'channel'), name='one_rule_set_published', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'retired'])), name='rule_set_state')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Conversation',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='accounts.client')),
                        ('external_id', models.CharField(max_length=120)),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], default='chat', max_length=10)),
                        ('agent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='agents.agent')),
                        ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='dispatch.assignment')),
                        ('alias', models.CharField(blank=True, default='', max_length=20)),
                        ('turns', models.JSONField(default=list)),
                        ('masked', models.JSONField(default=dict, help_text='{"phone": how many, ...}')),
                        ('fingerprint', models.CharField(blank=True, default='', max_length=64)),
                        ('started_at', models.DateTimeField(blank=True, null=True)),
                        ('received_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'conversation',
                        'verbose_name_plural': 'conversations',
                        'indexes': [models.Index(fields=['client', '-received_at'], name='quality_con_client__b716a3_idx'), models.Index(fields=['agent', '-received_at'], name='quality_con_agent_i_f7be86_idx')],
                        'constraints': [models.UniqueConstraint(fields=('client', 'external_id'), name='conversation_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Inspection',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='quality.conversation')),
                        ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='quality.ruleset')),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.client')),
                        ('agent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='agents.agent')),
                        ('hits', models.JSONField(default=list)),
                        ('steps', models.JSONField(default=list)),
                        ('timing', models.JSONField(default=list)),
                        ('truncated', models.BooleanField(default=False, help_text='More hits than are kept.')),
                        ('service', models.FloatField(null=True)),
                        ('sales', models.FloatField(null=True)),
                        ('other', models.FloatField(null=True)),
                        ('score', models.FloatField(null=True)),
                        ('capabilities', models.JSONField(default=dict)),
                        ('red_line_confirmed', models.BooleanField(default=False)),
                        ('under_appeal', models.BooleanField(default=False)),
                        ('for_people', models.BooleanField(default=False, help_text='Drawn for inspection by a person.')),
                        ('inspected_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'inspection',
                        'verbose_name_plural': 'inspections',
                        'indexes': [models.Index(fields=['client', '-inspected_at'], name='quality_ins_client__53875c_idx'), models.Index(fields=['agent', '-inspected_at'], name='quality_ins_agent_i_662776_idx'), models.Index(condition=models.Q(('for_people', True)), fields=['-inspected_at'], name='inspection_for_people')],
                        'constraints': [models.UniqueConstraint(fields=('conversation', 'rule_set'), name='inspected_once'), models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__range', (0, 100)), _connector='OR'), name='inspection_score')],
                    },
                ),
                migrations.CreateModel(
                    name='InspectionScoreRedLineConfirmedEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='score_red_line_confirmed_events', to='quality.inspection')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('score', models.FloatField(null=True)),
                        ('red_line_confirmed', models.BooleanField(default=False)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Alert',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='accounts.client')),
                        ('agent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='agents.agent')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='quality.inspection')),
                        ('cause', models.CharField(max_length=120)),
                        ('severity', models.CharField(choices=[('red_line', 'Red line'), ('prohibited', 'Prohibited'), ('high_risk', 'High-risk'), ('sensitive', 'Sensitive')], max_length=10)),
                        ('count', models.PositiveIntegerField(default=1)),
                        ('state', models.CharField(choices=[('open', 'Open'), ('taken', 'Taken'), ('confirmed', 'Confirmed'), ('dismissed', 'Dismissed')], default='open', max_length=10)),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to=settings.AUTH_USER_MODEL)),
                        ('note', models.TextField(blank=True, default='')),
                        ('raised_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('last_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'alert',
                        'verbose_name_plural': 'alerts',
                        'indexes': [models.Index(fields=['state', '-last_at'], name='quality_ale_state_11ac56_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'taken', 'confirmed', 'dismissed'])), name='alert_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'taken'])), fields=('client', 'agent', 'cause'), name='alert_open_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='quality.inspection')),
                        ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                        ('marks', models.JSONField(default=dict)),
                        ('note', models.TextField(blank=True, default='')),
                        ('score', models.FloatField(null=True)),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'scorecard',
                        'verbose_name_plural': 'scorecards',
                        'constraints': [models.UniqueConstraint(fields=('inspection', 'reviewer'), name='review_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Appeal',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='quality.inspection')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='agents.agent')),
                        ('reason', models.TextField()),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals_to_answer', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('open', 'Open'), ('upheld', 'Upheld'), ('rejected', 'Rejected')], default='open', max_length=10)),
                        ('opened_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('answer_by', models.DateTimeField()),
                        ('answer', models.TextField(blank=True, default='')),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'appeal',
                        'verbose_name_plural': 'appeals',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'upheld', 'rejected'])), name='appeal_state'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('inspection',), name='appeal_open_once')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
