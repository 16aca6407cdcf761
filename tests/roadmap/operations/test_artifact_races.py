"""Two at the same moment at one artifact. On SQLite one waits for the other from the beginning; on PostgreSQL they
overlap."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)
from django.utils import timezone
from pytest_django import Settings

from core.models import StaleWriteError
from evidence.models import Evidence
from roadmap.models import Artifact
from roadmap.operations.artifact_reviews import SettledError, accept_artifact, outdate_artifacts, send_back
from roadmap.operations.artifacts import add_version
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.artifacts import again, artifact_of, make_accepted, review_artifact
from tests.factories.roadmap import make_roadmap
from tests.factories.uploads import make_upload
from tests.together import at_once, only_where_transactions_overlap

pytestmark = [pytest.mark.django_db(transaction=True), only_where_transactions_overlap]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_versions_that_are_added_at_once_have_numbers_of_their_own() -> None:
    artifact = artifact_of(make_roadmap(make_workspace()))
    add = partial(add_version, artifact=artifact, actor=owner_of(artifact.roadmap.workspace))
    at_once(*(partial(add, upload=make_upload(name=f"{number}.pdf")) for number in range(4)))
    assert sorted(artifact.versions.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_of_two_who_decide_at_once_one_does() -> None:
    artifact = review_artifact(make_roadmap(make_workspace()))
    act: dict[str, Any] = {
        "artifact": artifact,
        "actor": owner_of(artifact.roadmap.workspace),
        "seen": artifact.revision,
    }
    results = at_once(partial(accept_artifact, **act), partial(send_back, **act, reason="Not yet."))
    assert sum(isinstance(result, SettledError | StaleWriteError) for result in results) == 1
    is_accepted = again(artifact).status == "accepted"
    assert Evidence.objects.exists() == is_accepted


def test_two_nights_at_once_say_once_what_is_outdated() -> None:
    artifact = make_accepted(make_roadmap(make_workspace()))
    Artifact.objects.filter(pk=artifact.pk).update(review_date=artifact.roadmap.workspace.today - timedelta(days=1))
    assert sorted(at_once(*[partial(outdate_artifacts, now=timezone.now())] * 2)) == [0, 1]
