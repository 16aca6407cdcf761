"""`createsuperuser`: Django's command, which would make somebody without a workspace."""

from typing import Any

from django.core.management.base import BaseCommand

from core.commands import stop_for_bad_input


class Command(BaseCommand):
    help = "Not here: use createowner."

    def handle(self, *args: Any, **options: Any) -> None:
        stop_for_bad_input(["Rungs has owners instead: ./rungs createowner MAIL"])
