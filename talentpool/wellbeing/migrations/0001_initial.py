import django.core.validators
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
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.agent')),
                        ('feeling', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='feeling')),
                        ('words_sealed', models.TextField(blank=True, default='')),
                        ('shared_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('written_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['written_at'], name='wellbeing_n_written_89fcd1_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('feeling__range', (1, 5))), name='wellbeing_feeling')],
                    },
                ),
            ],
        ),
    ]
