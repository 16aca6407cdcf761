"""All that can be done to an assessment after it was frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import pytest

from accounts.models import Workspace
from assessments.domain import advice, criteria, gaps, rulings, scoring, what_if
from assessments.models import Assessment
from assessments.operations.assessments import change_assessment
from evidence.models import Evidence
from evidence.operations.evidence import delete_evidence
from tests.factories.accounts import owner_of
from tests.factories.packs import install_next_version


def with_other_words(source: str) -> str:
    return source.replace("    title: ", "    title: Now, ").replace("    why: ", "    why: Since ")


type Change = Callable[[Assessment, pytest.MonkeyPatch], None]


def answers_change(assessment: Assessment, _monkeypatch: pytest.MonkeyPatch) -> None:
    for row in assessment.answers.all():
        row.state, row.level, row.reason, row.note = "answered", 5, "", "Anew."
        row.save()
    change_assessment(
        assessment=assessment,
        actor=owner_of(assessment.workspace),
        seen=assessment.revision,
        title="Other",
        target=2,
        phase_targets={},
    )
    Workspace.objects.update(name="Renamed", time_zone="Pacific/Kiritimati", locale="de-CH")


def evidence_is_deleted(assessment: Assessment, _monkeypatch: pytest.MonkeyPatch) -> None:
    for piece in Evidence.objects.select_related("workspace"):
        delete_evidence(evidence=piece, actor=owner_of(assessment.workspace))
    Evidence.objects.all().delete()


def evidence_lapses(assessment: Assessment, _monkeypatch: pytest.MonkeyPatch) -> None:
    Evidence.objects.update(observed_date=assessment.workspace.today - timedelta(days=400))


def pack_is_renewed(assessment: Assessment, _monkeypatch: pytest.MonkeyPatch) -> None:
    """With other words for every question, and another cap for what no evidence shows."""
    install_next_version(assessment.pack, with_other_words)


def rule_changes(_assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that another version of the scoring could do otherwise."""
    monkeypatch.setattr(scoring, "SCORING_VERSION", 2)
    monkeypatch.setattr(scoring, "best_cap", lambda judged, caps: 1)
    monkeypatch.setattr(scoring, "_ratio", lambda above, below: Fraction(1, 7))
    monkeypatch.setattr(gaps, "cost", lambda effort: 1)
    for module in (criteria, advice, rulings):
        monkeypatch.setattr(module, "carried_level", lambda question, scale, answer: scale.min)
    monkeypatch.setattr(criteria, "suggested_level", lambda question, scale, met: scale.min)
    monkeypatch.setattr(rulings, "advice_text", lambda found, pack: "Do something else.")
    monkeypatch.setattr(what_if, "score", scoring.score)


CHANGES: tuple[Change, ...] = (answers_change, evidence_is_deleted, evidence_lapses, pack_is_renewed, rule_changes)
