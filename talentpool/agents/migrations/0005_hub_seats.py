from django.db import migrations

from talentpool.kernel.sql import load


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0003_languages_of_the_application'),
    ]

    operations = [
        load(
            __file__,
            "hub_seats",
            reverse="DROP FUNCTION hub_seat_is_freed, hub_keeps_booked_seats, hub_has_the_seat, book_hub_seat, "
            "hub_seat_for, has_own_kit CASCADE",
        ),
    ]
