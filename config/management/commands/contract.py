"""Write the contract of the API anew, from the code."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Write docs/openapi.yaml anew. Fails where it is not valid or has gaps."

    def handle(self, *arguments: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "openapi.yaml"
        call_command("spectacular", file=str(path), validate=True, fail_on_warn=True)
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} is written.")
