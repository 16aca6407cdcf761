"""All that was ever said of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.models import Workspace
from assessments.models import Answer, AnswerVersion, Assessment
from assessments.models.answer import FIELDS

MOST_SHOWN = 25
"""On one page: each may hold a long note, and notes are read and made safe one by one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One revision: what it says, which fields it changed, and the titles of what was cited or is no longer.

    `before` is what was said until then; of the first change that nobody had said anything.
    """

    version: AnswerVersion
    before: AnswerVersion
    fields: Sequence[str]
    evidence_added: Sequence[str]
    evidence_removed: Sequence[str]


def find_answer(assessment: Assessment, question: str) -> Answer:
    """Raises Answer.DoesNotExist."""
    return Answer.objects.select_related("changed_by").get(assessment=assessment, question=question)


def was_asked(workspace: Workspace, assessment: str, question: str) -> bool:
    """Before the assessment moved to the version of the pack that it asks now."""
    retired = Answer.everything.filter(question=question, is_asked=False)
    here = {"assessment__code": assessment, "assessment__workspace": workspace, "assessment__deleted_at": None}
    return retired.filter(**here).exists()


def changes_of(answer: Answer, *, page: int) -> Page[Any]:
    """A page of changes, the newest first."""
    everything = answer.versions.select_related("saved_by").order_by("-revision")
    shown: Page[Any] = Paginator(everything, MOST_SHOWN).get_page(page)
    start = max(shown.start_index() - 1, 0)
    shown.object_list = _changes_in(answer, list(everything[start : start + MOST_SHOWN + 1]))
    return shown


def _changes_in(answer: Answer, versions: list[AnswerVersion]) -> list[Change]:
    """Of the newest of these; where there is one more it only says what was there before."""
    found = []
    cited_before = _cited_by_revision(_with_earlier_evidence(answer, versions))
    for version, before in zip(versions[:MOST_SHOWN], [*versions[1:], AnswerVersion()], strict=False):
        now, then = cited_before[version.revision]
        found.append(
            Change(
                version=version,
                before=before,
                fields=[field for field in FIELDS if getattr(version, field) != getattr(before, field)],
                evidence_added=[title for code, title in now.items() if code not in then],
                evidence_removed=[title for code, title in then.items() if code not in now],
            )
        )
    return found


def _with_earlier_evidence(answer: Answer, newest_first: list[AnswerVersion]) -> list[AnswerVersion]:
    """With one more version at the end that says what was cited before, where there are more than are shown."""
    if len(newest_first) <= MOST_SHOWN:
        return newest_first
    earlier = answer.versions.filter(revision__lt=newest_first[-1].revision, evidence__isnull=False)
    return [*newest_first, *earlier.order_by("-revision")[:1]]


def _cited_by_revision(newest_first: Sequence[AnswerVersion]) -> dict[int, tuple[dict[str, str], dict[str, str]]]:
    """For each revision what was cited at it and just before it, by code. One that names nothing changed nothing."""
    cited: dict[str, str] = {}
    found = {}
    for version in reversed(newest_first):
        before = cited
        if version.evidence is not None:
            cited = {each["code"]: each["title"] for each in version.evidence}
        found[version.revision] = (cited, before)
    return found
