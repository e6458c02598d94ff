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
        ('pghistory', '0007_auto_20250421_0444'),
        ('staffing', '0001_initial'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='ServiceLevel',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.SlugField(unique=True)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('share', models.FloatField()),
                        ('seconds', models.PositiveIntegerField()),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='ScenarioTemplate',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('scenario', models.CharField(choices=[('peak', 'Peak'), ('emergency', 'Emergency'), ('campaign', 'Campaign'), ('temporary', 'Temporary elasticity')], max_length=10, unique=True)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('service_level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='orders.servicelevel')),
                        ('shift_minutes', models.PositiveSmallIntegerField(default=240)),
                        ('fill_target', models.FloatField(default=0.95)),
                        ('bonus_minor', models.PositiveIntegerField(default=0)),
                        ('settings', models.JSONField(default=dict, help_text='{"longest": minutes of a shift, "offer_hours", "course_hours", "holidays": ["YYYY-MM-DD"]}')),
                    ],
                    options={
                        'verbose_name': 'scenario',
                        'verbose_name_plural': 'scenarios',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='RateCard',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rate_cards', to='accounts.client')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], max_length=10)),
                        ('price_minor', models.PositiveIntegerField(help_text='Price an hour, minor units.')),
                        ('pay_minor', models.PositiveIntegerField(help_text='Pay an hour at level 1, minor units.')),
                        ('night_factor', models.FloatField(default=1.25)),
                        ('holiday_factor', models.FloatField(default=2.0)),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('effective_from', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('client', 'channel', 'effective_from'), name='rate_card_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Workplace',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workplaces', to='accounts.client')),
                        ('name', models.CharField(max_length=120)),
                        ('telephony', models.CharField(blank=True, default='', max_length=120)),
                        ('console_url', models.URLField(blank=True, default='')),
                        ('knowledge_url', models.URLField(blank=True, default='')),
                        ('security_profile', models.JSONField(default=list, help_text='["virtual_desktop", "no_downloads", ...]')),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='ContactType',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_types', to='accounts.client')),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('volume_share', models.FloatField(default=1)),
                        ('difficulty', models.PositiveSmallIntegerField(default=2)),
                        ('sensitivity', models.PositiveSmallIntegerField(default=1)),
                        ('remote_fit', models.BooleanField(default=True)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Order',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='accounts.client')),
                        ('number', models.CharField(max_length=16, unique=True)),
                        ('title', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('quoted', 'Quoted'), ('submitted', 'Submitted'), ('staffing', 'Being staffed'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='draft', max_length=10)),
                        ('scenario', models.CharField(choices=[('peak', 'Peak'), ('emergency', 'Emergency'), ('campaign', 'Campaign'), ('temporary', 'Temporary elasticity')], max_length=10)),
                        ('positioning', models.JSONField(default=dict, help_text='{"why","who","where","what","when","how"}')),
                        ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='agents.skill')),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], default='call', max_length=10)),
                        ('language', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='agents.language')),
                        ('kind', models.CharField(blank=True, choices=[('shared', 'Shared'), ('home_based', 'Home-based')], default='', max_length=10)),
                        ('hub_required', models.BooleanField(default=False)),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('service_level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='orders.servicelevel')),
                        ('starts_on', models.DateField(blank=True, null=True)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('volumes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='staffing.volumeset')),
                        ('requirement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='staffing.requirement')),
                        ('workplace', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='orders.workplace')),
                        ('bonus_minor', models.PositiveIntegerField(default=0, help_text='Paid on top an hour, minor units.')),
                        ('seats_asked', models.PositiveIntegerField(default=0)),
                        ('fill_target', models.FloatField(default=0.95)),
                        ('cancel_reason', models.CharField(blank=True, default='', max_length=500)),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'order',
                        'verbose_name_plural': 'orders',
                        'indexes': [models.Index(fields=['client', 'state'], name='orders_orde_client__7e7773_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'quoted', 'submitted', 'staffing', 'running', 'done', 'cancelled'])), name='order_state'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='order_days'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'quoted', 'cancelled']), ('submitted_at__isnull', False), _connector='OR'), name='order_submitted')],
                    },
                ),
                migrations.CreateModel(
                    name='OrderStateSeatsAskedSubmittedByEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_seats_asked_submitted_by_events', to='orders.order')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('quoted', 'Quoted'), ('submitted', 'Submitted'), ('staffing', 'Being staffed'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='draft', max_length=10)),
                        ('seats_asked', models.PositiveIntegerField(default=0)),
                        ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Quote',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='orders.order')),
                        ('version', models.PositiveIntegerField()),
                        ('seats', models.PositiveIntegerField()),
                        ('seat_minutes', models.PositiveIntegerField()),
                        ('promised_fill', models.FloatField(help_text='Expected share of seats worked.')),
                        ('probability', models.FloatField(help_text='Probability that every seat is worked.')),
                        ('price_minor', models.BigIntegerField()),
                        ('currency', models.CharField(max_length=3)),
                        ('lead_hours', models.FloatField()),
                        ('breakdown', models.JSONField(default=dict)),
                        ('alternatives', models.JSONField(default=list)),
                        ('computed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('valid_until', models.DateTimeField()),
                        ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('order', 'version'), name='quote_version')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Shift',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='orders.order')),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('seats_asked', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('open', 'Open'), ('started', 'Started'), ('ended', 'Ended'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                        ('pay_minor', models.PositiveIntegerField(help_text='Pay an hour, bonus included, minor units.')),
                        ('price_minor', models.PositiveIntegerField(help_text='Price an hour, minor units.')),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                    ],
                    options={
                        'verbose_name': 'shift',
                        'ordering': ['starts_at', 'id'],
                        'indexes': [models.Index(fields=['starts_at'], name='orders_shif_starts__b03b5f_idx'), models.Index(fields=['order', 'starts_at'], name='orders_shif_order_i_62ade7_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'open', 'started', 'ended', 'cancelled'])), name='shift_state'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='shift_has_length'), models.CheckConstraint(condition=models.Q(('seats_asked__gte', 1)), name='shift_has_seats')],
                    },
                ),
                migrations.CreateModel(
                    name='ShiftActivity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('shift', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='orders.shift')),
                        ('kind', models.CharField(choices=[('work', 'Work'), ('break', 'Break')], max_length=5)),
                        ('channel', models.CharField(blank=True, choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], default='', max_length=10)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('paid', models.BooleanField(default=True)),
                    ],
                    options={
                        'ordering': ['starts_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='activity_has_length')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
