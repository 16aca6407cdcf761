"""Write the contract of the API anew, from the code."""

from __future__ import annotations

from typing import Any

import yaml
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from core.rest.promises import add_promises, broken_promises, read_promises


class Command(BaseCommand):
    help = (
        "Write docs/openapi.yaml and what it promises anew. Fails where it is not valid, has gaps, or takes back what"
        " was promised."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what it takes back, and write nothing")

    def handle(self, *arguments: Any, check: bool, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "openapi.yaml"
        if not check:
            call_command("spectacular", file=str(path), validate=True, fail_on_warn=True)
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} is written.")
        contract = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        broken = broken_promises(contract, read_promises()) if check else add_promises(contract)
        if broken:
            raise CommandError("\n".join(["The contract takes back what was promised:", *broken]))
