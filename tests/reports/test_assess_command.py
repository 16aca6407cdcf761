"""The main job from file to files, by its command."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from catalog.domain.question_pack import QuestionPack
from core.source import BadInputError
from reports.operations import pdf
from reports.operations.headless import read_answers_file
from reports.render import RenderLimits
from tests.factories.catalog import make_pack, make_question

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "northwind-billing" / "answers.yaml"

SMALL = """\
assessment: {organisation: "A & B <i>Ltd</i>", title: First look, as_of: 2026-11-01, target: 4}
report: {prepared_by: "C & D", accent: "#FFE14D", draft: true, summary: "Own *words* <script>alert(1)</script>"}
answers:
  DIS-01:
    level: 4
    note: "Seen <b>there</b>"
    evidence: [{class: document, title: "<u>J</u>", link: "https://a.example/?a=1&b=2", observed: 2026-10-01}]
  DIS-02: {unknown: true}
  DIS-03: {not_applicable: out_of_scope}
"""


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / name).read_text(encoding="utf-8")))


def run(*args: object) -> None:
    call_command("assess", *map(str, args))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command makes of SMALL, once, for tests that only read it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "answers.yaml").write_text(SMALL, encoding="utf-8")
    run(folder / "answers.yaml", "--out", folder / "out")
    return folder / "out"


def results(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return data


def pdf_text(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    finally:
        pdf.close()


def test_the_example_is_scored_as_documented(tmp_path: Path) -> None:
    run(EXAMPLE, "--no-pdf", "--out", tmp_path / "out")
    data = results(tmp_path / "out")
    schema("results.schema.json").validate(data)
    schema("answers.schema.json").validate(json.loads(json.dumps(yaml.safe_load(EXAMPLE.read_text()), default=str)))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["results.json", "results.xlsx"]
    assert data["completion"]["total"] == 66
    assert float(data["overall"]["verified"]) < float(data["overall"]["claimed"])


def test_results_have_the_documented_forms(small: Path, tmp_path: Path) -> None:
    run(small, "--no-pdf", "--out", tmp_path / "out")
    data = results(tmp_path / "out")
    assert data["overall"]["claimed"] == "4.0000"
    assert data["overall"]["verified"] == "3.0000"
    assert data["overall"]["level"] == 3
    assert data["as_of"] == "2026-11-01"
    assert data["gaps"] == [
        {
            "question": "DIS-01",
            "claimed": 4,
            "verified": 3,
            "target": "4.0000",
            "gap": 1,
            "impact": 5,
            "effort": "S",
            "priority": "5.0000",
            "value": 5,
            "first_for": None,
            "action": "Show that level 4 is true with dated evidence: signed review or comparison.",
        }
    ]
    assert data["find_out"][0] == {"question": "DIS-02", "state": "unknown"}
    assert data["phases"][1]["claimed"] is None
    evidence = data["questions"][0]["evidence"][0]
    assert (evidence["counts"], evidence["why"], evidence["valid_until"]) == (True, "counts", "2027-03-30")


def test_as_of_beats_the_file(small: Path, tmp_path: Path) -> None:
    run(small, "--no-pdf", "--as-of", "2027-04-01", "--out", tmp_path / "out")
    data = results(tmp_path / "out")
    assert data["as_of"] == "2027-04-01"
    assert data["questions"][0]["evidence"][0]["why"] == "lapsed"
    assert data["overall"]["verified"] == "2.0000"


def test_the_report_escapes_what_people_wrote(out: Path) -> None:
    text = pdf_text(out / "report.pdf")
    for written in ("A & B <i>Ltd</i>", "C & D", "<script>alert(1)</script>", "Seen <b>there</b>", "<u>J</u>", "Draft"):
        assert written in text
    assert "no score" in text
    assert "Not known yet" in text
    assert "Not applicable: out of scope" in text


def test_the_report_names_the_hash_of_the_results(out: Path) -> None:
    digest = hashlib.sha256((out / "results.json").read_bytes()).hexdigest()
    text = re.sub(r"\s", "", pdf_text(out / "report.pdf"))
    assert digest in text
    pdf = pypdfium2.PdfDocument(out / "report.pdf")
    attached = pdf.get_attachment(0)
    assert attached.get_name() == "results.json"
    assert bytes(attached.get_data()) == (out / "results.json").read_bytes()
    pdf.close()


def clean_environment(**values: str) -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **values}


def test_every_page_is_numbered_and_chapters_are_bookmarked(out: Path) -> None:
    pdf = pypdfium2.PdfDocument(out / "report.pdf")
    titles = [bookmark.get_title() for bookmark in pdf.get_toc()]
    assert {"Executive summary", "Results", "What to do first", "Phase 1: Discover and align"} <= set(titles)
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages[1:], start=2))
    pdf.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "answers: {DIS-01: {level: 9}}",
            "answers.yaml, line 1: DIS-01: 'level' must be a whole number from 0 to 5, not 9.",
        ),
        ("answers: {}\nreport: {accent: green}", "'accent' must be a colour like #0E5A52"),
        ("answers: {}\nreport: {logo: ../secret.png}", "must be the name of an image in the same folder"),
        ("answers: {}\nreport: {logo: answers.yaml}", "This is not a PNG or JPEG image"),
        (
            "answers: {}\nreport: {logo: missing.png}",
            "names missing.png, which cannot be used. No such file or directory.",
        ),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    text: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        run(path, "--out", tmp_path / "out")
    assert caught.value.code == 2
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["missing.yaml", "--out", "out"], "missing.yaml: No such file or directory."),
        ([], "Name the answers file, or with --template the workbook to write."),
        (
            ["x.yaml", "--out", "out", "--pack", "nope"],
            "nope: No such file or directory. Shipped packs: delivery-partner",
        ),
        (["x.yaml", "--out", "out", "--pack", "delivery-partner"], "an assessment needs a question pack"),
        ([str(EXAMPLE), "--out", "out", "--as-of", "soon"], "--as-of must be a date like 2026-10-31, not 'soon'."),
        (
            [str(EXAMPLE), "--out", "out", "--as-of", "20261031"],
            "--as-of must be a date like 2026-10-31, not '20261031'.",
        ),
        ([str(EXAMPLE), "--out", "out", "--as-of", ""], "--as-of must be a date like 2026-10-31, not ''."),
    ],
)
def test_bad_arguments_are_told(
    args: list[str], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        run(*args)
    assert caught.value.code == 2
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_results_are_no_answers(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(small, "--no-pdf", "--out", tmp_path / "out")
    capsys.readouterr()
    with pytest.raises(SystemExit):
        run(tmp_path / "out" / "results.json", "--no-pdf", "--out", tmp_path / "more")
    assert capsys.readouterr().err == ("results.json: These are results, not answers; name the answers file instead.\n")


def test_a_report_that_is_too_long_says_what_makes_it_long(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_limits", lambda _: RenderLimits(cpu_seconds=1))
    with pytest.raises(CommandError, match=r"more than 1 seconds of computing.* 66 questions, and 2 lines of notes"):
        run(small, "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_report_may_take_longer_the_more_is_asked() -> None:
    few, many = make_pack([make_question("A-1")]), make_pack([make_question(f"A-{n}") for n in range(500)])
    assert pdf._limits(few).cpu_seconds < pdf._limits(many).cpu_seconds
    assert pdf._limits(many).wall_seconds > pdf._limits(many).cpu_seconds


def test_a_template_is_written_once_and_holds_given_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shipped_pack: QuestionPack
) -> None:
    out = tmp_path / "answers.xlsx"
    run(EXAMPLE, "--template", "saas-reliability", out)
    assert read_answers_file(out, shipped_pack) == read_answers_file(EXAMPLE, shipped_pack)
    before = out.read_bytes()
    with pytest.raises(SystemExit):
        run("--template", "saas-reliability", out)
    assert "exists already" in capsys.readouterr().err
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ([EXAMPLE, "--no-pdf", "--out", "out"], "--out out/results.json: No space left on device.\n"),
        (["--template", "saas-reliability", "out/new.xlsx"], "--template out/new.xlsx: No space left on device.\n"),
    ],
)
def test_full_disk_is_told_and_leaves_nothing(
    args: list[object],
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(path: Path, _target: Path) -> Path:
        raise OSError(ENOSPC, os.strerror(ENOSPC), str(path))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SystemExit) as caught:
        run(*args)
    assert (caught.value.code, capsys.readouterr().err) == (2, sentence)
    assert list((tmp_path / "out").iterdir()) == []


def test_results_without_a_report_load_no_weasyprint(small: Path, tmp_path: Path) -> None:
    code = (
        "import sys, django; django.setup()\n"
        "from django.core.management import call_command\n"
        f"call_command('assess', {str(small)!r}, '--no-pdf', '--out', {str(tmp_path / 'out')!r})\n"
        "assert 'weasyprint' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=clean_environment())


def test_a_json_file_gives_the_same_results(small: Path, tmp_path: Path) -> None:
    as_json = tmp_path / "answers.json"
    data = yaml.load(SMALL, Loader=yaml.BaseLoader)
    data["assessment"]["target"] = 4
    data["report"]["draft"] = True
    data["answers"]["DIS-01"]["level"] = 4
    data["answers"]["DIS-02"]["unknown"] = True
    as_json.write_text(json.dumps(data), encoding="utf-8")
    for path in (small, as_json):
        run(path, "--no-pdf", "--out", tmp_path / path.suffix)
    assert results(tmp_path / ".yaml") == results(tmp_path / ".json")


def test_a_bad_file_stops_before_anything_is_read_on(tmp_path: Path, shipped_pack: QuestionPack) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"%PDF-1.7\n\xff")
    with pytest.raises(BadInputError):
        read_answers_file(path, shipped_pack)


def test_core_file_counts_the_core_questions_alone(tmp_path: Path) -> None:
    answers = "assessment: {title: Core, scope: core, as_of: 2026-11-01}\nanswers: {DIS-01: {level: 3}}"
    (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
    run(tmp_path / "answers.yaml", "--out", tmp_path / "out")
    data = results(tmp_path / "out")
    schema("results.schema.json").validate(data)
    assert (data["assessment"]["scope"], data["completion"]["total"], len(data["questions"])) == ("core", 24, 24)
    cover = pypdfium2.PdfDocument(tmp_path / "out" / "report.pdf")[0].get_textpage().get_text_bounded()
    assert "SaaS backend reliability, core questions" in " ".join(cover.split())


def test_phase_without_core_questions_is_left_without_a_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the whole phase B has none, and the question asked builds on one that is not."""
    pack = make_pack([make_question("A-1", core=True, depends_on=("B-1",)), make_question("B-1")])
    monkeypatch.setattr("reports.management.commands.assess.load_question_pack", lambda name: pack)
    answers = "assessment: {scope: core, as_of: 2026-11-01, target: 4}\nanswers: {A-1: {level: 3}}"
    (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
    run(tmp_path / "answers.yaml", "--out", tmp_path / "out")
    data = results(tmp_path / "out")
    assert [(phase["id"], phase["claimed"], phase["counts"]["total"]) for phase in data["phases"]] == [
        ("A", "3.0000", 1),
        ("B", None, 0),
    ]
    assert data["overall"]["claimed"] == "3.0000"
