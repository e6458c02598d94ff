
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messaging', '0001_initial'),
    ]

    operations = [
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
            },
        ),
        migrations.AlterModelOptions(
            name='delivery',
            options={'verbose_name': 'delivery', 'verbose_name_plural': 'deliveries'},
        ),
        migrations.RemoveConstraint(
            model_name='delivery',
            name='delivery_state',
        ),
        migrations.RemoveConstraint(
            model_name='webhookcall',
            name='webhook_call_state',
        ),
        migrations.AddField(
            model_name='delivery',
            name='place',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='state',
            field=models.CharField(choices=[('waiting', 'In reserve'), ('queued', 'Queued'), ('sent', 'Sent'), ('failed', 'Failed'), ('skipped', 'Skipped')], default='queued', max_length=10),
        ),
        migrations.AlterField(
            model_name='webhookcall',
            name='state',
            field=models.CharField(choices=[('waiting', 'In reserve'), ('queued', 'Queued'), ('sent', 'Sent'), ('failed', 'Failed'), ('skipped', 'Skipped')], default='queued', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'queued', 'sent', 'failed', 'skipped'])), name='delivery_state'),
        ),
        migrations.AddConstraint(
            model_name='webhookcall',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'queued', 'sent', 'failed', 'skipped'])), name='webhook_call_state'),
        ),
        migrations.AddConstraint(
            model_name='deliverypolicy',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='delivery_policy_single'),
        ),
    ]
