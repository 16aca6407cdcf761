from typing import Any

from django.db import migrations, models
from django.db.models import Q


def mark(apps: Any, schema_editor: Any) -> None:
    """What was not handed in when consensus was opened did not count; now each score says it by itself."""
    scores = apps.get_model("vendors", "Score").objects
    begun = Q(participant__evaluation__consensus_at__isnull=False, participant__submitted_at=None)
    late = scores.filter(begun).exclude(participant__evaluation__stage="scoring").values_list("pk", flat=True)
    scores.filter(pk__in=list(late)).update(is_late=True)


class Migration(migrations.Migration):
    dependencies = [
        ("vendors", "0006_dissents_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="score",
            name="is_late",
            field=models.BooleanField(default=False, editable=False, verbose_name="came too late"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
