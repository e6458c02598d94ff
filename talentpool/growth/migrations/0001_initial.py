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
        ('kernel', '0002_initial'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='growth', to='agents.agent')),
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='growth', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('applied', 'Applied'), ('gate', 'Gate'), ('admitted', 'Admitted'), ('lesson', 'Lesson'), ('exam', 'Exam'), ('certified', 'Certified'), ('entered_pool', 'Entered the reserve'), ('drill', 'Drill'), ('shift', 'Shift'), ('no_show', 'Did not come'), ('inspected', 'Conversation inspected'), ('red_line', 'Red line confirmed'), ('feedback', 'Client feedback'), ('earned', 'Earned'), ('coaching', 'Coaching'), ('level', 'Level'), ('review', 'Pool review'), ('correction', 'Correction')], max_length=20)),
                        ('occurred_at', models.DateTimeField()),
                        ('recorded_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('payload', models.JSONField(default=dict)),
                        ('source', models.UUIDField()),
                        ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='growth.entry')),
                        ('previous_hash', models.CharField(max_length=64)),
                        ('hash', models.CharField(max_length=64)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['subject', '-occurred_at'], name='growth_entr_subject_803a7a_idx'), models.Index(fields=['kind', '-occurred_at'], name='growth_entr_kind_e95e37_idx')],
                        'constraints': [models.UniqueConstraint(fields=('subject', 'kind', 'source'), name='growth_recorded_once'), models.UniqueConstraint(fields=('subject', 'previous_hash'), name='growth_chain_unforked')],
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
                        'abstract': False,
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
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_level__gt', models.F('from_level')), ('decided_by__isnull', False), _connector='OR'), name='step_down_by_a_person')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
