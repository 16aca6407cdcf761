"""What the pages say of answers that were given on them is what the job without a database says of the same answers."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assessments.choices import ScopeChoice
from assessments.models import Assessment
from core.rounding import for_data
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.reports.test_stored_and_headless import headless

pytestmark = pytest.mark.django_db

SENT: tuple[dict[str, Any], ...] = (
    {"choice": "4", "note": "As *it* is."},
    {"choice": "2"},
    {"choice": "unknown"},
    {"choice": "5"},
    {"choice": "not_applicable", "reason": "accepted_risk", "note": "Signed."},
    {"choice": "0"},
    {"choice": "", "note": "Ask Grace."},
    {"choice": "3", "is_flagged": "on"},
)
SCORES = ("claimed", "verified", "low", "high", "target")


@pytest.fixture(params=[ScopeChoice.CORE, ScopeChoice.FULL])
def assessment(request: pytest.FixtureRequest, client: Client) -> Assessment:
    """Answered on its pages, in the background and by forms in turn, with evidence that counts or has lapsed."""
    workspace = make_workspace(name="Northwind Billing")
    assessment = make_assessment(workspace, scope=request.param, phase_targets={"scale": 3})
    client.force_login(owner_of(workspace))
    pieces = [
        make_stored_evidence(workspace),
        make_stored_evidence(workspace, evidence_class="document", link="https://wiki.example/1"),
        make_stored_evidence(workspace, days_old=200),
    ]
    for number, question in enumerate(assessment.questions.questions):
        if number % 5 == 4:
            continue
        at = f"/w/{workspace.code}/assessments/{assessment.code}/questions/{question.id}"
        accept = {"Accept": "application/json"} if number % 2 else {}
        sent = {"revision": 1, "by": "phase", **SENT[number % len(SENT)]}
        assert client.post(f"{at}/answer/", sent, headers=accept).status_code in {200, 302}
        if number % 3:
            assert client.post(f"{at}/evidence/", {"evidence": pieces[number % 3].code}).status_code == 302
    assessment.refresh_from_db()
    return assessment


def in_words(score: str | None) -> str:
    return "–" if score is None else str(Decimal(score).quantize(Decimal("0.1"), "ROUND_HALF_UP"))


def numbers_on(text: str) -> dict[str, str]:
    live = re.search(r'<div id="live">(.*?)</aside>', text, re.DOTALL)
    assert live
    pairs = re.findall(r"<dt>([^<]+)</dt>\s*<dd[^>]*>([^<]+)</dd>", live[1])
    reach = re.search(r"anywhere in ([\d.]+–[\d.]+) once", live[1])
    return {**dict(pairs), "Reach": reach[1] if reach else ""}


@pytest.mark.parametrize("kind", ["phase", "domain"])
def test_numbers_beside_the_questions_are_those_of_the_job(
    assessment: Assessment, client: Client, tmp_path: Path, kind: str
) -> None:
    found = headless(assessment, tmp_path)
    by_id = {question["id"]: question for question in found["questions"]}
    pack, everything = assessment.questions, found["completion"]
    sections = [group for group in found[f"{kind}s"] if group["counts"]["total"]]
    for group in sections:
        counts = group["counts"]
        place = f"/w/{assessment.workspace.code}/assessments/{assessment.code}/by-{kind}/{group['id']}/"
        asked = [by_id[each.id] for each in pack.questions if getattr(each, kind) == group["id"]]
        proven = sum(each["level"] is not None and any(e["counts"] for e in each["evidence"]) for each in asked)
        is_open = bool(counts["unknown"] + counts["unanswered"])
        assert numbers_on(client.get(place).text) == {
            "Verified": in_words(group["verified"]),
            "Claimed": in_words(group["claimed"]),
            "Target": in_words(group["target"]),
            "Reach": f"{in_words(group['low'])}–{in_words(group['high'])}" if is_open else "",
            "Answered": f"{counts['answered'] + counts['not_applicable']} of {counts['total']}",
            "With evidence": f"{proven} of {counts['answered']}",
            "All sections": f"{everything['answered'] + everything['not_applicable']} of {everything['total']}",
            "Verified overall": in_words(found["overall"]["verified"]),
        }, group["id"]
    assert len(sections) > 4


def test_summary_that_is_stored_while_answering_is_that_of_the_job(assessment: Assessment, tmp_path: Path) -> None:
    found = headless(assessment, tmp_path)
    summary = assessment.stored_summary
    assert [for_data(getattr(summary.overall.scores, name)) for name in SCORES] == [
        found["overall"][name] for name in SCORES
    ]
    assert summary.overall.counts._asdict() | {"total": summary.overall.counts.total} == found["completion"]
    for kind, parts in (("phases", summary.phases), ("domains", summary.domains)):
        for group in found[kind]:
            part = parts[group["id"]]
            assert [for_data(getattr(part.scores, name)) for name in SCORES] == [group[name] for name in SCORES]
            assert part.counts._asdict() | {"total": part.counts.total} == group["counts"]
