"""The table of docs/review.md, cell by cell: who may do what when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User
from assessments.domain.review import Act, Standing
from assessments.models import Assessment, Citation, Review, Thread
from tests.factories.accounts import make_member, make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import PHASE, bring_to, look_at_everything
from tests.tree import ROOT

pytestmark = pytest.mark.django_db

QUESTION = "ARC-11"
ROLES = {"viewer": Role.VIEWER, "contributor": Role.CONTRIBUTOR, "editor": Role.EDITOR, "owner": Role.OWNER}
STANDINGS = {
    "draft": Standing.DRAFT,
    "submitted": Standing.SUBMITTED,
    "sent back": Standing.SENT_BACK,
    "accepted": Standing.ACCEPTED,
}
LEADS_TO = {
    Act.SUBMIT: "submitted",
    Act.WITHDRAW: "draft",
    Act.ACCEPT: "accepted",
    Act.SEND_BACK: "sent_back",
    Act.REOPEN: "draft",
}


def read_table() -> tuple[list[str], dict[tuple[str, str], list[str]]]:
    lines = [line for line in (ROOT / "docs/review.md").read_text().splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return rows[0][2:], {(row[0], row[1]): row[2:] for row in rows[2:]}


PEOPLE, TABLE = read_table()


@dataclass
class Scene:
    """A section that somebody is about to do something to."""

    assessment: Assessment
    client: Client

    def post(self, place: str, sent: dict[str, str], **headers: str) -> Any:
        base = f"/w/{self.assessment.workspace.code}/assessments/{self.assessment.code}"
        return self.client.post(f"{base}/{place}", sent, headers=headers)

    def review(self) -> Review:
        found = Review.objects.filter(assessment=self.assessment, phase=PHASE).first()
        return found or Review(assessment=self.assessment, phase=PHASE)

    def act(self, wanted: Act) -> Any:
        sent = {"act": wanted.value, "seen": f"{PHASE}:{self.review().revision}", "reason": "Because."}
        return self.post("review/act/", sent)

    def answer(self) -> Any:
        sent = {"revision": str(self.assessment.answers.get(question=QUESTION).revision), "choice": "3"}
        return self.post(f"questions/{QUESTION}/answer/", sent, accept="application/json")

    def cite(self) -> Any:
        evidence = make_stored_evidence(self.assessment.workspace)
        return self.post(f"questions/{QUESTION}/evidence/", {"evidence": evidence.code})

    def complete(self) -> Any:
        return self.post(f"by-phase/{PHASE}/complete/", {})

    def comment(self) -> Any:
        return self.post(f"questions/{QUESTION}/comments/new/", {"text": "Who runs it?"})


OTHERS: dict[str, tuple[Callable[[Scene], Any], Callable[[Scene], bool]]] = {
    "answer": (Scene.answer, lambda scene: scene.assessment.answers.get(question=QUESTION).level == 3),
    "cite evidence": (Scene.cite, lambda scene: Citation.objects.exists()),
    "say that it is complete": (Scene.complete, lambda scene: scene.assessment.completed_sections.exists()),
    "comment": (Scene.comment, lambda scene: Thread.objects.exists()),
}


def do(scene: Scene, name: str) -> tuple[Any, bool]:
    """The answer, and whether it was done; if not, the review stands as it stood."""
    if name in OTHERS:
        perform, has_happened = OTHERS[name]
        return perform(scene), has_happened(scene)
    wanted, before = Act(name.replace(" ", "_")), scene.review()
    response, after = scene.act(wanted), scene.review()
    is_done = after.revision == before.revision + 1 and after.state == LEADS_TO[wanted]
    assert is_done or (after.revision, after.state) == (before.revision, before.state)
    return response, is_done


def people(assessment: Assessment, standing: Standing) -> Iterator[tuple[str, User]]:
    """One for each column, at a section that this person submitted, or another one."""
    others = [make_member(assessment.workspace, Role.EDITOR) for _ in range(2)]
    for column in PEOPLE:
        role, who_submitted, _rest = column.partition(" who submitted")
        person = make_member(assessment.workspace, ROLES[role])
        with transaction.atomic():
            bring_to(assessment, standing, submitter=person if who_submitted else others[0], reviewer=others[1])
            yield column, person
            transaction.set_rollback(True)


def check(scene: Scene, name: str, said: str) -> None:
    response, is_done = do(scene, name)
    assert is_done is (said == "yes")
    assert (response.status_code == 403) is (said == "no")
    if said == "not now":
        told = [response.text, *map(str, get_messages(response.wsgi_request))]
        assert any("Nothing was done" in text or "is locked" in text for text in told)


@pytest.mark.parametrize("state", STANDINGS)
def test_review_allows_what_the_table_says(state: str) -> None:
    assessment = make_assessment(make_workspace())
    look_at_everything(assessment)
    for column, person in people(assessment, STANDINGS[state]):
        place = PEOPLE.index(column)
        said = {name: cells[place] for (at, name), cells in TABLE.items() if at == state}
        if set(said.values()) == {"–"}:
            assert state == "draft", "nobody has submitted it"
            continue
        client = Client()
        client.force_login(person)
        for name, expected in said.items():
            with transaction.atomic():
                try:
                    check(Scene(assessment, client), name, expected)
                except AssertionError as error:
                    error.add_note(f"{state}, {name}, {column}")
                    raise
                transaction.set_rollback(True)


def test_table_holds_every_standing_and_act() -> None:
    acts = {act.value.replace("_", " ") for act in Act} | set(OTHERS)
    assert set(TABLE) == {(state, name) for state in STANDINGS for name in acts}
