"""`restore`: an archive of `backup` into an empty place, or only proved."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archives.domain.manifest import VENDORS, ArchiveError
from archives.operations.restore import check_archive, restore_archive
from core.commands import stop_for_bad_input
from core.words import count


class Command(BaseCommand):
    help = "Bring an archive of `backup` back into an empty place, or prove that it could be."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive")
        parser.add_argument("--check", action="store_true", help="prove the archive and touch nothing")

    def handle(self, *args: Any, archive: str, check: bool, **options: Any) -> None:
        act = check_archive if check else restore_archive
        try:
            manifest = act(archive=Path(archive))
        except ArchiveError as error:
            stop_for_bad_input([error])
        what = (
            f"Rungs {manifest.version} of {manifest.created_at} on {VENDORS[manifest.vendor]},"
            f" {count(len(manifest.members) - 1, 'file')}, {manifest.size:,} bytes"
        )
        self.stdout.write(f"{archive} is sound: {what}." if check else f"Restored {archive}: {what}.")
        if not check:
            self.stdout.write("The next start of serve brings it up to date. Everybody signs in anew.")
