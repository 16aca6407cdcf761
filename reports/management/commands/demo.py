"""`demo`: the main job on the example that ships with Rungs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalog.files.load import load_question_pack
from core.commands import print_any_text
from core.output import CannotWriteError
from core.source import BadInputError
from core.stopping import told_when_stopped
from reports.management.commands.assess import NOTHING_WRITTEN, describe
from reports.operations import assess_file
from reports.render import RenderError

EXAMPLE = "examples/northwind-billing/answers.yaml"
YOUR_OWN = """
Your own: ./rungs assess --template saas-reliability answers.xlsx
fill it in, then: ./rungs assess answers.xlsx --out results"""


class Command(BaseCommand):
    help = "Score the example assessment and write its results and report into demo/."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        print_any_text()
        answers = settings.BASE_DIR / EXAMPLE
        try:
            with told_when_stopped(NOTHING_WRITTEN):
                assessed = assess_file(
                    answers=answers,
                    pack=load_question_pack("saas-reliability"),
                    out=settings.BASE_DIR / "demo",
                    as_of=None,
                    today=datetime.now().astimezone().date(),
                    with_pdf=True,
                )
        except (BadInputError, CannotWriteError, RenderError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Scored the example {answers}:\n")
        self.stdout.write("\n".join(describe(assessed)))
        self.stdout.write(YOUR_OWN)
