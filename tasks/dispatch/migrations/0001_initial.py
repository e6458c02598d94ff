import django.db.models.deletion
import talentpool.kernel.clock
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
        ('orders', '0001_initial'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='DispatchPolicy',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('version', models.CharField(default='1', max_length=20)),
                        ('undo_minutes', models.PositiveSmallIntegerField(default=5, verbose_name='free undo, minutes')),
                        ('lottery_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='lottery window, minutes')),
                        ('offer_minutes', models.PositiveSmallIntegerField(default=240, verbose_name='time to answer, minutes')),
                        ('waves', models.PositiveSmallIntegerField(default=3, verbose_name='waves planned')),
                        ('fresh_share', models.FloatField(default=0.1, verbose_name='share of a wave for people not asked lately')),
                        ('fresh_days', models.PositiveSmallIntegerField(default=30, verbose_name='not asked for, days')),
                        ('release_free_hours', models.PositiveSmallIntegerField(default=24, verbose_name='free release until, hours before the shift')),
                        ('most_open_offers', models.PositiveSmallIntegerField(default=5, verbose_name='open offers of one agent at a time')),
                        ('standby_share', models.FloatField(default=0.2, verbose_name="standby pay, share of the shift's pay")),
                        ('standby_answer_minutes', models.PositiveSmallIntegerField(default=10, verbose_name='time to step in, minutes')),
                    ],
                    options={
                        'verbose_name': 'rules of dispatch',
                        'verbose_name_plural': 'rules of dispatch',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='dispatch_policy_single'), models.CheckConstraint(condition=models.Q(('fresh_share__range', (0, 1))), name='dispatch_policy_share')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='FillPlan',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fill_plan', to='orders.order')),
                        ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('done', 'Done'), ('stopped', 'Stopped')], default='proposed', max_length=10)),
                        ('target', models.FloatField(default=0.95)),
                        ('rule_version', models.CharField(default='1', max_length=20)),
                        ('expected_offers', models.FloatField(default=0)),
                        ('probability', models.FloatField(default=0)),
                        ('shortage', models.PositiveIntegerField(default=0)),
                        ('breakdown', models.JSONField(default=dict)),
                        ('lottery_minutes', models.PositiveSmallIntegerField(default=30)),
                        ('offer_minutes', models.PositiveSmallIntegerField(default=240)),
                        ('seed', models.BigIntegerField()),
                        ('proposed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'fill plan',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed', 'done', 'stopped'])), name='plan_state')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Wave',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='dispatch.fillplan')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('lottery', 'Lottery window'), ('instant', 'Instant'), ('closed', 'Closed')], default='planned', max_length=10)),
                        ('size', models.PositiveIntegerField()),
                        ('sends_at', models.DateTimeField()),
                        ('lottery_until', models.DateTimeField(blank=True, null=True)),
                        ('deadline', models.DateTimeField()),
                        ('seed', models.BigIntegerField()),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('drawn_at', models.DateTimeField(blank=True, null=True)),
                        ('drawn', models.JSONField(default=dict, help_text='Who was drawn, in which order, for audit.')),
                        ('cause', models.CharField(choices=[('planned', 'Planned'), ('extra', 'Asked for by a dispatcher'), ('replacement', 'To replace somebody')], default='planned', max_length=12)),
                        ('shift', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='orders.shift')),
                        ('seats', models.PositiveIntegerField(help_text='How many it looks for; empty: all that are open.', null=True)),
                        ('waves_left', models.PositiveSmallIntegerField(default=1, help_text='This one included.')),
                        ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('only_hubs', models.BooleanField(default=False, help_text='Goes only to people with a place in a hub.')),
                    ],
                    options={
                        'verbose_name': 'wave',
                        'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='wave_numbered'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'lottery', 'instant', 'closed'])), name='wave_state')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Offer',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('wave', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='dispatch.wave')),
                        ('shift', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='orders.shift')),
                        ('agent', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='agents.agent')),
                        ('approach_id', models.BigIntegerField(null=True)),
                        ('asked_at', models.DateTimeField(null=True)),
                        ('state', models.CharField(choices=[('offered', 'Offered'), ('entered', 'In the draw'), ('accepted', 'Accepted'), ('not_drawn', 'Not drawn'), ('declined', 'Declined'), ('expired', 'Expired'), ('withdrawn', 'Withdrawn'), ('undone', 'Undone'), ('ended', 'Accepted, later given back')], default='offered', max_length=10)),
                        ('deadline', models.DateTimeField()),
                        ('lottery_until', models.DateTimeField(blank=True, null=True)),
                        ('pay_minor', models.PositiveIntegerField()),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('probability', models.FloatField(default=0)),
                        ('why', models.JSONField(default=list)),
                        ('is_swap', models.BooleanField(default=False)),
                        ('entered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'offer',
                        'indexes': [models.Index(fields=['agent', 'state'], name='dispatch_of_agent_i_60e901_idx'), models.Index(fields=['shift', 'state'], name='dispatch_of_shift_i_7ff6c1_idx'), models.Index(condition=models.Q(('state', 'offered')), fields=['deadline'], name='offer_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'entered', 'accepted', 'not_drawn', 'declined', 'expired', 'withdrawn', 'undone', 'ended'])), name='offer_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['offered', 'entered', 'accepted'])), fields=('shift', 'agent'), name='offer_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('shift', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='orders.shift')),
                        ('number', models.PositiveIntegerField()),
                        ('holder', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='agents.agent')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('holder__isnull', True)), fields=['shift', 'number'], name='seat_free')],
                        'constraints': [models.UniqueConstraint(fields=('shift', 'number'), name='seat_numbered'), models.UniqueConstraint(condition=models.Q(('holder__isnull', False)), fields=('holder', 'shift'), name='one_seat_per_agent')],
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='dispatch.seat')),
                        ('shift', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='orders.shift')),
                        ('agent', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='agents.agent')),
                        ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='dispatch.offer')),
                        ('state', models.CharField(choices=[('held', 'Held'), ('seeking', 'Seeking a stand-in'), ('undone', 'Undone'), ('released', 'Released'), ('replaced', 'Replaced'), ('cancelled', 'Cancelled by the client')], default='held', max_length=10)),
                        ('pay_minor', models.PositiveIntegerField()),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('accepted_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('replaces', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='dispatch.assignment')),
                    ],
                    options={
                        'verbose_name': 'assignment',
                        'indexes': [models.Index(fields=['agent', 'state'], name='dispatch_as_agent_i_503002_idx'), models.Index(fields=['shift', 'state'], name='dispatch_as_shift_i_192ff1_idx'), models.Index(condition=models.Q(('replaces__isnull', False)), fields=['replaces'], name='assignment_replaces')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['held', 'seeking', 'undone', 'released', 'replaced', 'cancelled'])), name='assignment_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['held', 'seeking'])), fields=('seat',), name='seat_held_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Swap',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps', to='dispatch.assignment')),
                        ('offer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='swap', to='dispatch.offer')),
                        ('asked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'swap',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Standby',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standbys', to='orders.shift')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standbys', to='agents.agent')),
                        ('place', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('called', 'Called'), ('promoted', 'Promoted'), ('left', 'Left'), ('over', 'Over')], default='waiting', max_length=10)),
                        ('pay_minor', models.PositiveIntegerField(default=0)),
                        ('called_at', models.DateTimeField(blank=True, null=True)),
                        ('answer_by', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'standby',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'called'])), fields=('shift', 'agent'), name='standby_once'), models.UniqueConstraint(fields=('shift', 'place'), name='standby_place'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'called', 'promoted', 'left', 'over'])), name='standby_state')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
