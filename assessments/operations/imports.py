"""Answers from a file: read and kept as a preview, applied as a whole or not at all, and undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.domain.checking import Lack
from assessments.files.workbook.filed import FiledContent, open_filed
from assessments.files.workbook.origin import Origin, written_evidence
from assessments.models import Answer, AnswerImport, Assessment, Citation
from assessments.models.answer_import import DRAFT_IS_KEPT, IMPORT_IS_KEPT
from assessments.operations.bulk import Rewrite, write_all
from assessments.operations.submissions import add_pieces, values_of
from assessments.queries.imports import (
    Key,
    Line,
    Picks,
    Plan,
    asked_as_then,
    contents_at,
    filed_answer,
    is_of_earlier_version,
    key_of,
    plan_import,
    said_at,
)
from assessments.queries.scoring import as_answer, as_evidence, cited_in
from catalog.queries import question_pack
from core.source import BadInputError, Faults
from evidence.citing import is_cited
from evidence.models import Evidence
from evidence.operations.evidence import take_back_evidence


class OtherAssessmentError(Exception):
    """The workbook was not exported from this assessment; it is read once the person says that this is meant."""


class ChangedSincePreviewError(Exception):
    """Somebody has changed one of the answers; the preview is to be looked at again."""


class OpenChoicesError(Exception):
    """Both sides changed the same, and nobody has said yet what stays."""


class UnfinishedAnswerError(Exception):
    """With what the person chose, this answer could not stand."""

    def __init__(self, question: str, lack: Lack) -> None:
        super().__init__(question)
        self.question, self.lack = question, lack


class NotWaitingError(Exception):
    """The import was applied or undone before, or its time is over."""


def read_import(
    *, assessment: Assessment, actor: User, file_name: str, data: bytes, is_other_meant: bool
) -> AnswerImport:
    """Read a workbook and keep what it says for a day; nothing else is written.

    Raises BadInputError with every fault of the file, OtherAssessmentError.
    """
    faults = Faults(file_name)
    reader = open_filed(data, faults, question_pack(assessment.pack))
    if reader is None:
        faults.raise_if_any()
        raise BadInputError([])
    origin = reader.origin
    is_own = origin is not None and origin.assessment == assessment.code
    if origin and origin.pack_hash != assessment.pack.hash:
        faults.add(None, "The workbook was made for this version of the pack with other content; export it again.")
    faults.raise_if_any()
    if not is_own and not is_other_meant:
        raise OtherAssessmentError
    stored = {row.question: row for row in assessment.answers.all()}
    seen = _seen(stored, origin if is_own else None)
    bases = contents_at(assessment, seen, stored)
    as_bases = {id_: as_answer(Answer(**base) if base else stored[id_]) for id_, base in bases.items()}
    contents = reader.contents(stored, as_bases, _cited_codes(assessment), is_own=is_own)
    faults.raise_if_any()
    entries = [_entry(id_, seen[id_], content, bases[id_]) for id_, content in contents.items()]
    return AnswerImport.objects.create(
        workspace=assessment.workspace,
        assessment=assessment,
        made_by=actor,
        file_name=file_name[:200],
        content={
            "answers": [entry for entry in entries if entry],
            "rows": len(contents),
            "left_out": len(reader.answers.keys() - contents.keys()),
            "corrected": [id_ for id_, content in contents.items() if content.is_corrected],
            "is_own": is_own,
            "pack": assessment.pack.hash,
        },
    )


def _seen(stored: Mapping[str, Answer], origin: Origin | None) -> dict[str, int]:
    """From which revision each row was made. Without an origin, from what is stored now: then values are compared."""
    if origin is None:
        return {id_: row.revision for id_, row in stored.items()}
    return {id_: origin.revisions.get(id_, row.revision) for id_, row in stored.items()}


def _cited_codes(assessment: Assessment) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for citation in cited_in(assessment).select_related("answer"):
        written = written_evidence(citation.evidence.code, as_evidence(citation.evidence))
        found.setdefault(citation.answer.question, {})[written.place] = written.code
    return found


def _entry(question: str, seen: int, content: FiledContent, base: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """As it is kept; None where the row says what it was made from."""
    said = values_of(content.answer)
    is_same = base is not None and all(base[name] == said[name] for name in said)
    if is_same and not content.answer.evidence and not content.uncited:
        return None
    evidence = [
        {**asdict(item), "observed": item.observed.isoformat() if item.observed else ""}
        for item in content.answer.evidence
    ]
    return {"question": question, "seen": seen, "said": said, "evidence": evidence, "uncited": list(content.uncited)}


@transaction.atomic
def apply_import(*, found: AnswerImport, actor: User, picks: Picks, fingerprint: str) -> AnswerImport:
    """Write what the preview of this fingerprint showed: all of it, or nothing where an exception is raised.

    Raises NotWaitingError, ChangedSincePreviewError, OpenChoicesError, UnfinishedAnswerError.
    """
    locked = _locked(found)
    if locked.applied_at or locked.is_over:
        raise NotWaitingError
    _lock_what_it_touches(locked)
    if is_of_earlier_version(locked):
        raise NotWaitingError
    plan = plan_import(locked, picks)
    if plan.fingerprint != fingerprint:
        raise ChangedSincePreviewError
    _require_choices(plan, picks)
    assert locked.assessment is not None
    pack = question_pack(locked.assessment.pack)
    lines = [line for line in plan.lines if line.writes]
    items = [item for line in lines for item in line.added]
    added = add_pieces(items, {}, workspace=locked.workspace, actor=actor, pack=pack)
    rewrites = [
        Rewrite(
            line.answer,
            line.values,
            cited=[*line.cited, *(added[key_of(item)] for item in line.added)],
            uncited={piece.pk for piece in line.uncited},
        )
        for line in lines
    ]
    write_all(locked.assessment, rewrites, actor=actor, is_imported=True)
    locked.changes = [_change(line, rewrite, added) for line, rewrite in zip(lines, rewrites, strict=True)]
    locked.applied_at = timezone.now()
    locked.save()
    _log(locked, actor, "answer.imported", answers=len(lines), evidence=sum(len(each.cited) for each in rewrites))
    return locked


def _require_choices(plan: Plan, picks: Picks) -> None:
    if any(line.open for line in plan.lines):
        raise OpenChoicesError
    for line in plan.lines:
        if line.lack and not line.is_locked and any(question == line.question.id for question, _unit in picks):
            raise UnfinishedAnswerError(line.question.id, line.lack)


def _change(line: Line, rewrite: Rewrite, added: Mapping[Key, Evidence]) -> dict[str, Any]:
    return {
        "question": line.question.id,
        "before": rewrite.answer.revision - 1,
        "after": rewrite.answer.revision,
        "cited": [piece.code for piece in rewrite.cited],
        "uncited": [piece.code for piece in line.uncited],
        "added": [added[key_of(item)].code for item in line.added],
    }


@transaction.atomic
def undo_import(*, found: AnswerImport, actor: User) -> AnswerImport:
    """Each answer that nobody has changed since says again what it said before; `kept` names the others.

    So are those to questions that another version of the pack no longer asks, or asks otherwise.

    Raises NotWaitingError where there is nothing to undo, or not any more, and LockedError where one is under review.
    """
    locked = _locked(found)
    if not locked.applied_at or locked.undone_at or locked.is_over:
        raise NotWaitingError
    stored = _lock_what_it_touches(locked)
    assert locked.assessment is not None
    same = asked_as_then(locked)
    asked = [each for each in locked.changes if each["question"] in stored and each["question"] in same]
    undone = [each for each in asked if stored[each["question"]].revision == each["after"]]
    before = said_at(locked.assessment, {each["question"]: each["before"] for each in undone}, stored)
    pieces = _pieces(locked, {code for each in undone for code in (*each["cited"], *each["uncited"])})
    write_all(
        locked.assessment,
        [
            Rewrite(
                stored[each["question"]],
                said.contents if (said := before[each["question"]]) else {},
                cited=[pieces[code] for code in each["uncited"] if code in pieces],
                uncited={pieces[code].pk for code in each["cited"] if code in pieces},
                restored_from=each["before"],
                carried=said.carried if said else ...,
            )
            for each in undone
        ],
        actor=actor,
    )
    _take_back_pieces(locked, {code for each in undone for code in each["added"]})
    locked.kept = [each["question"] for each in locked.changes if each not in undone]
    locked.undone_at = timezone.now()
    locked.save()
    _log(locked, actor, "answer.import_undone", answers=len(undone))
    return locked


def _take_back_pieces(found: AnswerImport, codes: set[str]) -> None:
    """What somebody has come to name elsewhere stays; for answers also where the assessment is deleted for now."""
    added = Evidence.objects.filter(workspace=found.workspace, code__in=codes)
    named = Q(pk__in=Citation.objects.values("evidence")) | is_cited(found.workspace)
    cited = set(added.filter(named).values_list("code", flat=True))
    take_back_evidence(workspace=found.workspace, codes=codes - cited)


def discard_import(*, found: AnswerImport) -> None:
    """Forget a preview. What was applied stays."""
    AnswerImport.objects.filter(pk=found.pk, applied_at=None).delete()


def purge_imports(*, now: datetime) -> int:
    """Forget previews after a day, and what could be undone after a month; how many that were."""
    drafts = AnswerImport.objects.filter(applied_at=None, made_at__lte=now - DRAFT_IS_KEPT).delete()[0]
    return drafts + AnswerImport.objects.filter(applied_at__lte=now - IMPORT_IS_KEPT).delete()[0]


def _locked(found: AnswerImport) -> AnswerImport:
    """With its assessment and workspace as the caller has them. Of two who press at once, the second one waits."""
    locked = AnswerImport.objects.select_for_update(no_key=True).filter(pk=found.pk).first()
    if locked is None:
        raise NotWaitingError
    locked.workspace, locked.assessment = found.workspace, found.assessment
    return locked


def _lock_what_it_touches(found: AnswerImport) -> dict[str, Answer]:
    """Evidence first and then the assessment, as everybody does; the answers by question."""
    filed = [filed_answer(data) for data in found.content["answers"]]
    titles = {item.title for each in filed for item in each.evidence}
    codes = {code for each in filed for code in each.uncited}
    codes |= {code for each in found.changes for code in (*each["cited"], *each["uncited"])}
    of_workspace = Evidence.objects.filter(workspace=found.workspace).order_by("pk")
    list((of_workspace.filter(title__in=titles) | of_workspace.filter(code__in=codes)).locked().values_list("pk"))
    assessment = found.assessment
    alive = Assessment.objects.filter(deleted_at=None).locked_with_pack()
    stored = alive.filter(pk=assessment.pk).first() if assessment else None
    if assessment is None or stored is None:
        raise NotWaitingError
    assessment.locked_phases, assessment.pack = stored.locked_phases, stored.pack
    return {row.question: row for row in assessment.answers.select_for_update(no_key=True)}


def _pieces(found: AnswerImport, codes: set[str]) -> dict[str, Evidence]:
    alive = Evidence.objects.filter(workspace=found.workspace, code__in=codes, deleted_at=None)
    return {piece.code: piece for piece in alive}


def _log(found: AnswerImport, actor: User, verb: str, **counts: int) -> None:
    assert found.assessment is not None
    log_activity(
        workspace=found.workspace,
        actor=actor,
        verb=verb,
        target=found.assessment,
        file=found.file_name,
        **{name: str(count) for name, count in counts.items()},
    )
