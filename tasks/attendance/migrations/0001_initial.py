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
        ('dispatch', '0001_initial'),
        ('kernel', '0002_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='AttendancePolicy',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('version', models.CharField(default='1', max_length=20)),
                        ('check_in_minutes', models.PositiveSmallIntegerField(default=15, verbose_name='check-in opens, minutes before')),
                        ('confirm_hours', models.PositiveSmallIntegerField(default=36, verbose_name='confirming opens, hours before')),
                        ('nudge_before_minutes', models.PositiveSmallIntegerField(default=15, verbose_name='nudge, minutes before')),
                        ('nudge_after_minutes', models.PositiveSmallIntegerField(default=3, verbose_name='nudge, minutes after the start')),
                        ('replace_after_minutes', models.PositiveSmallIntegerField(default=5, verbose_name='replacement search, minutes after the start')),
                        ('grace_minutes', models.PositiveSmallIntegerField(default=3, verbose_name='still on time, minutes after the start')),
                        ('close_after_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='check-out by itself, minutes after the end')),
                    ],
                    options={
                        'verbose_name': 'rules of attendance',
                        'verbose_name_plural': 'rules of attendance',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='attendance_policy_single')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='dispatch.assignment')),
                        ('state', models.CharField(choices=[('expected', 'Expected'), ('confirmed', 'Confirmed'), ('checked_in', 'Checked in'), ('on_break', 'On a break'), ('fault', 'Technical fault'), ('checked_out', 'Checked out'), ('no_show', 'Did not come'), ('ended', 'Assignment ended before the shift')], default='expected', max_length=12)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('checked_in_at', models.DateTimeField(blank=True, null=True)),
                        ('checked_out_at', models.DateTimeField(blank=True, null=True)),
                        ('break_minutes', models.PositiveIntegerField(default=0)),
                        ('fault_minutes', models.PositiveIntegerField(default=0)),
                        ('approved_minutes', models.PositiveIntegerField(blank=True, null=True)),
                        ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'attendance',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['expected', 'confirmed', 'checked_in', 'on_break', 'fault', 'checked_out', 'no_show', 'ended'])), name='attendance_state'), models.CheckConstraint(condition=models.Q(('checked_out_at__isnull', True), ('checked_out_at__gte', models.F('checked_in_at')), _connector='OR'), name='out_after_in')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='AttendanceStateCheckedInAtCheckedOutAtApprovedMinutesEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_checked_in_at_checked_out_at_approved_minutes_events', to='attendance.attendance')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('state', models.CharField(choices=[('expected', 'Expected'), ('confirmed', 'Confirmed'), ('checked_in', 'Checked in'), ('on_break', 'On a break'), ('fault', 'Technical fault'), ('checked_out', 'Checked out'), ('no_show', 'Did not come'), ('ended', 'Assignment ended before the shift')], default='expected', max_length=12)),
                        ('checked_in_at', models.DateTimeField(blank=True, null=True)),
                        ('checked_out_at', models.DateTimeField(blank=True, null=True)),
                        ('approved_minutes', models.PositiveIntegerField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='AttendanceEvent',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='attendance.attendance')),
                        ('kind', models.CharField(choices=[('confirmed', 'Confirmed'), ('acknowledged', 'Security rules acknowledged'), ('kit_checked', 'Kit checked'), ('checked_in', 'Checked in'), ('break_started', 'Break started'), ('break_ended', 'Break ended'), ('fault_reported', 'Technical fault reported'), ('fault_ended', 'Technical fault ended'), ('checked_out', 'Checked out'), ('nudged', 'Nudged'), ('missed', 'Missed'), ('replacement', 'Replacement search'), ('corrected', 'Corrected'), ('disputed', 'Disputed')], max_length=16)),
                        ('at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('payload', models.JSONField(default=dict)),
                        ('key', models.CharField(blank=True, max_length=64, null=True)),
                    ],
                    options={
                        'ordering': ['at', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('attendance', 'key'), name='event_counted_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='attendance.attendance')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('reason', models.TextField()),
                        ('before', models.JSONField(default=dict)),
                        ('after', models.JSONField(default=dict)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('granted', models.BooleanField(blank=True, null=True)),
                        ('decision_reason', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'verbose_name': 'correction',
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='correction_decided_by_another'), models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('attendance',), name='correction_open_once')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
