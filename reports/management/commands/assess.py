"""`assess`: score a file of answers and write results and a report; or write a workbook to answer in."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.files.load import load_question_pack
from core.commands import given, print_any_text, stop_for_bad_input
from core.output import CannotWriteError
from core.source import BadInputError, quoted
from core.source.dates import DAY_EXPECTED, parse_day
from core.stopping import told_when_stopped
from core.words import count
from reports.domain.summary import summarise
from reports.operations.headless import AssessedFile, assess_file, write_answers_template
from reports.render import RenderError

DEFAULT_PACK = "saas-reliability"
NOTHING_WRITTEN = "Stopped; nothing was written."


class Command(BaseCommand):
    help = "Score a file of answers (YAML, JSON, or the workbook of --template) and write results and a report."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "answers", nargs="?", type=Path, help="the answers file; with --template, answers to fill in"
        )
        parser.add_argument(
            "--pack",
            type=given,
            default=DEFAULT_PACK,
            help=f"a shipped pack's code, or a file (default: {DEFAULT_PACK})",
        )
        parser.add_argument("--as-of", help="the day to score on, YYYY-MM-DD (default: the file's, else today)")
        parser.add_argument("--no-pdf", action="store_true", help="leave the report out")
        parser.add_argument("--out", type=given, default="results", help="the folder to write into (default: results)")
        parser.add_argument(
            "--template", nargs=2, type=given, metavar=("PACK", "OUT.xlsx"), help="write a workbook to answer in"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        print_any_text()
        try:
            if options["template"]:
                self.write_template(options)
            else:
                self.assess(options)
        except BadInputError as error:
            stop_for_bad_input(error.faults)
        except CannotWriteError as error:
            stop_for_bad_input([f"{'--template' if options['template'] else '--out'} {error}"])
        except (RenderError, OSError) as error:  # no place for temporary files, say
            raise CommandError(str(error)) from error

    def assess(self, options: dict[str, Any]) -> None:
        if not options["answers"]:
            stop_for_bad_input(["Name the answers file, or with --template the workbook to write."])
        with told_when_stopped(NOTHING_WRITTEN):
            assessed = assess_file(
                answers=options["answers"],
                pack=load_question_pack(options["pack"]),
                out=Path(options["out"]),
                as_of=self.day(options["as_of"]),
                today=datetime.now().astimezone().date(),
                with_pdf=not options["no_pdf"],
            )
        self.stdout.write("\n".join(describe(assessed)))

    def day(self, text: str | None) -> date | None:
        if text is None:
            return None
        day = parse_day(text)
        if day is None:
            stop_for_bad_input([f"--as-of {DAY_EXPECTED}, not {quoted(text)}."])
        return day

    def write_template(self, options: dict[str, Any]) -> None:
        pack_name, out = options["template"][0], Path(options["template"][1])
        if os.path.lexists(out):
            stop_for_bad_input([f"{out} exists already and may hold answers; choose another name or move it away."])
        with told_when_stopped(NOTHING_WRITTEN):
            pack = load_question_pack(pack_name)
            write_answers_template(pack=pack, out=out, answers=options["answers"])
        self.stdout.write(f"Wrote {out}: {count(len(pack.questions), 'question')} to answer.")


def describe(assessed: AssessedFile) -> list[str]:
    """What was found, in a few lines, and where the files are."""
    summary = summarise(assessed.result, assessed.submission.organisation)
    paragraphs = [summary.where_we_stand, summary.claimed_and_verified, summary.not_known]
    lines = [f"{summary.headline}.", *(f"\n{' '.join(sentences)}" for sentences in paragraphs if sentences), ""]
    pages = {"report.pdf": f" ({count(assessed.pages, 'page')})"}
    return [*lines, *(f"{path}{pages.get(path.name, '')}" for path in assessed.files), *assessed.remarks]
