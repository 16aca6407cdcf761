"""Sending a workbook back: what is refused, what is shown, what is done, and what it costs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.roles import Role
from accounts.models import User
from assessments.models import AnswerImport, Assessment
from assessments.queries.imports import plan_import
from tests.factories.accounts import make_member, make_user, owner_of
from tests.factories.answer_files import (
    FIRST,
    SECOND,
    THIRD,
    answer,
    come_back,
    go_on,
    make_import,
    make_workbook,
    said,
    set_cell,
)
from tests.factories.assessments import make_assessment, make_large_pack
from tests.factories.spreadsheets import make_xlsx, make_zip
from tests.factories.uploads import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_rows")]


@pytest.fixture
def page(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def at(assessment: Assessment, end: str) -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/{end}"


def send(page: Client, assessment: Assessment, data: bytes, name: str = "answers.xlsx", **more: str) -> Any:
    return page.post(at(assessment, "imports/"), {"file": SimpleUploadedFile(name, data), **more})


def _with_a_million_rows(_assessment: Assessment) -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(1, 1_000_001))
    return make_xlsx(rows + '<row r="1000001"><c r="A1000001" t="inlineStr"><is><t>end</t></is></c></row>')


def _another_pack(assessment: Assessment) -> bytes:
    return make_workbook(make_assessment(assessment.workspace, pack=make_large_pack(1)))


BAD_FILES: dict[str, tuple[Callable[[Assessment], bytes], str]] = {
    "a renamed PDF": (lambda _: PDF, "This is not an XLSX file"),
    "an old XLS file": (lambda _: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old XLS file"),
    "a ZIP archive": (lambda _: make_zip({"a.txt": "a"}), "a ZIP archive without a workbook"),
    "macros": (lambda _: make_xlsx(parts={"xl/vbaProject.bin": b"x"}), "holds macros"),
    "a bomb": (lambda _: make_xlsx(parts={"xl/media/a.bin": b"\0" * 60_000_000}), "times larger than packed"),
    "a million rows": (_with_a_million_rows, "more than 400,000 elements"),
    "a workbook of something else": (lambda _: make_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), "not an answers"),
    "too large a file": (lambda _: b"PK" + b"\0" * (10 * 1024 * 1024), "larger than 10 MB"),
    "another pack": (_another_pack, "was made for the pack large"),
    "nothing": (lambda _: b"", "This file is empty"),
    "a level that does not exist": (
        lambda assessment: make_workbook(assessment, lambda book: set_cell(book, SECOND, "Answer", 9)),
        "<b>Discover and align!C7</b>",
    ),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(
    page: Client, assessment: Assessment, kind: str
) -> None:
    make, sentence = BAD_FILES[kind]
    answered = send(page, assessment, make(assessment))
    assert answered.status_code == 422
    assert sentence in answered.content.decode().replace("&#x27;", "'")
    assert not AnswerImport.objects.exists()


def test_workbook_of_another_assessment_asks_whether_it_is_meant(page: Client, assessment: Assessment) -> None:
    data = make_workbook(make_assessment(assessment.workspace))
    answered = send(page, assessment, data)
    assert (answered.status_code, "was not exported from" in answered.content.decode()) == (422, True)
    assert send(page, assessment, data, is_other_meant="on").status_code == 302


def test_way_from_the_download_to_undo(page: Client, assessment: Assessment) -> None:
    downloaded = page.get(at(assessment, "answers.xlsx"))
    assert downloaded["Content-Disposition"].startswith("attachment; filename=")
    assert "would change nothing" in page.get(send(page, assessment, downloaded.content)["Location"]).content.decode()

    def change(book: Any) -> None:
        set_cell(book, FIRST, "Answer", 5)
        set_cell(book, THIRD, "Answer", 1)

    data = make_workbook(assessment, change)
    answer(
        assessment, FIRST, make_member(assessment.workspace, Role.EDITOR, user=make_user(name="Grace Hopper")), level=4
    )
    address = send(page, assessment, data)["Location"]
    shown = page.get(address).content.decode()
    assert "1 answer would change, 1 needs your choice" in shown
    assert "Stored, last changed by Grace Hopper" in shown
    fingerprint = plan_import(AnswerImport.objects.latest("pk")).fingerprint
    refused = page.post(f"{address}apply/", {"fingerprint": fingerprint})
    assert (refused.status_code, said(assessment, THIRD).state) == (422, "unknown")
    stale = page.post(f"{address}apply/", {"fingerprint": "0", "pick-all": "file"})
    assert "It shows them as they are now" in stale.content.decode()
    done = page.post(f"{address}apply/", {"fingerprint": fingerprint, f"pick-choice-{FIRST}": "file"}, follow=True)
    assert "2 answers were changed by the file" in done.content.decode()
    assert said(assessment, FIRST).level == 5
    assert "Imported" in page.get(at(assessment, f"questions/{FIRST}/history/")).content.decode()
    undone = page.post(f"{address}undo/", follow=True)
    assert "2 answers are as before" in undone.content.decode()
    assert said(assessment, FIRST).level == 4


def test_preview_is_for_who_made_it(client: Client, assessment: Assessment) -> None:
    found = come_back(assessment, make_workbook(assessment, lambda book: set_cell(book, FIRST, "Answer", 5)))
    client.force_login(make_member(assessment.workspace, Role.EDITOR))
    address = at(assessment, f"imports/{found.code}/")
    assert client.get(address).status_code == client.post(f"{address}apply/").status_code == 404
    go_on(found)
    assert client.get(address).status_code == 200


def test_forgotten_file_is_gone(page: Client, assessment: Assessment) -> None:
    found = make_import(assessment)
    page.post(at(assessment, f"imports/{found.code}/discard/"))
    assert not AnswerImport.objects.exists()


@pytest.mark.parametrize("times", [1, 30])
def test_preview_asks_the_database_little(page: Client, assessment: Assessment, times: int) -> None:
    asked = assessment.questions.questions[:times]
    found = come_back(
        assessment,
        make_workbook(assessment, lambda book: [set_cell(book, each.id, "Note", "From the file") for each in asked]),
    )
    page.get(at(assessment, f"imports/{found.code}/"))  # notes when somebody was last seen
    with CaptureQueriesContext(connection) as queries:
        assert page.get(at(assessment, f"imports/{found.code}/")).status_code == 200
    assert len(queries) <= 10


def test_new_assessment_is_made_of_a_file_in_each_form(page: Client, assessment: Assessment) -> None:
    new = f"/w/{assessment.workspace.code}/assessments/new/from-file/"
    as_json = page.get(at(assessment, "answers.json")).content
    assert json.loads(as_json)["answers"][FIRST]["level"] == 3
    files = {"answers.json": as_json, "answers.yaml": as_json, "answers.xlsx": make_workbook(assessment)}
    for name, data in files.items():
        address = page.post(new, {"file": SimpleUploadedFile(name, data)})["Location"]
        assert f"{name} holds 3 answers" in page.get(address).content.decode()
        page.post(address, {"title": f"From {name}"})
        made = Assessment.objects.get(title=f"From {name}")
        assert said(made, FIRST).contents == said(assessment, FIRST).contents
        assert page.post(address, {"title": "Again"})["Location"] == new
    assert said(made, FIRST).citations.get().evidence == said(assessment, FIRST).citations.get().evidence


def test_new_assessment_of_a_bad_file_is_refused_with_its_line(page: Client, assessment: Assessment) -> None:
    new = f"/w/{assessment.workspace.code}/assessments/new/from-file/"
    bad = SimpleUploadedFile("answers.yaml", b"answers:\n  DIS-01:\n    level: 9\n")
    answered = page.post(new, {"file": bad})
    assert (answered.status_code, "<b>3</b>" in answered.content.decode()) == (422, True)


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed.")
def test_libreoffice_loses_nothing(assessment: Assessment, tmp_path: Path) -> None:
    data = make_workbook(assessment, lambda book: set_cell(book, FIRST, "Note", "Changed.\nTwo lines."))
    (tmp_path / "answers.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*convert, str(tmp_path / "answers.xlsx")], check=True, capture_output=True, timeout=120)
    found = come_back(assessment, (tmp_path / "out" / "answers.xlsx").read_bytes())
    (line,) = plan_import(found).lines
    assert (line.question.id, line.units, line.values["note"]) == (FIRST, ["note"], "Changed.\nTwo lines.")
    assert (line.added, line.cited, found.content["corrected"]) == ([], [], [])
    assert owner_of(assessment.workspace) == found.made_by
