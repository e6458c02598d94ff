
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import talentpool.kernel.clock
import uuid
from django.db import migrations, models

from talentpool.kernel.sql import load


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0004_one_index_for_commitments'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='hub',
            options={'verbose_name': 'hub'},
        ),
        migrations.AddField(
            model_name='hub',
            name='address',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='address'),
        ),
        migrations.AddField(
            model_name='hub',
            name='changed_at',
            field=models.DateTimeField(default=talentpool.kernel.clock.now, editable=False),
        ),
        migrations.CreateModel(
            name='HubBooking',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('source', models.UUIDField(unique=True)),
                ('booked_at', models.DateTimeField(default=talentpool.kernel.clock.now)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hub_bookings', to='agents.agent')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='agents.hub')),
            ],
            options={
                'verbose_name': 'booked seat in a hub',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('hub', '='), ('number', '='), ('during', '&&')], name='hub_seat_never_twice'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='hub_seat_numbered')],
            },
        ),
        load(
            __file__,
            "hub_seats",
            reverse="DROP FUNCTION hub_seat_is_freed, hub_keeps_booked_seats, hub_has_the_seat, book_hub_seat, "
            "hub_seat_for, has_own_kit CASCADE",
        ),
    ]
