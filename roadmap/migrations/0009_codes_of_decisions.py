from typing import Any

from django.db import migrations, models

import core.codes


def give_codes(apps: Any, schema_editor: Any) -> None:
    decisions = apps.get_model("roadmap", "Decision").objects.filter(code=None)
    for decision in decisions:
        decision.code = core.codes.new_code()
        decision.save(update_fields=["code"])


class Migration(migrations.Migration):
    """Decisions have addresses, can be deleted, and of an exception that is over somebody is told once."""

    dependencies = [("roadmap", "0008_when_items_and_phases_changed")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="code",
            field=models.CharField(editable=False, max_length=10, null=True, verbose_name="code"),
        ),
        migrations.AddField(
            model_name="decision",
            name="deleted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="deleted at"),
        ),
        migrations.AddField(
            model_name="gatepassing",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="told that it is over"),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="decision",
            name="code",
            field=models.CharField(
                default=core.codes.new_code, editable=False, max_length=10, unique=True, verbose_name="code"
            ),
        ),
    ]
