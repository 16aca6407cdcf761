"""`backup`: everything into one archive, while Rungs runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from archives.domain.manifest import ArchiveError
from archives.operations.backup import write_backup
from core.commands import stop_for_bad_input
from core.words import count


class Command(BaseCommand):
    help = "Write the database and every uploaded file into one archive, while Rungs runs."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("out", help="the archive, such as rungs.tar.gz")
        parser.add_argument("--force", action="store_true", help="replace a file of that name")

    def handle(self, *args: Any, out: str, force: bool, **options: Any) -> None:
        try:
            manifest = write_backup(out=Path(out), now=timezone.now(), replace=force)
        except ArchiveError as error:
            stop_for_bad_input([error])
        size = Path(out).stat().st_size / 1_000_000
        self.stdout.write(f"{out}: the database and {count(len(manifest.members) - 1, 'file')}, {size:.1f} MB.")
        self.stdout.write("The secret key is not in it: see docs/operations.md.")
