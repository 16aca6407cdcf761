"""`pack`: check a pack's file, show a pack, install packs into the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from catalog.domain.normal_form import Pack, normal_form
from catalog.domain.question_pack import QuestionPack
from catalog.files.load import load_pack, pack_path, shipped_codes
from catalog.operations import PackChangedError, install_pack
from core.commands import stop_for_bad_input
from core.source import BadInputError
from core.source.limits import read_file


class Command(BaseCommand):
    help = "Check, show or install packs: what products and vendors are assessed against."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        check = actions.add_parser("check", help="say every fault of a pack's file, with its line")
        check.add_argument("file")
        show = actions.add_parser("show", help="print a pack")
        show.add_argument("pack", help=f"a file, or one of {', '.join(shipped_codes())}")
        show.add_argument("--json", action="store_true", help="the whole pack as JSON, defaults filled in")
        install = actions.add_parser("install", help="install packs into the database; twice does nothing more")
        install.add_argument("packs", nargs="*", help="files or codes (default: all that ship with Rungs)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            match options["action"]:
                case "check":
                    self.check_file(options["file"])
                case "show":
                    self.show(options["pack"], as_json=options["json"])
                case "install":
                    self.install(options["packs"] or shipped_codes())
        except (BadInputError, PackChangedError) as error:
            stop_for_bad_input([error])

    def check_file(self, file: str) -> None:
        pack = load_pack(file)
        self.stdout.write(f"{file}: no fault. {self.describe(pack)}")

    def show(self, code_or_file: str, *, as_json: bool) -> None:
        pack = load_pack(code_or_file)
        if as_json:
            self.stdout.write(json.dumps(normal_form(pack), ensure_ascii=False, indent=2))
            return
        self.stdout.write(self.describe(pack))
        if isinstance(pack, QuestionPack):
            for phase in pack.phases:
                self.stdout.write(f"\n{phase.title}")
                for question in (found for found in pack.questions if found.phase == phase.id):
                    self.stdout.write(f"  {question.id}  {question.title}")
        else:
            for group in pack.groups:
                self.stdout.write(f"\n{group.title}")
                for criterion in group.criteria:
                    self.stdout.write(f"  {criterion.id}  {criterion.title}")

    def install(self, packs: list[str]) -> None:
        for code_or_file in packs:
            path = pack_path(code_or_file)
            try:
                pack, is_new = install_pack(source=read_file(Path(path)), file=path.name)
            except DatabaseError:
                stop_for_bad_input(["The database has no tables for packs yet. Run the command 'migrate' first."])
            self.stdout.write(f"{pack}: {'installed' if is_new else 'was installed already'}.")

    def describe(self, pack: Pack) -> str:
        if isinstance(pack, QuestionPack):
            size = f"{len(pack.questions)} questions in {len(pack.phases)} phases and {len(pack.domains)} domains"
        else:
            criteria = sum(len(group.criteria) for group in pack.groups)
            size = f"{criteria} criteria in {len(pack.groups)} groups, {len(pack.gates)} gates"
        return f"{pack.title} ({pack.code} {pack.version}): {size}."
