"""The base models, on a model that has them all."""

import pytest

from accounts.models import Workspace
from core.models import StaleWriteError
from tests.factories.accounts import make_workspace

pytestmark = pytest.mark.django_db


def test_save_revision_writes_and_counts_on() -> None:
    workspace = make_workspace()
    before = workspace.changed_at
    stored = workspace.save_revision(seen=1, name="Renamed")
    assert (stored.name, stored.revision) == ("Renamed", 2)
    assert stored.changed_at > before


def test_save_revision_of_a_stale_page_writes_nothing_and_shows_what_is_stored() -> None:
    workspace = make_workspace()
    workspace.save_revision(seen=1, name="First")
    with pytest.raises(StaleWriteError) as caught:
        workspace.save_revision(seen=1, name="Second")
    assert caught.value.current.name == "First"  # type: ignore[attr-defined]
    assert Workspace.objects.get(pk=workspace.pk).name == "First"


def test_save_revision_of_a_row_that_is_gone_says_so() -> None:
    workspace = make_workspace()
    Workspace.objects.all().delete()
    with pytest.raises(Workspace.DoesNotExist):
        workspace.save_revision(seen=1, name="Ghost")


def test_codes_are_unlike_and_readable() -> None:
    codes = {make_workspace().code for _ in range(20)}
    assert len(codes) == 20
    assert not set("".join(codes)) & set("aeiou01lsz25")
