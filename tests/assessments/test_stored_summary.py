"""The stored summary is what scoring everything anew would give, after whatever was done in whatever order."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Workspace
from assessments.choices import GroupKind
from assessments.domain.summary import summarise
from assessments.models import Answer, Assessment
from assessments.operations.answers import confirm_answer, restore_answer, save_answer
from assessments.operations.assessments import (
    change_assessment,
    delete_assessment,
    duplicate_assessment,
    restore_assessment,
)
from assessments.operations.carrying import begin_from_milestone, confirm_section
from assessments.operations.citations import cite_evidence, remove_citation
from assessments.operations.milestones import freeze_milestone
from assessments.operations.renewal import move_to_version
from assessments.operations.suggestions import rule_out
from assessments.operations.upkeep import renew_summaries
from assessments.queries.renewal import plan_renewal
from assessments.queries.scoring import current_summary, result_of
from evidence.models import Evidence
from evidence.operations.evidence import change_evidence, delete_evidence, replace_evidence, restore_evidence
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.packs import install_next_version

QUESTIONS = ["DIS-01", "DIS-06", "ARC-11", "VAL-05"]
"""Two of one phase, and one of another phase that shares a domain with some of them."""

ACTS = ["answer", "restore", "cite", "uncite", "change", "replace", "delete", "undelete", "target", "copy", "remove",
        "take back", "rule out", "next day", "renew", "begin", "confirm", "confirm all",
        "move"]  # fmt: skip
STATES = [{"state": "answered", "level": level, "reason": ""} for level in range(6)] + [
    {"state": "unknown", "level": None, "reason": ""},
    {"state": "unanswered", "level": None, "reason": ""},
    {"state": "not_applicable", "level": None, "reason": "out_of_scope"},
]


def with_changes(source: str) -> str:
    """Two questions have another title, and one that is none of those above goes by another id."""
    for id_ in ("DIS-01", "VAL-05"):
        head, rest = source.split(f"  - id: {id_}\n", 1)
        source = f"{head}  - id: {id_}\n{rest.replace('title: ', 'title: Now, ', 1)}"
    return source.replace("DIS-04", "DIS-44")


class World:
    """Two assessments and two pieces of evidence, to which one thing after the other is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.workspace = make_workspace()
        self.actor = owner_of(self.workspace)
        self.today = self.workspace.today
        monkeypatch.setattr(Workspace, "today", property(lambda workspace: self.today))
        for _ in range(2):
            assessment = make_assessment(self.workspace, profile={"stage": ["before_launch"]})
        install_next_version(assessment.pack, with_changes)
        for class_ in ("document", "measurement"):
            make_stored_evidence(self.workspace, evidence_class=class_, validity_days=12)

    def do(self, act: str, first: int, second: int, third: int) -> None:
        assessments = list(Assessment.objects.with_pack().select_related("workspace").order_by("pk"))
        pieces = list(Evidence.objects.select_related("workspace").order_by("pk"))
        assessment, evidence = assessments[first % len(assessments)], pieces[second % len(pieces)]
        answer = Answer.objects.get(assessment=assessment, question=QUESTIONS[third % len(QUESTIONS)])
        where = {
            "workspace": self.workspace,
            "assessment": assessment.code,
            "question": answer.question,
            "actor": self.actor,
        }
        about: dict[str, Any] = {"evidence": evidence, "actor": self.actor}
        observed = self.today - timedelta(days=second % 15)
        days: dict[str, Any] = {"observed_date": observed, "validity_days": 1 + third % 20}
        is_there, is_kept = assessment.deleted_at is None, evidence.deleted_at is None
        match act:
            case "answer" if is_there:
                save_answer(**where, seen=answer.revision, said=STATES[second % len(STATES)])
            case "restore" if is_there:
                restore_answer(**where, seen=answer.revision, revision=1 + second % answer.revision)
            case "cite" if is_there and is_kept:
                cite_evidence(**where, evidence=evidence)
            case "uncite" if is_there and is_kept:
                remove_citation(**where, evidence=evidence)
            case "change" if is_kept:
                class_ = ("document", "measurement")[first % 2]
                change_evidence(**about, seen=evidence.revision, evidence_class=class_, **days)
            case "replace" if is_kept:
                replace_evidence(**about, seen=evidence.revision, reference="Cupboard 4", **days)
            case "delete":
                delete_evidence(**about)
            case "undelete":
                restore_evidence(**about)
            case "target" if is_there:
                change_assessment(
                    assessment=assessment,
                    actor=self.actor,
                    seen=assessment.revision,
                    target=second % 6,
                    phase_targets={assessment.questions.phases[0].id: third % 6} if first % 2 else {},
                )
            case "copy" if is_there and len(assessments) < 5:
                duplicate_assessment(
                    assessment=assessment, actor=self.actor, title="Copy", with_answers=bool(second % 3)
                )
            case "remove":
                delete_assessment(assessment=assessment, actor=self.actor)
            case "take back":
                restore_assessment(assessment=assessment, actor=self.actor)
            case "begin" | "confirm" | "confirm all" | "move" if is_there and len(assessments) < 5:
                self.carry(act, answer, where, assessment.questions.phases[second % 2].id)
            case "rule out" if is_there:
                rule_out(assessment=assessment, questions=QUESTIONS, actor=self.actor)
            case "next day":
                self.today += timedelta(days=1 + second % 6)
            case "renew":
                renew_summaries(limit=100)

    def carry(self, act: str, answer: Answer, where: dict[str, Any], group: str) -> None:
        assessment = Assessment.objects.with_pack().select_related("workspace").get(pk=answer.assessment_id)
        if act == "begin":
            milestone = freeze_milestone(assessment=assessment, actor=self.actor, title="Then")
            begin_from_milestone(milestone=milestone, actor=self.actor, title="Now")
        elif act == "confirm" and answer.carried:
            confirm_answer(**where)
        elif act == "move" and (plan := plan_renewal(assessment)):
            move_to_version(assessment=assessment, actor=self.actor, version=plan.offer.content.version)
        elif act == "confirm all":
            kind = GroupKind.PHASE
            confirm_section(assessment=assessment, kind=kind, group=group, title=group, actor=self.actor)

    def check(self) -> None:
        """Of whatever day it is: what is stored is true of that day, and of today where it is of today."""
        for assessment in Assessment.objects.with_pack().select_related("workspace"):
            fresh = summarise(result_of(assessment, as_of=self.today))
            assert current_summary(assessment, self.today) == fresh
            assert assessment.summary_date is not None
            assert assessment.summary_date <= self.today
            then = summarise(result_of(assessment, as_of=assessment.summary_date))
            assert assessment.stored_summary == then


class StoredSummaryTest(TestCase):
    # Without making what fails smaller, which would take many minutes.
    @settings(max_examples=10, deadline=None, phases=[Phase.generate])
    @given(st.lists(st.tuples(st.sampled_from(ACTS), *[st.integers(0, 60)] * 3), min_size=10, max_size=25))
    def test_it_never_differs_from_scoring_anew(self, acts: list[tuple[str, int, int, int]]) -> None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            world = World(monkeypatch)
            # So that what follows has something to change.
            for number in range(4):
                world.do("answer", number, 4 + number % 2, number)
                world.do("cite", number, number, number)
            for act in acts:
                world.do(*act)
                world.check()
