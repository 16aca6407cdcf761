"""`verify`: whether a PDF is one of the reports of this installation, and unchanged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from core.commands import print_any_text, stop_for_bad_input
from core.source import BadInputError
from core.source.limits import Limits, read_file
from reports.queries.verify import RefusedPdfError, Verdict, Verified, all_reports, verify_pdf

NOT_UNCHANGED = 1
"""Exit code when the file is readable and not one of ours as it was made."""
LARGEST_MB = 100


class Command(BaseCommand):
    help = "Say whether a PDF is one of the reports of this installation, of whatever workspace, and unchanged."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        print_any_text()
        path, limits = options["file"], Limits(size=LARGEST_MB * 1024**2)
        try:
            content = read_file(path, limits)
            if len(content) > limits.size:
                stop_for_bad_input([f"{path}: The file is larger than {LARGEST_MB} MB."])
            verified = verify_pdf(content, among=all_reports())
        except BadInputError as error:
            stop_for_bad_input(error.faults)
        except RefusedPdfError as refused:
            stop_for_bad_input([f"{path}: {refused}"])
        except DatabaseError:
            stop_for_bad_input(["The database has no tables for reports yet. Run the command 'migrate' first."])
        self.stdout.write("\n".join([f"{path}: {_finding(verified)}", *_facts(verified)]))
        if verified.verdict is not Verdict.UNCHANGED:
            sys.exit(NOT_UNCHANGED)


def _finding(verified: Verified) -> str:
    match verified.verdict:
        case Verdict.UNCHANGED:
            return "one of ours and unchanged."
        case Verdict.CHANGED if verified.has_its_results:
            return "not as it was made. The results of a report of ours are attached to another file."
        case Verdict.CHANGED:
            return "not as it was made. It names a report of ours, or prints its hash; its results are not attached."
    if not verified.content_hash:
        return "not one of ours, and no results of an assessment are attached to it."
    no_record = "not one of ours: results are attached to it of which this installation has no record."
    match verified.is_printed:
        case True:
            return f"{no_record} Their hash is the one that is printed, as in a report of 'assess'."
        case False:
            return f"{no_record} Their hash is not the one that is printed: pages or results were changed."
    return f"{no_record} Compare their hash with the one that is printed."


def _facts(verified: Verified) -> list[str]:
    run = verified.run
    facts: dict[str, object] = {}
    if run:
        facts = {
            "report": f"{run.title} ({run.code}){', deleted since' if verified.is_deleted else ''}",
            "workspace": f"{run.workspace} ({run.workspace.code})",
            "as of": run.as_of_date,
            "made": run.made_at.isoformat(timespec="seconds") if run.made_at else "",
            "asked for by": run.asked_by or "a former member",
            "pack": run.pack,
            "scoring": f"version {run.scoring_version}",
            "content hash": run.content_hash,
        }
    if verified.content_hash and not verified.has_its_results:
        facts["results"] = verified.content_hash
    facts["SHA-256"] = verified.sha256
    return [f"  {name:<13} {value}" for name, value in facts.items()]
