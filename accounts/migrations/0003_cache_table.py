"""The table of the database cache, which counts for rate limits wherever there is no broker.

Made by its name and not by the settings, so that it is there also when the broker is taken away later.
"""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_workspaces")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
