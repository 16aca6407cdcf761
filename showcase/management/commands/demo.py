"""`demo`: what Rungs does, on an example that ships with it, from answers to a report and in the browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.files.load import load_question_pack
from core.commands import print_any_text
from core.output import CannotWriteError
from core.schema import bring_up_to_date
from core.source import BadInputError
from core.stopping import told_when_stopped
from reports.management.commands.assess import NOTHING_WRITTEN, describe
from reports.operations.headless import assess_file
from reports.render import RenderError
from showcase.domain.people import PEOPLE
from showcase.operations.answers import EXAMPLE
from showcase.operations.example import set_up_example

OUT = settings.BASE_DIR / "demo"
YOUR_OWN = """
Your own: ./rungs assess --template saas-reliability answers.xlsx
fill it in, then: ./rungs assess answers.xlsx --out results"""


class Command(BaseCommand):
    help = "Score the example assessment into demo/, then serve an example workspace. A second time changes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes any free one")
        parser.add_argument("--no-serve", action="store_true", help="stop before the application starts")

    def handle(self, *args: Any, port: int, no_serve: bool, **options: Any) -> None:
        print_any_text()
        self._assess()
        bring_up_to_date()
        set_up_example()
        self._say_who_can_sign_in()
        if not no_serve:
            call_command("serve", port=port, workers=1)

    def _assess(self) -> None:
        if (OUT / "report.pdf").exists():
            self.stdout.write(f"The example's results and report are in {OUT} already. (Without that folder: anew.)")
            return
        answers = EXAMPLE / "answers.yaml"
        try:
            with told_when_stopped(NOTHING_WRITTEN):
                assessed = assess_file(
                    answers=answers,
                    pack=load_question_pack("saas-reliability"),
                    out=OUT,
                    as_of=None,
                    today=datetime.now().astimezone().date(),
                    with_pdf=True,
                )
        except (BadInputError, CannotWriteError, RenderError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Scored the example {answers}:\n")
        self.stdout.write("\n".join(describe(assessed)))
        self.stdout.write(YOUR_OWN)

    def _say_who_can_sign_in(self) -> None:
        self.stdout.write("\nThe example workspace, Northwind Billing, is ready. Sign in as")
        for person in PEOPLE:
            self.stdout.write(f"  {person.title:<14} {person.email:<32} {person.password}")
        self.stdout.flush()
