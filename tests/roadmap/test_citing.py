"""What roadmaps answer when evidence asks who cites it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from evidence.citing import Place, effects_of, is_cited, places_of
from evidence.models import Evidence
from evidence.operations.evidence import delete_evidence, restore_evidence
from roadmap.models import Action, ActionEvidence, Artifact, Roadmap
from roadmap.operations.closing import close_action
from tests.api.client import at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.artifacts import make_accepted
from tests.factories.evidence import make_stored_evidence
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap(settings: Settings, tmp_path: Path) -> Roadmap:
    settings.MEDIA_ROOT = tmp_path
    return make_roadmap(make_workspace(), title="Billing")


def close(action: Action, evidence: Evidence) -> None:
    close_action(action=action, actor=owner_of(action.roadmap.workspace), seen=action.revision, evidence=[evidence])


def cited(roadmap: Roadmap) -> list[Evidence]:
    return list(Evidence.objects.filter(is_cited(roadmap.workspace)).order_by("pk"))


def test_actions_and_artifacts_are_told_with_their_pages(client: Client, roadmap: Roadmap) -> None:
    drill, loose = make_stored_evidence(roadmap.workspace), make_stored_evidence(roadmap.workspace)
    action, artifact = make_action(roadmap, title="Rehearse a restore"), make_accepted(roadmap)
    close(action, drill)
    register = artifact.evidence
    assert register
    here = (roadmap.workspace.code, roadmap.code)
    assert places_of([drill, register, loose]) == {
        drill.pk: [
            Place("Billing, action: Rehearse a restore", action.get_absolute_url(), at("action", *here, action.code))
        ],
        register.pk: [
            Place(f"Billing, artifact: {artifact}", artifact.get_absolute_url(), at("artifact", *here, artifact.code))
        ],
        loose.pk: [],
    }
    assert cited(roadmap) == [drill, register]
    assert effects_of([drill, register]) == {drill.pk: [], register.pk: []}
    client.force_login(owner_of(roadmap.workspace))
    page = client.get(drill.get_absolute_url()).text
    assert "Cited in 1 place" in page
    assert f'<a href="{action.get_absolute_url()}">Billing, action: Rehearse a restore</a>' in page
    assert f"Billing, artifact: {artifact}" in client.get(reverse("evidence_list", args=[roadmap.workspace.code])).text


@pytest.mark.parametrize("gone", ["things", "roadmap"])
def test_what_is_deleted_is_not_told(roadmap: Roadmap, gone: str) -> None:
    drill, action, artifact = make_stored_evidence(roadmap.workspace), make_action(roadmap), make_accepted(roadmap)
    close(action, drill)
    assert len(cited(roadmap)) == 2
    deleted: list[Any] = [(Action, action), (Artifact, artifact)] if gone == "things" else [(Roadmap, roadmap)]
    for model, row in deleted:
        model.objects.filter(pk=row.pk).update(deleted_at=timezone.now())
    assert cited(roadmap) == []
    assert [*places_of(list(Evidence.objects.all())).values()] == [[], []]


def test_evidence_comes_back_as_what_an_action_was_closed_with(roadmap: Roadmap) -> None:
    drill, action = make_stored_evidence(roadmap.workspace), make_action(roadmap)
    close(action, drill)
    delete_evidence(evidence=drill, actor=owner_of(roadmap.workspace))
    assert not action.shown_by.filter(evidence__deleted_at=None).exists()
    restore_evidence(evidence=drill, actor=owner_of(roadmap.workspace))
    assert [place.url for place in places_of([drill])[drill.pk]] == [action.get_absolute_url()]


def test_deleted_evidence_closes_nothing(roadmap: Roadmap) -> None:
    drill, action = make_stored_evidence(roadmap.workspace), make_action(roadmap)
    delete_evidence(evidence=drill, actor=owner_of(roadmap.workspace))
    with pytest.raises(Evidence.DoesNotExist):
        close(action, drill)
    action.refresh_from_db()
    assert action.is_open
    assert not ActionEvidence.objects.exists()


def test_number_of_questions_is_the_same_for_one_and_for_thirty(
    roadmap: Roadmap, django_assert_num_queries: Any
) -> None:
    drill = make_stored_evidence(roadmap.workspace)
    register = make_accepted(roadmap).evidence
    assert register
    close(make_action(roadmap), drill)
    with django_assert_num_queries(3):  # answers, actions, artifacts
        places_of([drill, register])
    for _number in range(29):
        close(make_action(roadmap), drill)
    others = [make_stored_evidence(roadmap.workspace) for _number in range(29)]
    with django_assert_num_queries(3):
        assert len(places_of([drill, register, *others])[drill.pk]) == 30
