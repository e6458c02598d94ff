import accounts.models.users
import django.contrib.postgres.fields
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
        ('auth', '0012_alter_user_first_name_max_length'),
        ('kernel', '0002_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('username', models.CharField(default=accounts.models.users.opaque_username, max_length=40, unique=True)),
                        ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                        ('phone_sealed', models.TextField(blank=True, default='')),
                        ('phone_index', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ('phone_verified', models.BooleanField(default=False)),
                        ('name_sealed', models.TextField(blank=True, default='')),
                        ('language', models.CharField(default='zh-hans', max_length=10)),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('is_staff', models.BooleanField(default=False)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('date_joined', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'user',
                        'verbose_name_plural': 'users',
                        'constraints': [models.CheckConstraint(condition=models.Q(('email__isnull', False), ('phone_index__isnull', False), _connector='OR'), name='user_reachable')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='UserEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('id', models.BigIntegerField()),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('username', models.CharField(default=accounts.models.users.opaque_username, max_length=40)),
                        ('email', models.EmailField(blank=True, max_length=254, null=True)),
                        ('phone_sealed', models.TextField(blank=True, default='')),
                        ('phone_index', models.CharField(blank=True, max_length=64, null=True)),
                        ('phone_verified', models.BooleanField(default=False)),
                        ('name_sealed', models.TextField(blank=True, default='')),
                        ('language', models.CharField(default='zh-hans', max_length=10)),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('is_staff', models.BooleanField(default=False)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('date_joined', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Client',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(unique=True)),
                        ('name', talentpool.kernel.fields.LocalizedTextField(default=dict, verbose_name='name')),
                        ('timezone', models.CharField(default='Asia/Shanghai', max_length=50)),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'client',
                        'verbose_name_plural': 'clients',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='accounts.client')),
                        ('role', models.CharField(choices=[('owner', 'Owner'), ('planner', 'Planner'), ('finance', 'Finance'), ('viewer', 'Viewer')], max_length=10)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'member',
                        'verbose_name_plural': 'members',
                        'constraints': [models.UniqueConstraint(fields=('user', 'client'), name='membership_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='ClientKey',
                    fields=[
                        ('digest', models.CharField(max_length=128, primary_key=True, serialize=False)),
                        ('token_key', models.CharField(db_index=True, max_length=25)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='auth_token_set', to=settings.AUTH_USER_MODEL)),
                        ('created', models.DateTimeField(auto_now_add=True)),
                        ('expiry', models.DateTimeField(blank=True, null=True)),
                        ('client', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='accounts.client')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', models.CharField(blank=True, max_length=80)),
                        ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='IdempotencyRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('owner', models.CharField(help_text='"key:<id>" or "user:<id>"', max_length=80)),
                        ('key', models.CharField(max_length=200)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('status', models.PositiveSmallIntegerField()),
                        ('body', models.JSONField(null=True)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='idempotency_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                        ('purpose', models.CharField(choices=[('processing', 'Handling my application and my work'), ('recording', 'Keeping my voice recording until it is judged'), ('client_sharing', 'Showing this client my alias, skills, attendance and quality'), ('messages', 'Messages by SMS and chat apps')], max_length=30)),
                        ('version', models.CharField(default='1', max_length=20)),
                        ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='accounts.client')),
                        ('given_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('user', 'purpose', 'client'), name='consent_open_once', nulls_distinct=False)],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Policy',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('position', 'Position'), ('performance', 'Performance'), ('conduct', 'Conduct'), ('pay', 'Pay'), ('workflow', 'Workflow'), ('quality', 'Quality'), ('training', 'Training')], max_length=20)),
                        ('version', models.PositiveIntegerField()),
                        ('title', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('text', talentpool.kernel.fields.LocalizedTextField(default=dict)),
                        ('effective_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'policy',
                        'verbose_name_plural': 'policies',
                        'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='policy_version')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='PolicyAcknowledgement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acknowledgements', to=settings.AUTH_USER_MODEL)),
                        ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='accounts.policy')),
                        ('at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'policy'), name='policy_acknowledged_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='DecisionRecord',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions_about', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(max_length=40)),
                        ('about', models.UUIDField(blank=True, db_index=True, null=True)),
                        ('rule_version', models.CharField(max_length=40)),
                        ('inputs', models.JSONField(default=dict)),
                        ('reasons', models.JSONField(default=list, help_text='[{"code": ..., "en": ..., "zh-hans": ...}]')),
                        ('outcome', models.CharField(max_length=40)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions_made', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'decision record',
                        'verbose_name_plural': 'decision records',
                        'indexes': [models.Index(fields=['subject', '-decided_at'], name='accounts_de_subject_8d90ac_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('subject')), _negated=True), _connector='OR'), name='nobody_decides_about_herself')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("date_joined", "email", "id", "is_active", "is_demo", "is_staff", "is_superuser", "language", "name_sealed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "phone_sealed", "phone_verified", "ref", "timezone", "username") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."name_sealed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone_index", NEW."phone_sealed", NEW."phone_verified", NEW."ref", NEW."timezone", NEW."username"); RETURN NULL;', hash='107fb2afba1a89d6f7e8569b845f52db3ad9921c', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name_sealed" IS DISTINCT FROM (NEW."name_sealed") OR OLD."phone_index" IS DISTINCT FROM (NEW."phone_index") OR OLD."phone_sealed" IS DISTINCT FROM (NEW."phone_sealed") OR OLD."phone_verified" IS DISTINCT FROM (NEW."phone_verified") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."timezone" IS DISTINCT FROM (NEW."timezone") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "accounts_userevent" ("date_joined", "email", "id", "is_active", "is_demo", "is_staff", "is_superuser", "language", "name_sealed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "phone_sealed", "phone_verified", "ref", "timezone", "username") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."is_staff", NEW."is_superuser", NEW."language", NEW."name_sealed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone_index", NEW."phone_sealed", NEW."phone_verified", NEW."ref", NEW."timezone", NEW."username"); RETURN NULL;', hash='5dee23f0c9b943beb762279d32ce14a44bd676bb', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
                ),
            ],
        ),
    ]
