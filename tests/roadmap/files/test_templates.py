"""A template is a document to go on writing in: filled with what is known, and nothing that people wrote is markup."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse

from assessments.models import Answer
from core.markdown import render_markdown
from roadmap.domain.artifact_template import figures_in
from roadmap.domain.hints import HINTS, hint_for
from roadmap.files.template_docx import template_docx
from roadmap.files.template_markdown import plain, template_markdown
from roadmap.models import Artifact
from roadmap.operations.artifacts import tick_artifact
from roadmap.queries.artifact_template import template_of
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.artifacts import again, artifact_of, make_own_artifact
from tests.factories.assessments import cite, make_assessment, shipped_pack
from tests.factories.evidence import make_stored_evidence
from tests.factories.roadmap import make_action, make_roadmap

HOSTILE = 'A <b>"map" & [link](javascript:alert(1)) | *bold* `code` \x0b\\'
NOTE = "Twelve targets in one file.\n\n# 99.9 % over 28 days\n1. <script>alert(1)</script>"


@pytest.fixture
def artifact(db: Any) -> Artifact:
    """The register of objectives, half done, with an answer, what is cited for it, and an action."""
    workspace = make_workspace(name="Northwind Billing")
    assessment = make_assessment(workspace, title="Baseline 2026")
    cite(assessment, [q.id for q in assessment.questions.questions].index("DIS-03"), make_stored_evidence(workspace))
    Answer.objects.filter(question="DIS-03").update(state="answered", level=2, note=NOTE)
    roadmap = make_roadmap(workspace, assessment=assessment)
    make_action(roadmap, title=HOSTILE, question="DIS-03")
    make_action(roadmap, title="Something else", question="ARC-01")
    found = artifact_of(roadmap)
    tick_artifact(artifact=found, actor=owner_of(workspace), seen=1, ticks=[0])
    return again(found)


def words_of(content: bytes) -> list[str]:
    import docx

    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_every_heading_of_the_shipped_pack_has_a_hint(db: Any) -> None:
    from catalog.queries import question_pack

    kinds = question_pack(shipped_pack()).artifacts
    assert set(HINTS) == {kind.id for kind in kinds}
    for kind in kinds:
        assert all(hint_for(kind.id, number, len(kind.outline)) for number in range(len(kind.outline)))
    assert hint_for("slo-register", 0, 3) == ""


def test_markdown_holds_what_is_known(artifact: Artifact) -> None:
    text = template_markdown(template_of(artifact))
    assert text.startswith("# SLI and SLO register\n\nNorthwind Billing · Baseline 2026 · ")
    assert "- [x] Each critical journey has at least one SLO\n- [ ] Indicator" in text
    assert "## Target and window\n\n*The target in percent or in time" in text
    assert "#### DIS-03 Does each critical journey have an SLO agreed with the business?" in text
    assert "> Twelve targets in one file." in text
    assert "- Evidence: Evidence " in text
    assert "- DIS-03: 99.9 % over 28 days" in text
    assert "Next step: " in text
    assert "Something else" not in text


def test_docx_holds_what_is_known(artifact: Artifact) -> None:
    words = words_of(template_docx(template_of(artifact)))
    assert words[:2] == ["SLI and SLO register", f"Northwind Billing · Baseline 2026 · {template_of(artifact).day}"]
    for expected in (
        "☒\tEach critical journey has at least one SLO",
        "☐\tIt can be exported as OpenSLO",
        "Target and window",
        "Twelve targets in one file.",
        "99.9 % over 28 days",
        HOSTILE.replace("\x0b", ""),
    ):
        assert expected in words


def test_docx_has_headings_pages_and_no_theme_that_wins_over_its_letters(artifact: Artifact) -> None:
    with ZipFile(BytesIO(template_docx(template_of(artifact)))) as package:
        assert package.testzip() is None
        body = package.read("word/document.xml").decode()
        foot = next(package.read(name).decode() for name in package.namelist() if "footer" in name)
    assert body.count('w:val="Heading1"') == 1 + 8 + 1
    assert re.findall(r'w:instr="(\w+)"', foot) == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "1. first", "- one", "+ one", "# head", "> quote", "a &lt; b", "___", "~~x~~", "===", "![x](y)", "2) b"],
)
def test_what_people_wrote_is_read_as_they_wrote_it(text: str) -> None:
    """Rendered, it is one paragraph of these words."""
    html = render_markdown(plain(text))
    said = re.fullmatch(r"<p>(.*)</p>\s*", html, re.DOTALL)
    assert said, html
    assert "<" not in said[1]
    unescaped = engines["django"].from_string("{{ it }}").render({"it": " ".join(text.split())})
    assert said[1].replace("&quot;", '"') == unescaped.replace("&quot;", '"').replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Nothing is measured.", []),
        ("- p95 is **300 ms**; recovery takes 4 hours.", ["p95 is 300 ms;", "recovery takes 4 hours."]),
        ("It was 99,95 % in May. Good.\n1. 12 journeys", ["It was 99,95 % in May."]),
    ],
)
def test_figures_are_numbers_with_a_unit(note: str, found: list[str]) -> None:
    assert [figure.text for figure in figures_in("DIS-03", note)] == found


def test_without_an_assessment_there_is_the_outline_alone(db: Any) -> None:
    artifact = make_own_artifact(make_roadmap(make_workspace()), title=HOSTILE, outline=["Suppliers", "Exits"])
    template = template_of(again(artifact))
    assert "## Suppliers" in template_markdown(template)
    assert "known already" not in template_markdown(template)
    assert "Exits" in words_of(template_docx(template))


@pytest.mark.parametrize(("name", "ending"), [("artifact_markdown", "md"), ("artifact_docx", "docx")])
def test_template_is_downloaded_under_the_names_of_company_and_artifact(
    client: Client, artifact: Artifact, name: str, ending: str
) -> None:
    workspace = artifact.roadmap.workspace
    client.force_login(owner_of(workspace))
    answer = client.get(reverse(name, args=[workspace.code, artifact.roadmap.code, artifact.code]))
    assert answer["Content-Disposition"] == f'attachment; filename="northwind-billing-sli-and-slo-register.{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
