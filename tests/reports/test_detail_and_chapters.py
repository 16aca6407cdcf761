"""What a report holds, as its author chose: for a board or whole, with these chapters or those."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from catalog.domain.question_pack import QuestionPack
from core.source import BadInputError
from reports.operations.headless import assess_file

PROOF, SUMMARY = "Versions and proof", "Executive summary"


def pages_of(folder: Path, pack: QuestionPack, answers: dict[str, Any], report: dict[str, Any]) -> list[str]:
    """The text of every page, with spaces and line ends as one space each."""
    path = folder / "answers.json"
    about = {"organisation": "Northwind Billing", "title": "2026 baseline", "as_of": "2026-11-01"}
    path.write_text(json.dumps({"assessment": about, "report": report, "answers": answers}))
    out = folder / "out"
    assess_file(answers=path, pack=pack, out=out, as_of=None, today=date(2026, 11, 1), with_pdf=True)
    pdf = pypdfium2.PdfDocument((out / "report.pdf").read_bytes())
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    finally:
        pdf.close()


def proven(pack: QuestionPack, observed: str) -> dict[str, Any]:
    proof = {"class": "measurement", "title": "The record", "reference": "R-1", "observed": observed}
    return {question.id: {"level": 5, "evidence": [proof]} for question in pack.questions}


def mixed(pack: QuestionPack) -> dict[str, Any]:
    note = "Twelve of fourteen services have it, the other two by March."
    return {question.id: {"level": number % 6, "note": note} for number, question in enumerate(pack.questions)}


@pytest.mark.parametrize("kind", ["nothing", "good", "lapsing", "mixed"])
def test_report_for_a_board_has_few_pages_and_page_two_says_what_to_do(
    kind: str, tmp_path: Path, shipped_pack: QuestionPack
) -> None:
    answers = {
        "nothing": {},
        "good": proven(shipped_pack, "2026-10-01"),
        "lapsing": proven(shipped_pack, "2026-06-01"),
        "mixed": mixed(shipped_pack),
    }[kind]
    comments = {phase.id: "In our own words, which are not many. " * 6 for phase in shipped_pack.phases}
    pages = pages_of(tmp_path, shipped_pack, answers, {"detail": "board", "phases": comments})
    assert 4 <= len(pages) <= 6
    assert PROOF in pages[-1]
    first = {
        "nothing": "Find out what is open; it may hide gaps. These matter most, for what they put at risk:",
        "good": "Nothing is due: no evidence lapses within 90 days. Renew ahead what comes next: 66 pieces of evidence",
        "lapsing": "Renew what lapses next. 66 pieces of evidence will lapse within 90 days.",
        "mixed": "The widest gaps, and what they put at risk",
    }[kind]
    assert SUMMARY in pages[1]
    assert "Where we stand" in pages[1]
    assert "What to do first" in pages[1]
    assert first in pages[1]


def test_whole_report_begins_with_the_summary(tmp_path: Path, shipped_pack: QuestionPack) -> None:
    pages = pages_of(tmp_path, shipped_pack, mixed(shipped_pack), {})
    assert SUMMARY in pages[1]
    assert "What to do first" in pages[1]
    assert "Contents" in pages[2]


def test_chapters_that_are_not_chosen_are_left_out_and_the_proof_stays(
    tmp_path: Path, shipped_pack: QuestionPack
) -> None:
    pages = pages_of(tmp_path, shipped_pack, mixed(shipped_pack), {"chapters": ["steps", "method"]})
    text = " ".join(pages)
    assert "How this was assessed" in pages[2]
    assert "All gaps, in order" in text
    assert PROOF in pages[-1]
    for left_out in (
        "What is not known An open",
        "By domain, widest gap first",
        "Phase 1 of 6",
        "How levels are decided",
    ):
        assert left_out not in text
    assert len(pages) < 8


def test_own_words_stand_instead_of_the_generated_summary(tmp_path: Path, shipped_pack: QuestionPack) -> None:
    report = {"detail": "board", "summary": "All is **well**, or nearly.", "generated_summary": False}
    pages = pages_of(tmp_path, shipped_pack, mixed(shipped_pack), report)
    assert "All is well, or nearly." in pages[1]
    assert "Where we stand" not in pages[1]
    assert "Questions settled" in pages[1]  # the numbers stay
    kept = pages_of(tmp_path, shipped_pack, mixed(shipped_pack), {"detail": "board", "generated_summary": False})
    assert "Where we stand" in kept[1]  # there is nothing to stand instead


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        ({"detail": "short"}, "'detail' must be one of board, full"),
        ({"chapters": ["steps", "end"]}, "'chapters' must name chapters out of method, results"),
        ({"chapters": "steps"}, "'chapters' must be a list"),
        ({"generated_summary": "no"}, "'generated_summary' must be true or false"),
    ],
)
def test_faults_are_named(report: dict[str, Any], sentence: str, tmp_path: Path, shipped_pack: QuestionPack) -> None:
    with pytest.raises(BadInputError) as caught:
        pages_of(tmp_path, shipped_pack, {}, report)
    assert sentence in " ".join(str(fault) for fault in caught.value.faults)
    assert not (tmp_path / "out").exists()
