"""The template of an artifact, filled with what the workspace already knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.choices import StateChoice
from assessments.domain.results import QuestionResult
from assessments.models import Assessment
from assessments.queries.scoring import result_of
from catalog.domain.question_pack import Question, QuestionPack
from core.local import day
from roadmap.domain.artifact_template import Answered, Figure, Planned, Section, Template, figures_in
from roadmap.domain.hints import hint_for
from roadmap.models import Action, Artifact
from roadmap.queries.actions import actions_of
from roadmap.queries.artifact_questions import feeding_assessment, questions_for

MOST_FIGURES = 12


def template_of(artifact: Artifact) -> Template:
    roadmap = artifact.roadmap
    assessment, questions = feeding_assessment(roadmap), questions_for(artifact)
    results = _results(assessment) if questions else {}
    served = [results[question.id] for question in questions if question.id in results]
    return Template(
        title=str(artifact),
        company=roadmap.workspace.name,
        product=assessment.title if assessment else roadmap.title,
        day=day(roadmap.workspace.today),
        facts=_facts(artifact),
        done=tuple((sentence, number in artifact.ticks) for number, sentence in enumerate(artifact.sentences)),
        sections=tuple(
            Section(heading, hint_for(artifact.kind, number, len(artifact.headings)))
            for number, heading in enumerate(artifact.headings)
        ),
        answered=tuple(_answered(assessment.questions, result) for result in served) if assessment else (),
        figures=tuple(_figures(artifact, questions, results))[:MOST_FIGURES],
        actions=tuple(
            _planned(action) for action in actions_of(roadmap).filter(question__in=[each.id for each in questions])
        ),
    )


def _results(assessment: Assessment | None) -> dict[str, QuestionResult]:
    if assessment is None:
        return {}
    found = result_of(assessment, as_of=assessment.workspace.today)
    return {result.question.id: result for result in found.questions}


def _facts(artifact: Artifact) -> tuple[tuple[str, str], ...]:
    nobody = _("not named yet")
    return (
        (_("Roadmap"), artifact.roadmap.title),
        (_("Phase"), artifact.roadmap.questions.phase[artifact.phase].title),
        (_("Owner"), str(artifact.owner or nobody)),
        (_("Reviewer"), str(artifact.reviewer or nobody)),
        (_("Due"), _day(artifact.due_date)),
        (_("Review by"), _day(artifact.review_date)),
        (_("Status"), artifact.standing_name),
    )


def _answered(pack: QuestionPack, result: QuestionResult) -> Answered:
    step = result.question.next_step(result.verified) if result.gap and result.verified is not None else ""
    return Answered(
        question=result.question.id,
        title=result.question.title,
        standing=_standing(pack, result),
        note=result.answer.note.strip(),
        evidence=tuple(
            f"{judged.evidence.title} ({_observed(judged.evidence.observed)})" for judged in result.evidence
        ),
        step=step,
    )


def _standing(pack: QuestionPack, result: QuestionResult) -> str:
    if result.claimed is None:
        return str(StateChoice(result.state).label)
    words = {
        "level": result.claimed,
        "name": pack.scale.name(result.claimed),
        "verified": result.verified,
        "target": result.target,
    }
    return _("%(level)s %(name)s; verified %(verified)s, target %(target)s") % words


def _figures(
    artifact: Artifact, questions: Collection[Question], results: Mapping[str, QuestionResult]
) -> Iterable[Figure]:
    """First of what these questions rest on, then of the rest of the phase. Their own notes are in the template whole,
    and come with what they hold at its top."""
    own = [question.id for question in questions]
    needed = [id_ for question in questions for id_ in question.depends_on]
    phase = [id_ for id_, result in results.items() if result.question.phase == artifact.phase]
    for id_ in dict.fromkeys([*own, *needed, *phase]):
        if id_ in results:
            yield from figures_in(id_, results[id_].answer.note)


def _planned(action: Action) -> Planned:
    return Planned(
        title=action.title,
        question=action.question,
        state=action.get_state_display(),
        owner=str(action.owner or ""),
        due=_day(action.due_date),
    )


def _day(value: date | None) -> str:
    return day(value) if value else "–"


def _observed(value: date | None) -> str:
    return _("observed on %(day)s") % {"day": day(value)} if value else _("no date")


def template_name(artifact: Artifact, ending: str) -> str:
    """Of the file."""
    name = slugify(f"{artifact.roadmap.workspace.name} {artifact}")[:80].strip("-") or "artifact"
    return f"{name}.{ending}"
