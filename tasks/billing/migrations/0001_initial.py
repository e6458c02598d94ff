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
        ('activation', '0001_initial'),
        ('agents', '0001_initial'),
        ('dispatch', '0001_initial'),
        ('kernel', '0002_initial'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='PayTerms',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('payable_after_days', models.PositiveSmallIntegerField(default=1)),
                        ('cancel_early_hours', models.FloatField(default=24)),
                        ('cancel_early_percent', models.PositiveSmallIntegerField(default=50)),
                        ('cancel_late_hours', models.FloatField(default=2)),
                        ('cancel_late_percent', models.PositiveSmallIntegerField(default=100)),
                        ('training_paid', models.BooleanField(default=True)),
                        ('invoice_due_days', models.PositiveSmallIntegerField(default=30)),
                    ],
                    options={
                        'verbose_name': 'pay terms',
                        'verbose_name_plural': 'pay terms',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='pay_terms_single'), models.CheckConstraint(condition=models.Q(('cancel_early_percent__lte', 100), ('cancel_late_percent__lte', 100)), name='cancellation_shares')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('client', 'Owed by a client'), ('agent', 'Owed to an agent'), ('revenue', 'Revenue'), ('pay', 'Cost of pay'), ('bank', 'Bank')], max_length=10)),
                        ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='accounts.client')),
                        ('agent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='agents.agent')),
                        ('currency', models.CharField(max_length=3)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('kind', 'client', 'agent', 'currency'), name='account_once', nulls_distinct=False)],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='JournalEntry',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(max_length=30)),
                        ('source', models.UUIDField()),
                        ('at', models.DateTimeField()),
                        ('text', models.CharField(max_length=200)),
                        ('posted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='billing.journalentry')),
                    ],
                    options={
                        'verbose_name': 'journal entry',
                        'verbose_name_plural': 'journal entries',
                        'indexes': [models.Index(fields=['-at'], name='billing_jou_at_d6d332_idx')],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'source'), name='posted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Posting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='billing.journalentry')),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='billing.account')),
                        ('minor', models.BigIntegerField()),
                        ('currency', models.CharField(max_length=3)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('minor', 0), _negated=True), name='posting_not_zero')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Payout',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='agents.agent')),
                        ('minor', models.BigIntegerField()),
                        ('currency', models.CharField(max_length=3)),
                        ('state', models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('refused', 'Refused')], default='proposed', max_length=10)),
                        ('entry', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payout', to='billing.journalentry')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposed_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('approved_at', models.DateTimeField(blank=True, null=True)),
                        ('refusal', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'verbose_name': 'payout',
                        'verbose_name_plural': 'payouts',
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'refused'])), name='payout_state'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='payout_two_people'), models.CheckConstraint(condition=models.Q(('minor__gt', 0)), name='payout_positive'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('agent', 'currency'), name='payout_proposed_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Statement',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('assignment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statement', to='dispatch.assignment')),
                        ('standby', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statement', to='dispatch.standby')),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='agents.agent')),
                        ('entry', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statement', to='billing.journalentry')),
                        ('payout', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='billing.payout')),
                        ('state', models.CharField(choices=[('posted', 'Posted'), ('disputed', 'Disputed'), ('paid', 'Paid')], default='posted', max_length=10)),
                        ('total_minor', models.BigIntegerField()),
                        ('currency', models.CharField(max_length=3)),
                        ('payable_at', models.DateTimeField()),
                        ('posted_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('drill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='activation.drill')),
                    ],
                    options={
                        'verbose_name': 'statement',
                        'verbose_name_plural': 'statements',
                        'indexes': [models.Index(fields=['agent', '-posted_at'], name='billing_sta_agent_i_8a5a2f_idx'), models.Index(fields=['payable_at'], name='billing_sta_payable_8cc200_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['posted', 'disputed', 'paid'])), name='statement_state'), models.CheckConstraint(condition=models.Q(models.Q(('assignment__isnull', False), ('drill', None), ('standby', None)), models.Q(('assignment', None), ('drill', None), ('standby__isnull', False)), models.Q(('assignment', None), ('drill__isnull', False), ('standby', None)), _connector='OR'), name='statement_of_one'), models.UniqueConstraint(fields=('drill', 'agent'), name='drill_thanked_once')],
                    },
                ),
                migrations.CreateModel(
                    name='StatementLine',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='billing.statement')),
                        ('code', models.CharField(max_length=20)),
                        ('minutes', models.IntegerField(default=0)),
                        ('rate_minor', models.BigIntegerField(default=0)),
                        ('minor', models.BigIntegerField()),
                        ('why', models.JSONField(default=dict)),
                        ('source', models.UUIDField(blank=True, help_text='The fact this line pays, which is paid at most once.', null=True, unique=True)),
                        ('disputed_at', models.DateTimeField(blank=True, null=True)),
                        ('dispute_reason', models.TextField(blank=True, default='')),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('answer', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'verbose_name': 'statement line',
                        'verbose_name_plural': 'statement lines',
                        'ordering': ['id'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Invoice',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='accounts.client')),
                        ('number', models.CharField(max_length=20, unique=True)),
                        ('month', models.DateField()),
                        ('currency', models.CharField(max_length=3)),
                        ('state', models.CharField(choices=[('open', 'Being filled'), ('sent', 'Sent'), ('paid', 'Paid')], default='open', max_length=10)),
                        ('created_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('paid_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'invoice',
                        'verbose_name_plural': 'invoices',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('client', 'month', 'currency'), name='invoice_open_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'sent', 'paid'])), name='invoice_state')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceCredit',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='billing.invoice')),
                        ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_credit', to='billing.journalentry')),
                        ('minor', models.BigIntegerField()),
                        ('reason', models.CharField(max_length=300)),
                        ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'service credit',
                        'verbose_name_plural': 'service credits',
                        'constraints': [models.CheckConstraint(condition=models.Q(('minor__gt', 0)), name='credit_positive')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceLine',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.CharField(default='worked', max_length=20)),
                        ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='billing.invoice')),
                        ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_lines', to='dispatch.assignment')),
                        ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_line', to='billing.journalentry')),
                        ('minutes', models.IntegerField()),
                        ('price_minor', models.BigIntegerField()),
                        ('minor', models.BigIntegerField()),
                        ('contacts', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('code__in', ['correction', 'contacts']), _negated=True), fields=('assignment',), name='assignment_billed_once')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
