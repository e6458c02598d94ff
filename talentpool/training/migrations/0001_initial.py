import django.contrib.postgres.fields
import django.db.models.constraints
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
                    name='Course',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(unique=True)),
                        ('title', talentpool.kernel.fields.LocalizedTextField(default=dict, verbose_name='title')),
                        ('summary', talentpool.kernel.fields.LocalizedTextField(default=dict, verbose_name='summary')),
                        ('track', models.CharField(choices=[('basic', 'Basic'), ('advanced', 'Advanced'), ('manager', 'Manager'), ('project', 'Project course')], max_length=10)),
                        ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='accounts.client')),
                        ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='agents.skill')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('valid_days', models.PositiveIntegerField(default=365)),
                        ('pass_mark', models.PositiveSmallIntegerField(default=80)),
                        ('business_lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                        ('coverage_needed', models.PositiveSmallIntegerField(default=80)),
                        ('exam_questions', models.PositiveSmallIntegerField(default=20, help_text='How many are drawn for the written part.')),
                        ('max_sittings', models.PositiveSmallIntegerField(default=3, help_text='How often each part may be tried.')),
                        ('retake_after_hours', models.PositiveSmallIntegerField(default=24)),
                        ('probation_days', models.PositiveSmallIntegerField(default=90)),
                        ('exam_minutes', models.PositiveSmallIntegerField(default=30)),
                        ('contact_types', models.JSONField(blank=True, default=list, help_text='What the oral part goes along: [{key, name in both languages}].')),
                    ],
                    options={
                        'verbose_name': 'course',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'retired'])), name='course_state'), models.CheckConstraint(condition=models.Q(('coverage_needed__lte', 100), ('pass_mark__lte', 100)), name='course_marks')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Module',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='training.course')),
                        ('title', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('place', models.PositiveSmallIntegerField()),
                    ],
                    options={
                        'ordering': ['place'],
                        'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('course', 'place'), name='module_place')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Lesson',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.SlugField(blank=True, max_length=80, null=True, unique=True)),
                        ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='training.module')),
                        ('title', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('minutes', models.PositiveSmallIntegerField(default=10)),
                        ('place', models.PositiveSmallIntegerField()),
                        ('capability', models.CharField(blank=True, choices=[('reception', 'Reception'), ('service', 'Service'), ('pre_sale', 'Pre-sale'), ('after_sale', 'After-sale problem solving'), ('product', 'Product knowledge')], default='', max_length=12)),
                    ],
                    options={
                        'verbose_name': 'lesson',
                        'verbose_name_plural': 'lessons',
                        'ordering': ['place'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='ExamQuestion',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.SlugField(blank=True, max_length=80, null=True, unique=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='training.course')),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('options', models.JSONField(default=list)),
                        ('line', models.CharField(blank=True, default='', max_length=60)),
                        ('capability', models.CharField(blank=True, choices=[('reception', 'Reception'), ('service', 'Service'), ('pre_sale', 'Pre-sale'), ('after_sale', 'After-sale problem solving'), ('product', 'Product knowledge')], default='', max_length=12)),
                        ('active', models.BooleanField(default=True)),
                    ],
                    options={
                        'verbose_name': 'exam question',
                        'verbose_name_plural': 'exam questions',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='SystemTask',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='system_tasks', to='training.course')),
                        ('code', models.SlugField(max_length=80, unique=True)),
                        ('place', models.PositiveSmallIntegerField()),
                        ('instruction', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('material', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('fields', models.JSONField(default=list)),
                        ('seconds', models.PositiveSmallIntegerField(default=120)),
                    ],
                    options={
                        'verbose_name': 'system task',
                        'verbose_name_plural': 'system tasks',
                        'ordering': ['place'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Enrolment',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='agents.agent')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='training.course')),
                        ('state', models.CharField(choices=[('learning', 'Learning'), ('exam', 'In the exam'), ('decision', 'Waits for a decision'), ('passed', 'Passed'), ('failed', 'Not passed'), ('left', 'Left')], default='learning', max_length=10)),
                        ('started_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('agent', 'course'), name='enrolment_once'), models.CheckConstraint(condition=models.Q(('state__in', ['learning', 'exam', 'decision', 'passed', 'failed', 'left'])), name='enrolment_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['passed', 'failed']), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='enrolment_decided_by_a_person')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='LessonProgress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='training.enrolment')),
                        ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='training.lesson')),
                        ('opened_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('seconds', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('enrolment', 'lesson'), name='progress_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Sitting',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='training.enrolment')),
                        ('part', models.CharField(choices=[('written', 'Written'), ('oral', 'Oral'), ('system', 'System operation'), ('conduct', 'Conduct in training')], max_length=10)),
                        ('number', models.PositiveSmallIntegerField(default=1)),
                        ('sheet', models.JSONField(default=dict)),
                        ('score', models.FloatField(blank=True, null=True)),
                        ('examiner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('started_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('refresher', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['started_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('enrolment', 'part'), name='sitting_open_once'), models.UniqueConstraint(fields=('enrolment', 'part', 'number'), name='sitting_numbered')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Certificate',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='agents.agent')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='training.course')),
                        ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='agents.skill')),
                        ('course_version', models.PositiveIntegerField(default=1)),
                        ('issued_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('expires_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_reason', models.CharField(blank=True, default='', max_length=300)),
                    ],
                    options={
                        'verbose_name': 'certificate',
                        'indexes': [models.Index(fields=['expires_at'], name='training_ce_expires_52f077_idx')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='CertificateExpiresAtRevokedAtEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='expires_at_revoked_at_events', to='training.certificate')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('expires_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='LessonProposal',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_proposals', to='agents.agent')),
                        ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='training.lesson')),
                        ('capability', models.CharField(choices=[('reception', 'Reception'), ('service', 'Service'), ('pre_sale', 'Pre-sale'), ('after_sale', 'After-sale problem solving'), ('product', 'Product knowledge')], max_length=12)),
                        ('score', models.FloatField()),
                        ('proposed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('agent',), name='one_lesson_at_a_time')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='TrainingClass',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='training.course')),
                        ('trainer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to=settings.AUTH_USER_MODEL)),
                        ('hub', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='agents.hub')),
                        ('join_link', models.URLField(blank=True, default='')),
                        ('seats', models.PositiveSmallIntegerField(default=12)),
                        ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'class',
                        'verbose_name_plural': 'classes',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed', 'cancelled'])), name='class_state'), models.CheckConstraint(condition=models.Q(('seats__range', (1, 200))), name='class_seats')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='training.trainingclass')),
                        ('starts_at', models.DateTimeField()),
                        ('minutes', models.PositiveSmallIntegerField(default=60)),
                        ('topic', models.CharField(blank=True, default='', max_length=120)),
                    ],
                    options={
                        'verbose_name': 'session of a class',
                        'verbose_name_plural': 'sessions of classes',
                        'ordering': ['starts_at'],
                        'constraints': [models.UniqueConstraint(fields=('group', 'starts_at'), name='session_once'), models.CheckConstraint(condition=models.Q(('minutes__range', (15, 480))), name='session_minutes')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Place',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='training.trainingclass')),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='training.enrolment')),
                        ('taken_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'place in a class',
                        'verbose_name_plural': 'places in classes',
                        'constraints': [models.UniqueConstraint(fields=('group', 'enrolment'), name='place_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Attended',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attended', to='training.session')),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attended', to='training.place')),
                        ('presence', models.CharField(choices=[('present', 'There'), ('late', 'Late'), ('absent', 'Not there'), ('excused', 'Excused')], max_length=8)),
                        ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('marked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'attendance of a session',
                        'verbose_name_plural': 'attendances of sessions',
                        'constraints': [models.UniqueConstraint(fields=('session', 'place'), name='attended_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Simulation',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='simulations', to='training.course')),
                        ('code', models.SlugField(max_length=80, unique=True)),
                        ('title', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('steps', models.JSONField(default=dict)),
                        ('pass_mark', models.PositiveSmallIntegerField(default=80)),
                        ('place', models.PositiveSmallIntegerField(default=1)),
                    ],
                    options={
                        'verbose_name': 'simulation',
                        'verbose_name_plural': 'simulations',
                        'ordering': ['place'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='SimulationRun',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('simulation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='training.simulation')),
                        ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='training.enrolment')),
                        ('at', models.CharField(default='start', help_text='The step she is at; empty: over.', max_length=40)),
                        ('path', models.JSONField(default=list)),
                        ('score', models.FloatField(blank=True, null=True)),
                        ('started_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'way through a simulation',
                        'verbose_name_plural': 'ways through simulations',
                        'ordering': ['-started_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('simulation', 'enrolment'), name='run_open_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='RampFit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fitted_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('agents', models.PositiveIntegerField()),
                        ('weeks', models.JSONField(default=list)),
                        ('start', models.FloatField()),
                        ('weeks_to_half', models.FloatField()),
                        ('is_default', models.BooleanField()),
                    ],
                    options={
                        'verbose_name': 'ramp curve',
                        'verbose_name_plural': 'ramp curves',
                        'get_latest_by': 'fitted_at',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='certificate',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "training_certificateexpiresatrevokedatevent" ("expires_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") VALUES (NEW."expires_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at"); RETURN NULL;', hash='4be5a9934198927a759c07fda2ed53afabbd1ad5', operation='INSERT', pgid='pgtrigger_insert_insert_909c3', table='training_certificate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='certificate',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at"))', func='INSERT INTO "training_certificateexpiresatrevokedatevent" ("expires_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") VALUES (NEW."expires_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at"); RETURN NULL;', hash='1b9b0a171a937ad747bc9dd141e9e439a011e4ad', operation='UPDATE', pgid='pgtrigger_update_update_30092', table='training_certificate', when='AFTER')),
                ),
            ],
        ),
    ]
