"""Public codes for people and events: nullable first, then one each, then unique."""

from typing import Any

import django.utils.timezone
from django.db import migrations, models

import accounts.models.workspace
import core.codes


def give_codes(apps: Any, schema_editor: Any) -> None:
    for name in ["User", "Activity"]:
        rows = apps.get_model("accounts", name).objects.using(schema_editor.connection.alias)
        for key in rows.filter(code=None).values_list("pk", flat=True).iterator():
            rows.filter(pk=key).update(code=core.codes.new_code())


def code(**options: Any) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=10, editable=False, verbose_name="code", **options)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_first_owner")]

    operations = [
        migrations.AddField("user", "code", code(null=True)),
        migrations.AddField("activity", "code", code(null=True)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField("user", "code", code(unique=True, default=core.codes.new_code)),
        migrations.AlterField("activity", "code", code(unique=True, default=core.codes.new_code)),
        migrations.AddField(
            "membership",
            "last_seen_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="last seen at"),
        ),
        migrations.AddIndex(
            "activity", models.Index(fields=["workspace", "actor", "-id"], name="accounts_activity_by_person")
        ),
        migrations.AlterField(
            "workspace",
            "logo",
            models.FileField(blank=True, upload_to=accounts.models.workspace.logo_path, verbose_name="logo"),
        ),
        migrations.AlterField(
            "workspace",
            "consultant_logo",
            models.FileField(
                blank=True, upload_to=accounts.models.workspace.logo_path, verbose_name="consultant's logo"
            ),
        ),
    ]
