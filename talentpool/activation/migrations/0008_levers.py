"""What can raise a task rate, and what it costs: six rows with usual prices, for an administrator to change."""

from django.db import migrations, models

LEVERS = [
    # code, cost of one unit (minor), days until it works, share of people with whom it works, step
    ("wake", 50, 0.5, 0.3, 0),
    ("refresh", 3_000, 2, 0.6, 0),
    ("cross_train", 12_000, 7, 0.5, 0),
    ("bonus", 0, 0, 1, 500),
    ("hours", 1_000, 0, 1, 60),
    ("recruit", 40_000, 28, 0.6, 0),
]


def add(apps, schema_editor):
    lever = apps.get_model("activation", "Lever")
    for code, cost, days, share, amount in LEVERS:
        given = {"cost_minor": cost, "days": days, "share": share, "amount": amount}
        lever.objects.get_or_create(code=code, defaults=given)


class Migration(migrations.Migration):

    dependencies = [
        ('activation', '0007_practice_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lever',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('wake', 'Wake sleepers'), ('refresh', 'Refresh certificates'), ('cross_train', 'Cross-train'), ('bonus', 'Pay a bonus'), ('hours', 'Other hours'), ('recruit', 'Recruit')], max_length=12, unique=True, verbose_name='lever')),
                ('cost_minor', models.PositiveIntegerField(default=0, verbose_name='cost of one unit, minor units')),
                ('days', models.FloatField(default=0, verbose_name='days until it works')),
                ('share', models.FloatField(default=1, verbose_name='share of people with whom it works')),
                ('amount', models.PositiveIntegerField(default=0, help_text='Bonus: minor units an hour. Hours: minutes earlier or later.', verbose_name='size of a step')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'lever',
                'verbose_name_plural': 'levers',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('days__gte', 0), ('share__gt', 0), ('share__lte', 1)), name='activation_lever_sane')],
            },
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
