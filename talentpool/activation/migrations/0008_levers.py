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
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
