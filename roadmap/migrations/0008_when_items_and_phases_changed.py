"""Calendars ask when something last changed."""

import django.utils.timezone
from django.db import migrations, models


def stamps(model: str) -> list[migrations.AddField]:
    made = models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name="created at")
    changed = models.DateTimeField(auto_now=True, default=django.utils.timezone.now, verbose_name="changed at")
    return [
        migrations.AddField(model_name=model, name=name, field=field, preserve_default=False)
        for name, field in (("created_at", made), ("changed_at", changed))
    ]


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0007_evidence_of_actions")]

    operations = [*stamps("checklistitem"), *stamps("roadmapphase")]
