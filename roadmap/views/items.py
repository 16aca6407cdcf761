"""Items of checklists as the pages show them, with where each leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment
from catalog.domain.question_pack import ChecklistItem as PackItem
from roadmap.models import ChecklistItem, Roadmap
from roadmap.queries.checklists import ListedItem

ANY = "ANY"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """`questions` are ids with where they are answered, or with nothing; `artifacts` are titles, likewise."""

    row: ChecklistItem
    text: PackItem
    is_overdue: bool
    owner: User | None
    done_by: User | None
    url: str
    questions: Sequence[tuple[str, str]]
    artifacts: Sequence[tuple[str, str]]


class ItemPages:
    """Where items, their questions and artifacts are. Each address is made once: a page has a hundred of them.

    `artifacts` are the codes of the roadmap's, by kind.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        assessment: Assessment | None,
        people: Mapping[int, User],
        artifacts: Mapping[str, str],
    ) -> None:
        place = [roadmap.workspace.code, roadmap.code]
        self.titles, self.people = roadmap.questions.artifact, people
        register = reverse("artifact_list", args=place)
        self.artifacts = {kind: f"{register}{code}/" for kind, code in artifacts.items()}
        self.items = reverse("checklist_list", args=place)
        self.asked: Mapping[str, object] = assessment.questions.question if assessment else {}
        self.question = reverse("question_detail", args=[place[0], assessment.code, ANY]) if assessment else ""

    def shown(self, items: Sequence[ListedItem]) -> list[ShownItem]:
        return [self._shown(item) for item in items]

    def _shown(self, item: ListedItem) -> ShownItem:
        row = item.row
        return ShownItem(
            row=row,
            text=item.text,
            is_overdue=item.is_overdue,
            owner=self.people.get(row.owner_id or 0),
            done_by=self.people.get(row.done_by_id or 0),
            url=f"{self.items}{row.code}/",
            questions=[(id_, self._url(id_)) for id_ in item.text.questions],
            artifacts=[(self.titles[id_].title, self.artifacts.get(id_, "")) for id_ in item.text.artifacts],
        )

    def _url(self, question: str) -> str:
        return self.question.replace(ANY, question) if question in self.asked else ""
