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
        ('kernel', '0002_initial'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='VolumeSet',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='volume_sets', to='accounts.client')),
                        ('name', models.CharField(max_length=120)),
                        ('source', models.CharField(blank=True, choices=[('call_log', 'Call log'), ('counts', 'Counts per interval'), ('typed', 'Typed in'), ('forecast', 'Forecast')], max_length=10)),
                        ('channel', models.CharField(choices=[('call', 'Calls'), ('chat', 'Chat'), ('email', 'E-mail'), ('complaint', 'Complaints'), ('outbound', 'Outbound')], default='call', max_length=10)),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('interval_minutes', models.PositiveSmallIntegerField(default=30)),
                        ('starting', models.DateField(blank=True, help_text='First day the volumes are laid on.', null=True)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('reading', 'Reading'), ('done', 'Done'), ('failed', 'Failed'), ('undone', 'Undone')], default='waiting', max_length=10)),
                        ('file', models.FileField(blank=True, null=True, upload_to='volumes/')),
                        ('rows_read', models.PositiveIntegerField(default=0)),
                        ('rows_bad', models.PositiveIntegerField(default=0)),
                        ('bytes_read', models.BigIntegerField(default=0)),
                        ('bytes_total', models.BigIntegerField(default=0)),
                        ('row_errors', models.JSONField(default=list)),
                        ('failure', models.JSONField(blank=True, help_text='{"code", "message"}', null=True)),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('progress_at', models.DateTimeField(blank=True, null=True)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('laid_days', models.IntegerField(blank=True, help_text='Days the history was moved by; a multiple of 7.', null=True)),
                        ('offered', models.FloatField(default=0)),
                        ('answered', models.PositiveIntegerField(default=0)),
                        ('abandoned', models.PositiveIntegerField(default=0)),
                        ('handling_s', models.FloatField(default=0)),
                        ('first_day', models.DateField(blank=True, null=True)),
                        ('last_day', models.DateField(blank=True, null=True)),
                        ('missing_days', models.JSONField(default=list, help_text='Days between the first and the last without a row.')),
                    ],
                    options={
                        'verbose_name': 'volumes',
                        'verbose_name_plural': 'volumes',
                        'indexes': [models.Index(fields=['client', '-created_at'], name='staffing_vo_client__0ec50c_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'reading', 'done', 'failed', 'undone'])), name='volume_state')],
                    },
                ),
                migrations.CreateModel(
                    name='VolumeInterval',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('volumes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intervals', to='staffing.volumeset')),
                        ('starts_at', models.DateTimeField()),
                        ('offered', models.FloatField()),
                        ('handling_s', models.FloatField()),
                        ('answered', models.PositiveIntegerField(default=0)),
                        ('abandoned', models.PositiveIntegerField(default=0)),
                        ('low', models.FloatField(null=True)),
                        ('high', models.FloatField(null=True)),
                    ],
                    options={
                        'ordering': ['starts_at'],
                        'constraints': [models.UniqueConstraint(fields=('volumes', 'starts_at'), name='volume_interval_once'), models.CheckConstraint(condition=models.Q(('handling_s__gte', 0), ('offered__gte', 0)), name='volume_not_negative')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Forecast',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('volumes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='staffing.volumeset')),
                        ('name', models.CharField(max_length=120)),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                        ('special', models.JSONField(default=list)),
                        ('left_out', models.JSONField(default=list, help_text='Days of the history that count nowhere.')),
                        ('method', models.CharField(blank=True, default='', max_length=12)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('computing', 'Computing'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                        ('failure', models.CharField(blank=True, default='', max_length=40)),
                        ('best', models.CharField(blank=True, default='', max_length=12)),
                        ('scores', models.JSONField(default=list)),
                        ('surges', models.JSONField(default=list)),
                        ('moved_weeks', models.IntegerField(default=0)),
                        ('result', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forecast_of', to='staffing.volumeset')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('progress_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('computed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'forecast',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'computing', 'done', 'failed'])), name='forecast_state'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='forecast_days')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Requirement',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('volumes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='staffing.volumeset')),
                        ('model', models.CharField(choices=[('erlang_c', 'Erlang C'), ('erlang_a', 'Erlang A')], default='erlang_a', max_length=10)),
                        ('target_share', models.FloatField(default=0.9)),
                        ('target_s', models.PositiveIntegerField(default=10)),
                        ('patience_s', models.FloatField(default=120)),
                        ('shrinkage', models.DecimalField(decimal_places=3, default='0.150', max_digits=4)),
                        ('max_occupancy', models.DecimalField(decimal_places=3, default='0.900', max_digits=4)),
                        ('ramp', models.FloatField(default=1.0, help_text='New agents lengthen handling time by this factor.')),
                        ('own_roster', models.JSONField(default=dict, help_text='{"HH:MM": seats of the client itself}')),
                        ('work', models.JSONField(default=dict, help_text='Terms of the channel: chats at once, deadline, calling hours.')),
                        ('volume_share', models.FloatField(default=1, help_text='Share of the volumes that is ordered.')),
                        ('filler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filled_by', to='staffing.volumeset')),
                        ('starts_on', models.DateField(blank=True, null=True)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('interval_minutes', models.PositiveSmallIntegerField(default=30)),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('computed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='RequirementInterval',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intervals', to='staffing.requirement')),
                        ('starts_at', models.DateTimeField()),
                        ('offered', models.FloatField()),
                        ('handling_s', models.FloatField()),
                        ('erlangs', models.FloatField()),
                        ('agents_erlang_c', models.PositiveIntegerField()),
                        ('agents_erlang_a', models.PositiveIntegerField()),
                        ('seats', models.PositiveIntegerField()),
                        ('service_level', models.FloatField(null=True)),
                        ('occupancy', models.FloatField(null=True)),
                        ('filler_erlangs', models.FloatField(default=0, help_text="Written work done between calls, agents' time.")),
                        ('extra_agents', models.PositiveIntegerField(default=0, help_text='Agents only the written work needs.')),
                    ],
                    options={
                        'ordering': ['starts_at'],
                        'constraints': [models.UniqueConstraint(fields=('requirement', 'starts_at'), name='requirement_interval_once')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
