"""No page wrote check-ins or items of a handover before this, so there are no rows that would share a code."""

from django.conf import settings
from django.db import migrations, models

import core.codes


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0005_artifact_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="pilotcheckin",
            name="roadmap_check_in_once_a_day",
        ),
        migrations.AddField(
            model_name="pilot",
            name="reminded_date",
            field=models.DateField(editable=False, null=True, verbose_name="reminded of"),
        ),
        migrations.AddField(
            model_name="pilotcheckin",
            name="code",
            field=models.CharField(
                default=core.codes.new_code, editable=False, max_length=10, unique=True, verbose_name="code"
            ),
        ),
        migrations.AddField(
            model_name="pilotcheckin",
            name="deleted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="deleted at"),
        ),
        migrations.AddField(
            model_name="pilotcheckin",
            name="revision",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="revision"),
        ),
        migrations.AddField(
            model_name="pilothandover",
            name="code",
            field=models.CharField(
                default=core.codes.new_code, editable=False, max_length=10, unique=True, verbose_name="code"
            ),
        ),
        migrations.AddField(
            model_name="pilothandover",
            name="deleted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="deleted at"),
        ),
        migrations.AddConstraint(
            model_name="pilotcheckin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None)),
                fields=("pilot", "day_date"),
                name="roadmap_check_in_once_a_day",
                violation_error_message="There is a check-in of that day already.",
            ),
        ),
    ]
