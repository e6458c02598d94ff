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
        ('agents', '0001_initial'),
        ('kernel', '0002_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='Talk',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='agents.agent')),
                        ('coach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks_led', to=settings.AUTH_USER_MODEL)),
                        ('channel', models.CharField(choices=[('recording', 'Recorded work'), ('observation', 'Observation'), ('reflection', 'Own reflection')], max_length=12)),
                        ('capability', models.CharField(blank=True, choices=[('reception', 'Reception'), ('service', 'Service'), ('pre_sale', 'Pre-sale'), ('after_sale', 'After-sale problem solving'), ('product', 'Product knowledge')], default='', max_length=12)),
                        ('about', models.UUIDField(blank=True, null=True)),
                        ('link', models.CharField(blank=True, default='', max_length=200)),
                        ('state', models.CharField(choices=[('asked', 'Waits for your reflection'), ('reflected', 'Ready to talk'), ('talked', 'Plan in hand'), ('closed', 'Looked back'), ('dropped', 'Dropped')], default='asked', max_length=10)),
                        ('reflection', models.TextField(blank=True, default='')),
                        ('carry_on', models.TextField(blank=True, default='', help_text='What to continue.')),
                        ('begin', models.TextField(blank=True, default='', help_text='What to start.')),
                        ('opened_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('reflected_at', models.DateTimeField(blank=True, null=True)),
                        ('talked_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'coaching talk',
                        'verbose_name_plural': 'coaching talks',
                        'indexes': [models.Index(fields=['agent', '-opened_at'], name='growth_talk_agent_i_040c33_idx'), models.Index(fields=['coach', 'state'], name='growth_talk_coach_i_044eee_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'reflected', 'talked', 'closed', 'dropped'])), name='talk_state'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'dropped']), models.Q(('reflection', ''), _negated=True), _connector='OR'), name='talk_reflected_first')],
                    },
                ),
                migrations.CreateModel(
                    name='Promise',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('talk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='growth.talk')),
                        ('text', models.CharField(max_length=300)),
                        ('due_on', models.DateField()),
                        ('kept', models.BooleanField(blank=True, null=True)),
                        ('looked_back_at', models.DateTimeField(blank=True, null=True)),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                    ],
                    options={
                        'verbose_name': 'commitment from a talk',
                        'verbose_name_plural': 'commitments from talks',
                        'ordering': ['due_on', 'pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Pair',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='learning_pairs', to='agents.agent')),
                        ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teaching_pairs', to='agents.agent')),
                        ('capability', models.CharField(choices=[('reception', 'Reception'), ('service', 'Service'), ('pre_sale', 'Pre-sale'), ('after_sale', 'After-sale problem solving'), ('product', 'Product knowledge')], max_length=12)),
                        ('learner_score', models.FloatField()),
                        ('teacher_score', models.FloatField()),
                        ('state', models.CharField(choices=[('proposed', 'Proposed'), ('active', 'Active'), ('declined', 'Declined'), ('ended', 'Ended')], default='proposed', max_length=10)),
                        ('learner_said_yes_at', models.DateTimeField(blank=True, null=True)),
                        ('teacher_said_yes_at', models.DateTimeField(blank=True, null=True)),
                        ('proposed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'pair',
                        'verbose_name_plural': 'pairs',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'active', 'declined', 'ended'])), name='pair_state'), models.CheckConstraint(condition=models.Q(('learner', models.F('teacher')), _negated=True), name='pair_of_two'), models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'active'])), fields=('learner',), name='pair_one_teacher_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'active'), _negated=True), models.Q(('learner_said_yes_at__isnull', False), ('teacher_said_yes_at__isnull', False)), _connector='OR'), name='pair_accepted_by_both')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='PairStateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_events', to='growth.pair')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('state', models.CharField(choices=[('proposed', 'Proposed'), ('active', 'Active'), ('declined', 'Declined'), ('ended', 'Ended')], default='proposed', max_length=10)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='MentorHour',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentor_hours', to='agents.agent')),
                        ('pair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='growth.pair')),
                        ('day', models.DateField()),
                        ('minutes', models.PositiveSmallIntegerField()),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                        ('recorded_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('paid_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'mentor time',
                        'verbose_name_plural': 'mentor times',
                        'constraints': [models.CheckConstraint(condition=models.Q(('minutes__range', (5, 240))), name='mentor_minutes'), models.CheckConstraint(condition=models.Q(('paid_at__isnull', True), ('confirmed_at__isnull', False), _connector='OR'), name='mentor_paid_when_confirmed')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='CapabilityScore',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capabilities', to='agents.agent')),
                        ('capability', models.CharField(choices=[('reception', 'Reception'), ('service', 'Service'), ('pre_sale', 'Pre-sale'), ('after_sale', 'After-sale problem solving'), ('product', 'Product knowledge')], max_length=12)),
                        ('score', models.FloatField()),
                        ('evidence', models.PositiveIntegerField()),
                        ('computed_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'capability',
                        'verbose_name_plural': 'capabilities',
                        'constraints': [models.UniqueConstraint(fields=('agent', 'capability'), name='capability_once'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='capability_share')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Rulebook',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('version', models.PositiveIntegerField(unique=True)),
                        ('title', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('levels', models.JSONField(default=list)),
                        ('period_days', models.PositiveSmallIntegerField(default=90)),
                        ('effective_at', models.DateTimeField()),
                        ('capability_half_life_days', models.PositiveSmallIntegerField(default=90)),
                        ('capability_prior', models.FloatField(default=0.7)),
                        ('capability_prior_weight', models.FloatField(default=3)),
                        ('least_evidence', models.PositiveSmallIntegerField(default=3)),
                    ],
                    options={
                        'verbose_name': 'rulebook of levels',
                        'verbose_name_plural': 'rulebooks of levels',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='LevelStep',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='level_steps', to='agents.agent')),
                        ('rulebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='growth.rulebook')),
                        ('from_level', models.PositiveSmallIntegerField()),
                        ('to_level', models.PositiveSmallIntegerField()),
                        ('reason', models.TextField(blank=True, default='')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'step of a level',
                        'verbose_name_plural': 'steps of levels',
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_level__gt', models.F('from_level')), ('decided_by__isnull', False), _connector='OR'), name='step_down_by_a_person')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='StepDown',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='step_downs', to='agents.agent')),
                        ('rulebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='step_downs', to='growth.rulebook')),
                        ('from_level', models.PositiveSmallIntegerField()),
                        ('to_level', models.PositiveSmallIntegerField()),
                        ('missing', models.JSONField(default=list, help_text='[{"name", "have", "need"}]')),
                        ('state', models.CharField(choices=[('proposed', 'Waits for a decision'), ('kept', 'Level kept'), ('done', 'Stepped down')], default='proposed', max_length=10)),
                        ('proposed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'verbose_name': 'proposal to step down',
                        'verbose_name_plural': 'proposals to step down',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'kept', 'done'])), name='step_down_state'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('agent',), name='step_down_proposed_once'), models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('decided_by__isnull', False), _connector='OR'), name='step_down_by_person')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Recognition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agent', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='recognition', to='agents.agent')),
                        ('shown_as', models.CharField(max_length=20, verbose_name='shown as')),
                        ('joined_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('left_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'place on the leader board',
                        'verbose_name_plural': 'places on the leader board',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='growth', to='agents.agent')),
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='growth', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('applied', 'Applied'), ('gate', 'Gate'), ('admitted', 'Admitted'), ('lesson', 'Lesson'), ('exam', 'Exam'), ('certified', 'Certified'), ('entered_pool', 'Entered the reserve'), ('drill', 'Drill'), ('practice', 'Practice task'), ('shift', 'Shift'), ('no_show', 'Did not come'), ('inspected', 'Conversation inspected'), ('red_line', 'Red line confirmed'), ('feedback', 'Client feedback'), ('earned', 'Earned'), ('coaching', 'Coaching'), ('level', 'Level'), ('backbone', 'Backbone agent'), ('review', 'Pool review'), ('correction', 'Correction')], max_length=20)),
                        ('occurred_at', models.DateTimeField()),
                        ('recorded_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('payload', models.JSONField(default=dict)),
                        ('source', models.UUIDField()),
                        ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='growth.entry')),
                        ('previous_hash', models.CharField(max_length=64)),
                        ('hash', models.CharField(max_length=64)),
                    ],
                    options={
                        'verbose_name': 'growth entry',
                        'verbose_name_plural': 'growth entries',
                        'indexes': [models.Index(fields=['subject', '-occurred_at'], name='growth_entr_subject_803a7a_idx'), models.Index(fields=['kind', '-occurred_at'], name='growth_entr_kind_e95e37_idx')],
                        'constraints': [models.UniqueConstraint(fields=('subject', 'kind', 'source'), name='growth_recorded_once'), models.UniqueConstraint(fields=('subject', 'previous_hash'), name='growth_chain_unforked')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pair',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "growth_pairstateevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (_pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;', hash='a7aa58dd03ca63a1e2326549a6f0f14832f14016', operation='INSERT', pgid='pgtrigger_insert_insert_4b908', table='growth_pair', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pair',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "growth_pairstateevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (_pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;', hash='c449917c57a00686ab36dd8142ea408bf90a9f96', operation='UPDATE', pgid='pgtrigger_update_update_8630f', table='growth_pair', when='AFTER')),
                ),
            ],
        ),
    ]
