import django.contrib.postgres.fields
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
                    name='Outbox',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('topic', models.CharField(max_length=60)),
                        ('payload', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('pending', 'Pending'), ('done', 'Done'), ('dead', 'Given up')], default='pending', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('last_error', models.CharField(blank=True, default='', max_length=200)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('due_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'row of the outbox',
                        'verbose_name_plural': 'outbox',
                        'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['due_at', 'id'], name='outbox_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'done', 'dead'])), name='outbox_state')],
                    },
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inbox', to=settings.AUTH_USER_MODEL)),
                        ('topic', models.CharField(max_length=60)),
                        ('params', models.JSONField(default=dict)),
                        ('link', models.CharField(blank=True, default='', max_length=200)),
                        ('urgent', models.BooleanField(default=False)),
                        ('dedupe', models.CharField(blank=True, max_length=120, null=True)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['user', '-created_at'], name='messaging_m_user_id_e2b8b7_idx')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'dedupe'), name='message_shown_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DeliveryPolicy',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('next_after_attempts', models.PositiveSmallIntegerField(default=2, verbose_name='next way after failures')),
                        ('unread_minutes', models.PositiveSmallIntegerField(default=3, verbose_name='urgent and unread: next way after minutes')),
                    ],
                    options={
                        'verbose_name': 'rules of delivery',
                        'verbose_name_plural': 'rules of delivery',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='delivery_policy_single')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='messaging.message')),
                        ('via', models.CharField(choices=[('email', 'E-mail'), ('push', 'Web Push'), ('sms', 'SMS'), ('chat', 'Chat app')], max_length=10)),
                        ('place', models.PositiveSmallIntegerField(default=0)),
                        ('state', models.CharField(choices=[('waiting', 'In reserve'), ('queued', 'Queued'), ('sent', 'Sent'), ('failed', 'Failed'), ('skipped', 'Skipped')], default='queued', max_length=10)),
                        ('reason', models.CharField(blank=True, default='', max_length=200)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'delivery',
                        'verbose_name_plural': 'deliveries',
                        'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['due_at', 'id'], name='delivery_due')],
                        'constraints': [models.UniqueConstraint(fields=('message', 'via'), name='delivery_once_per_channel'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'queued', 'sent', 'failed', 'skipped'])), name='delivery_state')],
                    },
                ),
                migrations.CreateModel(
                    name='Preference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='message_preference', to=settings.AUTH_USER_MODEL)),
                        ('vias', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('email', 'E-mail'), ('push', 'Web Push'), ('sms', 'SMS'), ('chat', 'Chat app')], max_length=10), default=list, size=None)),
                        ('quiet_from', models.TimeField(blank=True, null=True)),
                        ('quiet_until', models.TimeField(blank=True, null=True)),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='PushSubscription',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='push_subscriptions', to=settings.AUTH_USER_MODEL)),
                        ('endpoint', models.URLField(max_length=600, unique=True)),
                        ('p256dh', models.CharField(max_length=200)),
                        ('auth', models.CharField(max_length=100)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='WebhookEndpoint',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to='accounts.client')),
                        ('url', models.URLField(max_length=600)),
                        ('secret_sealed', models.TextField(default='')),
                        ('old_secret_sealed', models.TextField(blank=True, default='')),
                        ('rotated_at', models.DateTimeField(blank=True, null=True)),
                        ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                        ('active', models.BooleanField(default=True)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'verbose_name': 'webhook',
                        'verbose_name_plural': 'webhooks',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='WebhookCall',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='messaging.webhookendpoint')),
                        ('topic', models.CharField(max_length=60)),
                        ('payload', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('waiting', 'In reserve'), ('queued', 'Queued'), ('sent', 'Sent'), ('failed', 'Failed'), ('skipped', 'Skipped')], default='queued', max_length=10)),
                        ('reason', models.CharField(blank=True, default='', max_length=200)),
                        ('fact', models.CharField(blank=True, help_text='What happened; the same fact is announced once.', max_length=80, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('due_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['due_at', 'id'], name='webhook_call_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'queued', 'sent', 'failed', 'skipped'])), name='webhook_call_state'), models.UniqueConstraint(fields=('endpoint', 'topic', 'fact'), name='webhook_fact_once')],
                    },
                ),
            ],
        ),
    ]
