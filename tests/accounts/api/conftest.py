import pytest

from accounts.models import User, Workspace
from tests.api.client import ApiClient
from tests.factories.accounts import make_user, make_workspace, owner_of


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind", owner=make_user(name="Ada"))


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def client(owner: User) -> ApiClient:
    return ApiClient(owner)
