"""What a file would change in what is stored now: the preview of an import, and what applying it writes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import User, Workspace
from assessments.domain.answers import Evidence
from assessments.domain.checking import Lack, find_lack
from assessments.domain.imports import FiledAnswer, Pick, outcome_of, units_changed
from assessments.domain.merging import UNITS
from assessments.domain.renewal import renew
from assessments.models import Answer, AnswerImport, AnswerVersion, Assessment
from assessments.models.answer import Said
from assessments.queries.renewal import asked_of
from assessments.queries.scoring import as_answer, as_evidence, cited_in
from catalog.domain.question_pack import EvidenceClass, Question
from catalog.models import Pack
from catalog.queries import question_pack
from core.source.dates import parse_day
from evidence.models import Evidence as StoredEvidence

type Key = tuple[str, str, str, date | None]
"""Evidence with the same title, place and day is the same piece."""
type Picks = Mapping[tuple[str, str], Pick]
"""By question and unit."""


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one answer. `added` is evidence that is new to the workspace, `cited` what is there already.

    `lack`: the answer could not stand, so it is left as it is; by itself only after others have changed it.
    `is_locked`: it is under review, and left as it is, too; then nobody is asked which of two values stays.
    """

    question: Question
    answer: Answer
    values: Mapping[str, Any]
    filed: FiledAnswer
    units: Sequence[str]
    collisions: Sequence[str]
    open: Sequence[str]
    added: Sequence[Evidence]
    cited: Sequence[StoredEvidence]
    uncited: Sequence[StoredEvidence]
    lack: Lack | None
    is_locked: bool

    @property
    def writes(self) -> bool:
        return not self.lack and not self.is_locked and bool(self.units or self.added or self.cited or self.uncited)


@dataclass(frozen=True, slots=True)
class Plan:
    """`fingerprint` names the state of the answers that the lines were compared with, and what of them was locked."""

    lines: Sequence[Line]
    unchanged: int
    fingerprint: str

    @property
    def changing(self) -> list[Line]:
        return [line for line in self.lines if line.writes or line.collisions]


def plan_import(found: AnswerImport, picks: Picks | None = None) -> Plan:
    """What the file does to the answers as they are at this moment."""
    assessment = found.assessment
    assert assessment is not None
    filed = [filed_answer(data) for data in found.content["answers"]]
    stored = {row.question: row for row in assessment.answers.select_related("changed_by")}
    filed = [each for each in filed if each.question in stored]
    bases = contents_at(assessment, {each.question: each.seen for each in filed}, stored)
    cited: dict[int, dict[str, StoredEvidence]] = {}
    for citation in cited_in(assessment):
        cited.setdefault(citation.answer_id, {})[citation.evidence.code] = citation.evidence
    register = pieces_by_key(found.workspace, (item.title for each in filed for item in each.evidence))
    lines = []
    for each in filed:
        answer = stored[each.question]
        line = _line(assessment, each, answer, bases[each.question], cited.get(answer.pk, {}), register, picks or {})
        if line.units or line.collisions or line.added or line.cited or line.uncited:
            lines.append(line)
    state = "\n".join(
        f"{each.question} {stored[each.question].revision} {assessment.is_locked(each.question)}" for each in filed
    )
    fingerprint = hashlib.sha256(state.encode()).hexdigest()[:32]
    return Plan(lines, found.content["rows"] - len(lines), fingerprint)


def _line(
    assessment: Assessment,
    filed: FiledAnswer,
    answer: Answer,
    base: Mapping[str, Any] | None,
    cited: Mapping[str, StoredEvidence],
    register: Mapping[Key, StoredEvidence],
    picks: Picks,
) -> Line:
    of_question = {unit: picks[filed.question, unit] for unit in UNITS if (filed.question, unit) in picks}
    outcome = outcome_of(base, answer.contents, filed.said, of_question)
    known = {key_of(as_evidence(piece)) for piece in cited.values()}
    new = {key_of(item): item for item in filed.evidence if key_of(item) not in known}
    question = assessment.questions.question[filed.question]
    wanted = as_answer(AnswerVersion(**outcome.values))
    is_locked = assessment.is_locked(question.id)
    return Line(
        question=question,
        answer=answer,
        values=outcome.values,
        filed=filed,
        units=units_changed(answer.contents, outcome.values),
        collisions=() if is_locked else outcome.collisions,
        open=() if is_locked else outcome.open,
        added=[item for key, item in new.items() if key not in register],
        cited=[register[key] for key in new if key in register],
        uncited=[cited[code] for code in dict.fromkeys(filed.uncited) if code in cited],
        lack=find_lack(question, assessment.questions.scale, wanted),
        is_locked=is_locked,
    )


