from __future__ import annotations

import pytest

from roadmap.models import Roadmap
from tests.api.client import ApiClient
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.roadmap import make_roadmap


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def client(roadmap: Roadmap) -> ApiClient:
    """As the owner of the roadmap's workspace."""
    return ApiClient(owner_of(roadmap.workspace))
