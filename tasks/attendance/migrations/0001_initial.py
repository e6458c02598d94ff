import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
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
        ('orders', '0001_initial'),
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
                        ('remind_hours', models.PositiveSmallIntegerField(default=12, verbose_name='second reminder to confirm, hours before')),
                        ('relief_minutes', models.PositiveSmallIntegerField(default=10, verbose_name='paid break on top of the planned ones, for hard contacts, minutes a shift')),
                        ('lead_ratio', models.PositiveSmallIntegerField(default=15, verbose_name='agents to one team lead, at most')),
                        ('bonus_step_minor', models.PositiveIntegerField(default=500, verbose_name='a bonus goes up by, an hour, minor units')),
                        ('accounts_hours', models.PositiveSmallIntegerField(default=24, verbose_name='accounts are handed out, hours before')),
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
                        ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='team', to='attendance.attendance')),
                    ],
                    options={
                        'verbose_name': 'attendance',
                        'verbose_name_plural': 'attendance',
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
                        ('kind', models.CharField(choices=[('confirmed', 'Confirmed'), ('acknowledged', 'Security rules acknowledged'), ('kit_checked', 'Kit checked'), ('checked_in', 'Checked in'), ('break_started', 'Break started'), ('break_ended', 'Break ended'), ('fault_reported', 'Technical fault reported'), ('fault_ended', 'Technical fault ended'), ('checked_out', 'Checked out'), ('nudged', 'Nudged'), ('missed', 'Missed'), ('replacement', 'Replacement search'), ('channel', 'Channel changed'), ('corrected', 'Corrected'), ('disputed', 'Disputed')], max_length=16)),
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
                        'verbose_name_plural': 'corrections',
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='correction_decided_by_another'), models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('attendance',), name='correction_open_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Ticket',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='attendance.attendance')),
                        ('state', models.CharField(choices=[('open', 'Open'), ('taken', 'Taken'), ('desk', 'With the dispatch desk'), ('answered', 'Answered')], default='open', max_length=10)),
                        ('case_sealed', models.TextField()),
                        ('asked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('answer_sealed', models.TextField(blank=True, default='')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'hard case',
                        'verbose_name_plural': 'hard cases',
                        'indexes': [models.Index(fields=['state', 'asked_at'], name='attendance__state_518060_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'taken', 'desk', 'answered'])), name='ticket_state')],
                    },
                ),
                migrations.CreateModel(
                    name='KnowledgeArticle',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knowledge', to='accounts.client')),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('text', models.TextField(verbose_name='text')),
                        ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                        ('changed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'article of the knowledge base',
                        'verbose_name_plural': 'articles of the knowledge base',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='knowledge_search'), models.Index(fields=['client', 'title'], name='attendance__client__94937d_idx')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='KnowledgeArticleTitleTextWithdrawnAtEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='title_text_withdrawn_at_events', to='attendance.knowledgearticle')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('text', models.TextField(verbose_name='text')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Intervention',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to='orders.order')),
                        ('kind', models.CharField(choices=[('wave', 'Another wave'), ('bonus', 'Bonus'), ('standby', 'Standby called'), ('hub', 'Hub called')], max_length=10)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('expected', models.JSONField(default=dict)),
                        ('minor', models.PositiveIntegerField(default=0)),
                        ('wave', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interventions', to='dispatch.wave')),
                    ],
                    options={
                        'verbose_name': 'intervention',
                        'verbose_name_plural': 'interventions',
                        'indexes': [models.Index(fields=['-at'], name='attendance__at_df1b99_idx')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Login',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('workplace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logins', to='orders.workplace')),
                        ('name', models.CharField(max_length=120, verbose_name='log-in')),
                        ('secret_sealed', models.TextField(blank=True, default='')),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'account at a client',
                        'verbose_name_plural': 'accounts at clients',
                        'constraints': [models.UniqueConstraint(fields=('workplace', 'name'), name='login_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='LoginLease',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('login', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leases', to='attendance.login')),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='login_leases', to='dispatch.assignment')),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('opened_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=[('login', '='), ('during', '&&')], name='login_lent_once'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('assignment',), name='login_one_each')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Incident',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='orders.order')),
                        ('attendance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='attendance.attendance')),
                        ('kind', models.CharField(choices=[('seen', 'Somebody saw or heard what they should not'), ('copied', 'Something was copied, photographed or written down'), ('account', 'An account was used by somebody else, or its password got out'), ('device', 'A device was lost, stolen or infected'), ('other', 'Something else')], max_length=10)),
                        ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=10)),
                        ('told_sealed', models.TextField()),
                        ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reported_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('outcome_sealed', models.TextField(blank=True, default='')),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'security incident',
                        'verbose_name_plural': 'security incidents',
                        'indexes': [models.Index(fields=['state', 'reported_at'], name='attendance__state_e1a820_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed'])), name='incident_state'), models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), models.Q(('closed_by', models.F('reported_by')), _negated=True), _connector='OR'), name='incident_closed_by_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Complaint',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('about_hours', models.BooleanField(default=False)),
                        ('told_sealed', models.TextField(blank=True, default='')),
                        ('raised_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('heard_sealed', models.TextField(blank=True, default='')),
                        ('heard_at', models.DateTimeField(blank=True, null=True)),
                        ('founded', models.BooleanField(blank=True, null=True)),
                        ('answer_sealed', models.TextField(blank=True, default='')),
                        ('settled_at', models.DateTimeField(blank=True, null=True)),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='dispatch.assignment')),
                        ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'complaint of a client',
                        'verbose_name_plural': 'complaints of clients',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('assignment',), name='complaint_waits_once'), models.CheckConstraint(condition=models.Q(('settled_at__isnull', True), ('founded__isnull', False), _connector='OR'), name='complaint_decided')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='attendance',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "attendance_attendancestatecheckedinatcheckedoutatapprovedmi21b2" ("approved_minutes", "checked_in_at", "checked_out_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."approved_minutes", NEW."checked_in_at", NEW."checked_out_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;', hash='80cd7f3933059670b63fa62383cc8eb26980f5ec', operation='INSERT', pgid='pgtrigger_insert_insert_78330', table='attendance_attendance', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='attendance',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_minutes" IS DISTINCT FROM (NEW."approved_minutes") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_out_at" IS DISTINCT FROM (NEW."checked_out_at") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "attendance_attendancestatecheckedinatcheckedoutatapprovedmi21b2" ("approved_minutes", "checked_in_at", "checked_out_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."approved_minutes", NEW."checked_in_at", NEW."checked_out_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;', hash='f016d74e04f57e0c1c2059b4eefaf8cea36b5110', operation='UPDATE', pgid='pgtrigger_update_update_0552f', table='attendance_attendance', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='knowledgearticle',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "attendance_knowledgearticletitletextwithdrawnatevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "withdrawn_at") VALUES (_pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;', hash='57f07e0b56f7d3171ac63621fea5145af05eb7a6', operation='INSERT', pgid='pgtrigger_insert_insert_8ad1e', table='attendance_knowledgearticle', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='knowledgearticle',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "attendance_knowledgearticletitletextwithdrawnatevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "title", "withdrawn_at") VALUES (_pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;', hash='250f131d3fd90f2c7a154452db0c23792becac33', operation='UPDATE', pgid='pgtrigger_update_update_5bfc7', table='attendance_knowledgearticle', when='AFTER')),
                ),
            ],
        ),
    ]