def contents_at(
    assessment: Assessment, seen: Mapping[str, int], stored: Mapping[str, Answer]
) -> dict[str, dict[str, Any] | None]:
    """What each answer said at a revision; None for a revision that is not known, such as before a restored backup."""
    return {id_: said.contents if said else None for id_, said in said_at(assessment, seen, stored).items()}


def said_at(assessment: Assessment, seen: Mapping[str, int], stored: Mapping[str, Answer]) -> dict[str, Said | None]:
    found: dict[str, Said | None] = {id_: AnswerVersion() if seen[id_] == 1 else None for id_ in seen}
    found |= {id_: stored[id_] for id_, revision in seen.items() if stored[id_].revision == revision}
    earlier = {id_: revision for id_, revision in seen.items() if 1 < revision < stored[id_].revision}
    if earlier:
        versions = AnswerVersion.objects.filter(
            answer__assessment=assessment, revision__in=set(earlier.values())
        ).select_related("answer")
        for version in versions:
            if earlier.get(version.answer.question) == version.revision:
                found[version.answer.question] = version
    return found


def key_of(item: Evidence) -> Key:
    return (item.title, item.link, item.reference, item.observed)


def pieces_by_key(workspace: Workspace, titles: Iterable[str]) -> dict[Key, StoredEvidence]:
    """Evidence of the workspace with these titles; of several alike the oldest."""
    wanted = set(titles)
    if not wanted:
        return {}
    alive = StoredEvidence.objects.filter(workspace=workspace, deleted_at=None, title__in=wanted)
    rows = alive.select_related("stored_file").order_by("-pk")
    return {key_of(as_evidence(piece)): piece for piece in rows}


def is_of_earlier_version(found: AnswerImport) -> bool:
    """Whether the assessment has moved to another version of its pack since the file was read."""
    assert found.assessment is not None
    now = found.assessment.pack.hash
    return bool(found.content.get("pack", now) != now)


def asked_as_then(found: AnswerImport) -> Collection[str]:
    """The questions that say the same as in the version of the pack against which the file was read."""
    assessment = found.assessment
    assert assessment is not None
    if not is_of_earlier_version(found):
        return assessment.questions.question
    then = Pack.objects.filter(hash=found.content["pack"]).first()
    if then is None:
        return ()
    return {question.id for question in renew(asked_of(assessment, question_pack(then)), assessment.questions).kept}


def imports_of(assessment: Assessment, limit: int) -> list[AnswerImport]:
    """The latest that were applied."""
    applied = assessment.imports.filter(applied_at__isnull=False).defer("content")
    return list(applied.select_related("made_by").order_by("-applied_at")[:limit])


def find_import(workspace: Workspace, code: str, user: User, assessment: Assessment | None = None) -> AnswerImport:
    """What was applied is everybody's to see; a preview is for who made it. Raises AnswerImport.DoesNotExist."""
    found = AnswerImport.objects.select_related("made_by").get(
        Q(applied_at__isnull=False) | Q(made_by=user), workspace=workspace, code=code, assessment=assessment
    )
    found.workspace, found.assessment = workspace, assessment
    return found


def filed_answer(data: Mapping[str, Any]) -> FiledAnswer:
    return FiledAnswer(
        question=data["question"],
        seen=data["seen"],
        said=data["said"],
        evidence=tuple(_evidence(each) for each in data["evidence"]),
        uncited=tuple(data["uncited"]),
    )


def _evidence(data: Mapping[str, Any]) -> Evidence:
    observed = parse_day(data["observed"]) if data["observed"] else None
    return Evidence(**{**data, "evidence_class": EvidenceClass(data["evidence_class"]), "observed": observed})
