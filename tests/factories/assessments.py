"""Answers and evidence for tests."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import copy
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from accounts.models import User, Workspace
from assessments.choices import ScopeChoice, StateChoice
from assessments.domain.answers import Answer, Evidence, Reason, State
from assessments.models import Answer as StoredAnswer
from assessments.models import Assessment, Citation, Milestone
from assessments.operations.assessments import create_assessment
from assessments.operations.citations import cite_evidence
from assessments.operations.milestones import freeze_milestone
from catalog.domain.normal_form import normal_form
from catalog.domain.question_pack import EvidenceClass
from catalog.files.load import SHIPPED, parse_pack
from catalog.models import Pack
from core.codes import new_code
from evidence.models import Evidence as StoredEvidence
from tests.factories.accounts import owner_of

_numbers = count(1)

UNKNOWN = Answer(State.UNKNOWN)
NOT_APPLICABLE = Answer(State.NOT_APPLICABLE, reason=Reason.OUT_OF_SCOPE)


def make_answer(level: int, *evidence: Evidence) -> Answer:
    return Answer(State.ANSWERED, level=level, evidence=evidence)


def make_evidence(kind: str, observed: str | None, validity_days: int | None = None) -> Evidence:
    """`kind` is document or measurement, `observed` a date such as 2026-10-01."""
    return Evidence(
        EvidenceClass(kind),
        f"The {kind}",
        link="https://wiki.example/1",
        observed=date.fromisoformat(observed) if observed else None,
        validity_days=validity_days,
    )


def make_assessment(workspace: Workspace, *, scope: ScopeChoice = ScopeChoice.FULL, **fields: Any) -> Assessment:
    """Of the shipped pack unless another is named, with every question open, by the workspace's owner."""
    values = {"title": f"Assessment {next(_numbers)}", "actor": owner_of(workspace), "target": 4, **fields}
    values.setdefault("pack", shipped_pack())
    return create_assessment(workspace=workspace, scope=scope, **values)


def make_milestone(assessment: Assessment, *, title: str = "2026 Q4", **fields: Any) -> Milestone:
    """The assessment as it is now, frozen by the workspace's owner."""
    return freeze_milestone(assessment=assessment, actor=owner_of(assessment.workspace), title=title, **fields)


def make_copy(assessment: Assessment, owner: User) -> Assessment:
    """Its row and open answers, straight into the tables: the operation scores each of many anew."""
    made = copy(assessment)
    made.pk, made.code, made.owner = None, new_code(), owner
    made.save(force_insert=True)
    asked = made.questions.questions
    StoredAnswer.objects.bulk_create(StoredAnswer(assessment=made, question=question.id) for question in asked)
    return made


def make_large_pack(times: int) -> Pack:
    """The shipped pack with every question so many times, as DIS-01, DIS-01.2 and so on."""
    return _stored(times)


def answer_everything(assessment: Assessment, *, note: str = "", evidence: Collection[StoredEvidence] = ()) -> None:
    """Every question with a level, this note and one of the evidence, straight into the tables."""
    for number, answer in enumerate(assessment.answers.order_by("pk")):
        answer.state, answer.level, answer.note = StateChoice.ANSWERED, number % 6, note
        answer.save()
        if evidence:
            Citation.objects.create(answer=answer, evidence=list(evidence)[number % len(evidence)])


def cite(assessment: Assessment, number: int, evidence: StoredEvidence, *, level: int = 4) -> str:
    """Answer the question of this number at the level, with the evidence; its id."""
    question = assessment.questions.questions[number].id
    assessment.answers.filter(question=question).update(state="answered", level=level)
    cite_evidence(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=owner_of(assessment.workspace),
        evidence=evidence,
    )
    return question


def shipped_pack() -> Pack:
    return _stored(None)


def _stored(times: int | None) -> Pack:
    """As `install_pack` installs it, but read once for all tests: reading it takes longer than most of them.

    It has one key in all of them, since what `question_pack` read is kept by the key; no sequence comes that far.
    """
    row = _row(times)
    pack, _is_new = Pack.objects.get_or_create(code=row["code"], version=row["version"], defaults=row)
    return pack


@cache
def _row(times: int | None) -> dict[str, Any]:
    source = (SHIPPED / "saas-reliability.yaml").read_text()
    if times:
        head, asked, rest = re.split(r"(?<=\nquestions:\n)(.*?)(?=\n[a-z])", source, maxsplit=1, flags=re.DOTALL)
        copies = [re.sub(r"(?m)^(  - id: \S+)", rf"\1.{number}", asked) for number in range(2, times + 1)]
        head = head.replace("code: saas-reliability", "code: large", 1)
        source = "\n".join([head + asked, *copies, rest])
    content = normal_form(parse_pack(source.encode(), "pack.yaml"))
    said = {name: content[name] for name in ("code", "version", "title", "hash")}
    return {"pk": 1_000_000 + (times or 0), "source": source, **said}
