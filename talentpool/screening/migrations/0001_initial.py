import django.contrib.postgres.fields
import django.contrib.postgres.indexes
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
                    name='Campaign',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(unique=True)),
                        ('title', talentpool.kernel.fields.LocalizedTextField(default=dict, verbose_name='title')),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict, verbose_name='text')),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], max_length=10)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default='draft', max_length=10)),
                        ('opens_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('closes_at', models.DateTimeField(blank=True, null=True)),
                        ('reapply_after_days', models.PositiveSmallIntegerField(default=30, help_text='A person who was stopped or rejected may apply again after so many days.')),
                        ('model_version', models.CharField(default='1', help_text='Version of the published screening model.', max_length=20)),
                    ],
                    options={
                        'verbose_name': 'campaign',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'closed'])), name='campaign_state')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Gate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gates', to='screening.campaign')),
                        ('kind', models.CharField(choices=[('kit', 'Kit check'), ('voice', 'Voice test'), ('written', 'Written test'), ('situational', 'Situational test'), ('security', 'Security awareness'), ('typing', 'Typing test'), ('grammar', 'Grammar test'), ('interview', 'Interview')], max_length=12)),
                        ('place', models.PositiveSmallIntegerField()),
                        ('pass_mark', models.PositiveSmallIntegerField(default=80)),
                        ('weight', models.PositiveSmallIntegerField(default=1)),
                        ('max_attempts', models.PositiveSmallIntegerField(default=2)),
                        ('retake_after_hours', models.PositiveSmallIntegerField(default=24)),
                        ('questions', models.PositiveSmallIntegerField(default=10, help_text='How many are drawn, where there are any.')),
                        ('settings', models.JSONField(default=dict, help_text='Kit limits, time limit in seconds, voice prompts.')),
                    ],
                    options={
                        'ordering': ['place'],
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'kind'), name='gate_once'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('campaign', 'place'), name='gate_place'), models.CheckConstraint(condition=models.Q(('max_attempts__gte', 1), ('pass_mark__lte', 100)), name='gate_marks')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.SlugField(blank=True, max_length=60, null=True, unique=True)),
                        ('kind', models.CharField(choices=[('kit', 'Kit check'), ('voice', 'Voice test'), ('written', 'Written test'), ('situational', 'Situational test'), ('security', 'Security awareness'), ('typing', 'Typing test'), ('grammar', 'Grammar test'), ('interview', 'Interview')], max_length=12)),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('options', models.JSONField(default=list)),
                        ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('active', models.BooleanField(default=True)),
                    ],
                    options={
                        'verbose_name': 'question',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Application',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='screening.campaign')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('invited', 'Invited'), ('started', 'Started'), ('gates', 'In the gates'), ('decision', 'Waits for a decision'), ('admitted', 'Admitted to training'), ('stopped', 'Stopped at a gate'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='started', max_length=10)),
                        ('answers', models.JSONField(default=dict)),
                        ('arrangements_sealed', models.TextField(blank=True, default='')),
                        ('started_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('state_since', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                        ('reapply_from', models.DateTimeField(blank=True, null=True)),
                        ('stopped_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='screening.gate')),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True, default='')),
                        ('search', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, help_text='Keyed fingerprints of the words that find it.', null=True, size=None)),
                    ],
                    options={
                        'verbose_name': 'application',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['search'], name='application_search'), models.Index(condition=models.Q(('search__isnull', True)), fields=['id'], name='application_unsearched'), models.Index(fields=['state_since', 'id'], name='application_by_age'), models.Index(fields=['state', 'state_since', 'id'], name='application_by_stage'), models.Index(fields=['campaign', 'state_since', 'id'], name='application_of_campaign'), models.Index(fields=['campaign', 'state', 'state_since', 'id'], name='application_of_both')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['invited', 'started', 'gates', 'decision', 'admitted', 'stopped', 'rejected', 'withdrawn'])), name='application_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['stopped', 'rejected', 'withdrawn']), _negated=True), fields=('campaign', 'user'), name='application_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['admitted', 'rejected']), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='application_decided_by_a_person')],
                    },
                ),
                migrations.CreateModel(
                    name='ApplicationStateDecidedByReasonEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_decided_by_reason_events', to='screening.application')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('state', models.CharField(choices=[('invited', 'Invited'), ('started', 'Started'), ('gates', 'In the gates'), ('decision', 'Waits for a decision'), ('admitted', 'Admitted to training'), ('stopped', 'Stopped at a gate'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='started', max_length=10)),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='SavedFilter',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_filters', to=settings.AUTH_USER_MODEL)),
                        ('name', models.CharField(max_length=60)),
                        ('query', models.JSONField(default=dict)),
                    ],
                    options={
                        'verbose_name': 'saved filter',
                        'verbose_name_plural': 'saved filters',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='filter_named_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Formality',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='formalities', to='agents.agent')),
                        ('kind', models.CharField(choices=[('identity', 'Identity'), ('contract', 'Contract'), ('confidentiality', 'Confidentiality'), ('bank', 'Bank account'), ('tax', 'Tax')], max_length=16)),
                        ('state', models.CharField(choices=[('missing', 'Missing'), ('handed_in', 'Handed in'), ('confirmed', 'Confirmed'), ('returned', 'Returned')], default='missing', max_length=10)),
                        ('value_sealed', models.TextField(blank=True, default='')),
                        ('value_index', models.CharField(blank=True, default='', max_length=64)),
                        ('document_version', models.CharField(blank=True, default='', max_length=40)),
                        ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                        ('double_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='doubles', to='screening.formality')),
                    ],
                    options={
                        'verbose_name': 'formality',
                        'verbose_name_plural': 'formalities',
                        'constraints': [models.UniqueConstraint(fields=('agent', 'kind'), name='formality_once'), models.CheckConstraint(condition=models.Q(('state__in', ['missing', 'handed_in', 'confirmed', 'returned'])), name='formality_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_by__isnull', False), _connector='OR'), name='formality_confirmed_by_a_person')],
                        'indexes': [models.Index(condition=models.Q(('state', 'handed_in')), fields=['handed_in_at'], name='formality_to_confirm'), models.Index(condition=models.Q(('value_index', ''), _negated=True), fields=['value_index'], name='formality_by_number')],
                    },
                ),
                migrations.CreateModel(
                    name='FormalityStateConfirmedByEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_confirmed_by_events', to='screening.formality')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('state', models.CharField(choices=[('missing', 'Missing'), ('handed_in', 'Handed in'), ('confirmed', 'Confirmed'), ('returned', 'Returned')], default='missing', max_length=10)),
                        ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='PeopleList',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('becomes', models.CharField(choices=[('application', 'Applications, invited'), ('agent', 'Agents in training')], default='application', max_length=12)),
                        ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='screening.campaign')),
                        ('kind', models.CharField(choices=[('shared', 'Shared'), ('home_based', 'Home-based')], default='shared', max_length=10)),
                        ('origin', models.CharField(help_text='Where the list comes from; everybody on it reads this.', max_length=300)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('checking', 'Being checked'), ('checked', 'Waits for your word'), ('confirmed', 'About to be written'), ('writing', 'Being written'), ('done', 'Written'), ('undoing', 'Being taken back'), ('undone', 'Taken back'), ('failed', 'Failed')], default='waiting', max_length=10)),
                        ('path', models.CharField(blank=True, default='', max_length=200)),
                        ('bytes_total', models.BigIntegerField(default=0)),
                        ('bytes_read', models.BigIntegerField(default=0)),
                        ('rows_read', models.PositiveIntegerField(default=0)),
                        ('rows_bad', models.PositiveIntegerField(default=0)),
                        ('rows_known', models.PositiveIntegerField(default=0)),
                        ('rows_good', models.PositiveIntegerField(default=0)),
                        ('rows_written', models.PositiveIntegerField(default=0)),
                        ('rows_kept', models.PositiveIntegerField(default=0)),
                        ('written_to', models.PositiveIntegerField(default=0, help_text='The last row that is committed.')),
                        ('row_errors', models.JSONField(default=list)),
                        ('failure', models.JSONField(blank=True, help_text='{"code", "places"}', null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('progress_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('invited_at', models.DateTimeField(blank=True, help_text='When a recruiter asked for invitations.', null=True)),
                        ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'list of people',
                        'verbose_name_plural': 'lists of people',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'checking', 'checked', 'confirmed', 'writing', 'done', 'undoing', 'undone', 'failed'])), name='people_list_state'), models.CheckConstraint(condition=models.Q(models.Q(('becomes', 'application'), _negated=True), ('campaign__isnull', False), _connector='OR'), name='people_list_has_campaign')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='ListedPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('people', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='screening.peoplelist')),
                        ('row', models.PositiveIntegerField()),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listed', to=settings.AUTH_USER_MODEL)),
                        ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='screening.application')),
                        ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='agents.agent')),
                        ('identity_index', models.CharField(blank=True, default='', max_length=64)),
                        ('consented_at', models.DateTimeField(blank=True, null=True)),
                        ('invited_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'person of a list',
                        'verbose_name_plural': 'people of lists',
                        'indexes': [models.Index(condition=models.Q(('identity_index', ''), _negated=True), fields=['identity_index'], name='listed_identity'), models.Index(condition=models.Q(('consented_at__isnull', True), ('invited_at__isnull', True)), fields=['people', 'row'], name='listed_uninvited')],
                        'constraints': [models.UniqueConstraint(fields=('people', 'row'), name='listed_row_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PublishedModel',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published', to='screening.campaign')),
                        ('version', models.PositiveIntegerField()),
                        ('gates', models.JSONField(default=list)),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                        ('published_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'published screening model',
                        'verbose_name_plural': 'published screening models',
                        'ordering': ['-version'],
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'version'), name='model_version_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='GateAttempt',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='screening.application')),
                        ('gate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='screening.gate')),
                        ('number', models.PositiveSmallIntegerField(default=1)),
                        ('started_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('score', models.FloatField(blank=True, null=True)),
                        ('passed', models.BooleanField(blank=True, null=True)),
                        ('measures', models.JSONField(default=dict)),
                        ('rated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['gate__place', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('application', 'gate', 'number'), name='attempt_numbered'), models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('application', 'gate'), name='attempt_open_once')],
                        'indexes': [models.Index(condition=models.Q(('finished_at__isnull', True), ('handed_in_at__isnull', False)), fields=['gate', 'handed_in_at'], name='attempt_to_rate'), models.Index(condition=models.Q(('finished_at__isnull', True)), fields=['id'], name='attempt_unfinished')],
                    },
                ),
                migrations.CreateModel(
                    name='Recording',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recordings', to='screening.gateattempt')),
                        ('prompt', models.CharField(max_length=40)),
                        ('take', models.PositiveSmallIntegerField(default=1)),
                        ('path', models.CharField(max_length=200)),
                        ('seconds', models.FloatField()),
                        ('measures', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'ordering': ['created_at'],
                        'constraints': [models.UniqueConstraint(fields=('attempt', 'prompt'), name='one_take_kept_per_prompt')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Interview',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='interviews', to='screening.application')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interviews', to='screening.campaign')),
                        ('interviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to=settings.AUTH_USER_MODEL)),
                        ('starts_at', models.DateTimeField()),
                        ('minutes', models.PositiveSmallIntegerField(default=20)),
                        ('booked_at', models.DateTimeField(blank=True, null=True)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('interviewer', 'starts_at'), name='interviewer_once_at_a_time'), models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('application',), name='one_interview_ahead')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Scorecard',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scorecards', to='screening.gateattempt')),
                        ('rater', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to=settings.AUTH_USER_MODEL)),
                        ('marks', models.JSONField(default=dict, help_text='{"criterion": 1 to 5}')),
                        ('note', models.TextField(blank=True, default='')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('attempt', 'rater'), name='scorecard_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='KitHelp',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kit_help', to='screening.application')),
                        ('way', models.CharField(choices=[('hub', 'A place in a hub'), ('loan', 'A loan kit')], max_length=5)),
                        ('state', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('declined', 'Declined'), ('returned', 'Returned')], default='asked', max_length=10)),
                        ('hub', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agents.hub')),
                        ('kit_label', models.CharField(blank=True, default='', max_length=40)),
                        ('due_back', models.DateField(blank=True, null=True)),
                        ('asked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('note', models.CharField(blank=True, default='', max_length=300)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'granted', 'declined', 'returned'])), name='kit_help_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'granted'])), fields=('application',), name='kit_help_open_once'), models.UniqueConstraint(condition=models.Q(('state', 'granted'), models.Q(('kit_label', ''), _negated=True)), fields=('kit_label',), name='loan_kit_out_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='StageTally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(max_length=10)),
                        ('people', models.BigIntegerField()),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='screening.campaign')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['campaign', 'state'], include=('people',), name='stage_tally_sum')],
                    },
                ),
                migrations.CreateModel(
                    name='PeopleListStateConfirmedByUndoneByEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('checking', 'Being checked'), ('checked', 'Waits for your word'), ('confirmed', 'About to be written'), ('writing', 'Being written'), ('done', 'Written'), ('undoing', 'Being taken back'), ('undone', 'Taken back'), ('failed', 'Failed')], default='waiting', max_length=10)),
                        ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_confirmed_by_undone_by_events', to='screening.peoplelist')),
                        ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DocumentPage',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('path', models.CharField(max_length=200)),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='screening.identitydocument')),
                    ],
                    options={
                        'verbose_name': 'picture of a document',
                        'verbose_name_plural': 'pictures of documents',
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_page_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentLook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=talentpool.kernel.clock.now, verbose_name='at')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='screening.documentpage', verbose_name='picture')),
                    ],
                    options={
                        'verbose_name': 'look at a document',
                        'verbose_name_plural': 'looks at documents',
                        'ordering': ['-at'],
                    },
                ),
                migrations.CreateModel(
                    name='IdentityDocument',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[('handed_in', 'Handed in'), ('confirmed', 'Confirmed'), ('refused', 'Returned'), ('deleted', 'Deleted')], default='handed_in', max_length=10)),
                        ('handed_in_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('judged_at', models.DateTimeField(blank=True, null=True)),
                        ('deleted_at', models.DateTimeField(blank=True, null=True)),
                        ('deleted_because', models.CharField(blank=True, choices=[('aged', 'their days were over'), ('replaced', 'others were handed in'), ('erased', 'she had her data erased')], default='', max_length=10)),
                        ('formality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='screening.formality')),
                    ],
                    options={
                        'verbose_name': 'identity document',
                        'verbose_name_plural': 'identity documents',
                        'ordering': ['-handed_in_at'],
                        'indexes': [models.Index(condition=models.Q(('state', 'deleted'), _negated=True), fields=['judged_at'], name='document_to_delete')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['handed_in', 'confirmed', 'refused', 'deleted'])), name='document_state'), models.UniqueConstraint(condition=models.Q(('state', 'deleted'), _negated=True), fields=('formality',), name='document_kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='IdentityDocumentStateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('state', models.CharField(choices=[('handed_in', 'Handed in'), ('confirmed', 'Confirmed'), ('refused', 'Returned'), ('deleted', 'Deleted')], default='handed_in', max_length=10)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_events', to='screening.identitydocument')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PaperStandard',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('most_megabytes', models.PositiveSmallIntegerField(default=10, verbose_name='largest picture or PDF, megabytes')),
                        ('keep_judged_days', models.PositiveSmallIntegerField(default=30, verbose_name='pictures of a document are kept for days after it was confirmed or returned')),
                        ('keep_waiting_days', models.PositiveSmallIntegerField(default=90, verbose_name='pictures nobody decided about are kept for days')),
                    ],
                    options={
                        'verbose_name': 'standard of papers',
                        'verbose_name_plural': 'standards of papers',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='paper_standard_single'), models.CheckConstraint(condition=models.Q(('most_megabytes__range', (1, 40))), name='paper_standard_size')],
                    },
                ),
                migrations.CreateModel(
                    name='PaperStandardEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.SmallIntegerField(default=1, serialize=False)),
                        ('most_megabytes', models.PositiveSmallIntegerField(default=10, verbose_name='largest picture or PDF, megabytes')),
                        ('keep_judged_days', models.PositiveSmallIntegerField(default=30, verbose_name='pictures of a document are kept for days after it was confirmed or returned')),
                        ('keep_waiting_days', models.PositiveSmallIntegerField(default=90, verbose_name='pictures nobody decided about are kept for days')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='screening.paperstandard')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='application',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "screening_applicationstatedecidedbyreasonevent" ("decided_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."decided_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;', hash='5eae4ea6f1382d52b70d72b71b676718f171c67f', operation='INSERT', pgid='pgtrigger_insert_insert_b3dc5', table='screening_application', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='application',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "screening_applicationstatedecidedbyreasonevent" ("decided_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."decided_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;', hash='3160d4ddae0388df18a82c03e49a9396be78c939', operation='UPDATE', pgid='pgtrigger_update_update_7a15e', table='screening_application', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='formality',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "screening_formalitystateconfirmedbyevent" ("confirmed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."confirmed_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;', hash='780b7bcf41aaaba0156f67b52aa181b2c4b78723', operation='INSERT', pgid='pgtrigger_insert_insert_ae14d', table='screening_formality', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='formality',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "screening_formalitystateconfirmedbyevent" ("confirmed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."confirmed_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;', hash='e45ff2bbde6ae1c7c8ef90581ea89a2e62c29a56', operation='UPDATE', pgid='pgtrigger_update_update_2f42a', table='screening_formality', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='peoplelist',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "screening_peopleliststateconfirmedbyundonebyevent" ("confirmed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "undone_by_id") VALUES (NEW."confirmed_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."undone_by_id"); RETURN NULL;', hash='5f484eeeb6b7ef9622372f98b3fe080d7c3a666b', operation='INSERT', pgid='pgtrigger_insert_insert_d4cc3', table='screening_peoplelist', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='peoplelist',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."undone_by_id" IS DISTINCT FROM (NEW."undone_by_id"))', func='INSERT INTO "screening_peopleliststateconfirmedbyundonebyevent" ("confirmed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "undone_by_id") VALUES (NEW."confirmed_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."undone_by_id"); RETURN NULL;', hash='093008dec728d81b6b687937423767f21e216fec', operation='UPDATE', pgid='pgtrigger_update_update_f686b', table='screening_peoplelist', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paperstandard',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "screening_paperstandardevent" ("id", "keep_judged_days", "keep_waiting_days", "most_megabytes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."keep_judged_days", NEW."keep_waiting_days", NEW."most_megabytes", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='a40970dcb72c7445f863fdff91e6b96a73520480', operation='INSERT', pgid='pgtrigger_insert_insert_d242c', table='screening_paperstandard', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paperstandard',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "screening_paperstandardevent" ("id", "keep_judged_days", "keep_waiting_days", "most_megabytes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."keep_judged_days", NEW."keep_waiting_days", NEW."most_megabytes", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='51c8acf047f8acfe1bbbbaf9eb9cdf19689ed134', operation='UPDATE', pgid='pgtrigger_update_update_c8e3a', table='screening_paperstandard', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='identitydocument',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "screening_identitydocumentstateevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (_pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;', hash='d37197bf26b65389d7a13f3ca331be0b38c6399a', operation='INSERT', pgid='pgtrigger_insert_insert_c2ed1', table='screening_identitydocument', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='identitydocument',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "screening_identitydocumentstateevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (_pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;', hash='542c605b4bbdb764aaec3e43bb708603b5872587', operation='UPDATE', pgid='pgtrigger_update_update_54a0c', table='screening_identitydocument', when='AFTER')),
                ),
            ],
        ),
    ]
