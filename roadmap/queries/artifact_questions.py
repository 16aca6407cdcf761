"""The questions that an artifact is evidence for, with their answers in the assessment that feeds the roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.domain.answers import State
from assessments.domain.results import QuestionResult
from assessments.domain.scoring import score
from assessments.models import Assessment, Citation
from assessments.queries.scoring import read_levels
from catalog.domain.question_pack import Question, QuestionPack
from catalog.models import Pack
from catalog.models.pack import UNREAD
from roadmap.domain.states import ArtifactStatus
from roadmap.models import Artifact, Roadmap


@dataclass(frozen=True, slots=True)
class Served:
    """`result` is None where no assessment feeds the roadmap, or it does not ask the question."""

    question: Question
    result: QuestionResult | None = None
    is_cited: bool = False
    is_locked: bool = False
    level_name: str = ""

    @property
    def can_cite(self) -> bool:
        return self.result is not None and not self.is_cited and not self.is_locked

    @property
    def is_not_applicable(self) -> bool:
        return self.result is not None and self.result.state is State.NOT_APPLICABLE


def questions_for(artifact: Artifact) -> tuple[Question, ...]:
    """By the pack; one's own artifact has none."""
    asked = artifact.roadmap.questions.questions
    return tuple(question for question in asked if artifact.kind and question.artifact == artifact.kind)


def feeding_assessment(roadmap: Roadmap) -> Assessment | None:
    """With its pack; None if there is none, or it was deleted."""
    assessment = roadmap.assessment
    if assessment is None or assessment.deleted_at:
        return None
    assessment.workspace = roadmap.workspace
    is_same = assessment.pack_id == roadmap.pack_id
    assessment.pack = roadmap.pack if is_same else Pack.objects.defer(*UNREAD).get(pk=assessment.pack_id)
    return assessment


def served_by(artifact: Artifact, assessment: Assessment | None) -> Sequence[Served]:
    questions = questions_for(artifact)
    if assessment is None:
        return [Served(question) for question in questions]
    pack = assessment.questions
    asked = [pack.question[question.id] for question in questions if question.id in pack.question]
    ids = [question.id for question in asked]
    levels = read_levels(assessment, ids) if ids else None
    cited = set(_cited(artifact, assessment, ids)) if artifact.evidence_id and ids else set()
    few = replace(pack, questions=tuple(asked))
    found = score(few, levels.answers, assessment.targets, as_of=assessment.workspace.today) if levels else None
    results = {result.question.id: result for result in found.questions} if found else {}
    return [
        Served(
            results[question.id].question,
            results[question.id],
            is_cited=question.id in cited,
            is_locked=assessment.is_locked(question.id),
            level_name=_level_name(pack, results[question.id]),
        )
        if question.id in results
        else Served(question)
        for question in questions
    ]


def is_offered(artifact: Artifact) -> bool:
    """For answers to cite: what was recorded of it is there, and it was not taken up again since."""
    evidence = artifact.evidence
    return artifact.standing == ArtifactStatus.ACCEPTED and evidence is not None and evidence.deleted_at is None


def _cited(artifact: Artifact, assessment: Assessment, ids: Sequence[str]) -> list[str]:
    found = Citation.objects.filter(evidence=artifact.evidence_id, answer__assessment=assessment)
    return list(found.filter(answer__question__in=ids).values_list("answer__question", flat=True))


def _level_name(pack: QuestionPack, result: QuestionResult) -> str:
    return "" if result.claimed is None else pack.scale.name(result.claimed)
