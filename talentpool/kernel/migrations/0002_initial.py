import talentpool.kernel.laying
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_extensions'),
    ]

    operations = [
        talentpool.kernel.laying.LayModels(
            operations=[
                migrations.CreateModel(
                    name='DemoClock',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('anchored_real', models.DateTimeField()),
                        ('anchored_at', models.DateTimeField()),
                        ('rate', models.FloatField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1), ('rate__gt', 0)), name='demo_clock_single')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='DataMark',
                    fields=[
                        ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('demo', 'demo'), ('real', 'real')], max_length=10)),
                        ('seed', models.BigIntegerField(null=True)),
                        ('created_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='data_mark_single')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='DataKey',
                    fields=[
                        ('owner', models.UUIDField(primary_key=True, serialize=False)),
                        ('wrapped', models.TextField()),
                        ('created_at', models.DateTimeField()),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
            ],
        ),
    ]
