"""A workspace's settings, its end and its return."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, Notice, Workspace
from accounts.operations.workspaces import (
    NotRestorableError,
    OtherNameError,
    change_workspace,
    create_workspace,
    delete_workspace,
    purge_workspaces,
    restore_workspace,
)
from accounts.queries.sentences import sentence_of
from accounts.queries.workspaces import restorable_workspaces
from accounts.tasks import remove_deleted_workspaces
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db

MONTH = timedelta(days=30)


def test_who_creates_a_workspace_owns_it() -> None:
    person = make_user()
    workspace = create_workspace(name="Northwind", owner=person)
    assert owner_of(workspace) == person
    assert Activity.objects.get().verb == "workspace.created"


def test_change_logs_each_field_that_is_another_now() -> None:
    workspace = make_workspace(name="Old")
    stored = change_workspace(
        workspace=workspace, actor=owner_of(workspace), seen=1, name="New", accent="#112233", locale=workspace.locale
    )
    assert (stored.name, stored.accent, stored.revision) == ("New", "#112233", 2)
    details = [event.detail for event in Activity.objects.order_by("pk")]
    assert details == [
        {"field": "name", "before": "Old", "after": "New"},
        {"field": "accent", "before": "", "after": "#112233"},
    ]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "#112233", "set the accent colour to #112233"),
        ("#112233", "#445566", "changed the accent colour from #112233 to #445566"),
        ("#112233", "", "removed the accent colour #112233"),
    ],
)
def test_change_reads_well_also_from_nothing_and_to_nothing(before: str, after: str, words: str) -> None:
    workspace = make_workspace(accent=before)
    change_workspace(workspace=workspace, actor=owner_of(workspace), seen=1, accent=after)
    assert sentence_of(Activity.objects.get()) == f"{owner_of(workspace)} {words}"


def test_stale_change_writes_and_logs_nothing() -> None:
    workspace = make_workspace()
    workspace.save_revision(seen=1, name="First")
    with pytest.raises(StaleWriteError):
        change_workspace(workspace=workspace, actor=owner_of(workspace), seen=1, name="Second")
    assert Workspace.objects.get().name == "First"
    assert not Activity.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_is_an_owner_no_longer_changes_nothing(role: Role) -> None:
    workspace = make_workspace(name="Northwind")
    with pytest.raises(PermissionDenied):
        change_workspace(workspace=workspace, actor=make_member(workspace, role), seen=1, name="Other")
    assert Workspace.objects.get().name == "Northwind"
    assert not Activity.objects.exists()


def test_settings_of_a_deleted_workspace_stay() -> None:
    workspace = make_workspace(name="Northwind")
    Workspace.objects.update(deleted_at=timezone.now())
    with pytest.raises(Workspace.DoesNotExist):
        change_workspace(workspace=workspace, actor=owner_of(workspace), seen=1, name="Other")
    assert Workspace.objects.get().name == "Northwind"


def test_deleted_workspace_disappears_for_all_and_they_are_told() -> None:
    workspace = make_workspace(name="Northwind")
    member = make_member(workspace)
    delete_workspace(workspace=workspace, actor=owner_of(workspace), typed=" Northwind ")
    assert not Workspace.objects.visible_to(member).exists()
    assert not Workspace.objects.visible_to(owner_of(workspace)).exists()
    notice = Notice.objects.get()
    assert notice.user == member
    assert "deleted Northwind. Until" in notice.sentence
    assert Activity.objects.get().verb == "workspace.deleted"


@pytest.mark.parametrize("typed", ["", "northwind", "Northwind Billing"])
def test_deletion_wants_the_very_name(typed: str) -> None:
    workspace = make_workspace(name="Northwind")
    with pytest.raises(OtherNameError):
        delete_workspace(workspace=workspace, actor=owner_of(workspace), typed=typed)
    assert Workspace.objects.get().deleted_at is None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR, Role.VIEWER])
def test_only_owners_delete_and_restore(role: Role) -> None:
    workspace = make_workspace()
    member = make_member(workspace, role)
    with pytest.raises(PermissionDenied):
        delete_workspace(workspace=workspace, actor=member, typed=workspace.name)
    with pytest.raises(PermissionDenied):
        restore_workspace(workspace=workspace, actor=member)
    assert not restorable_workspaces(member, timezone.now()).exists()


def test_any_owner_can_restore_within_a_month() -> None:
    workspace = make_workspace(deleted_at=timezone.now() - MONTH + timedelta(minutes=1))
    other = make_member(workspace, Role.OWNER)
    assert list(restorable_workspaces(other, timezone.now())) == [workspace]
    restore_workspace(workspace=workspace, actor=other)
    assert list(Workspace.objects.visible_to(other)) == [workspace]
    assert "restored" in Notice.objects.get(user=owner_of(workspace)).sentence


def test_after_a_month_nobody_can_restore() -> None:
    workspace = make_workspace(deleted_at=timezone.now() - MONTH)
    assert not restorable_workspaces(owner_of(workspace), timezone.now()).exists()
    with pytest.raises(NotRestorableError):
        restore_workspace(workspace=workspace, actor=owner_of(workspace))


def test_purge_takes_rows_and_files_of_what_is_due_and_nothing_else() -> None:
    now = timezone.now()
    due, waiting, alive = make_workspace(deleted_at=now - MONTH), make_workspace(deleted_at=now), make_workspace()
    for workspace in [due, waiting, alive]:
        default_storage.save(f"{workspace.folder}/logos/one.png", ContentFile(b"picture"))
        default_storage.save(f"{workspace.folder}/deep/er/two.txt", ContentFile(b"text"))
    assert purge_workspaces(now=now) == 1
    assert set(Workspace.objects.all()) == {waiting, alive}
    assert not default_storage.exists(due.folder)
    assert default_storage.exists(f"{waiting.folder}/logos/one.png")
    assert default_storage.exists(f"{alive.folder}/deep/er/two.txt")
    assert purge_workspaces(now=now) == 0


class Nothing:
    """The progress of work that says nothing on its way."""

    code = "c"
    parameters: dict[str, object] = {}
    workspace_id: int | None = None
    started_by_id: int | None = None

    def say(self, sentence: str, *, done: int = 0, total: int = 0) -> None:
        raise AssertionError

    def attach(self, name: str, content: object, *, content_type: str) -> None:
        raise AssertionError


def test_daily_work_purges_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    workspace = make_workspace(deleted_at=timezone.now() - MONTH)
    assert remove_deleted_workspaces(Nothing()) == "1 workspace removed."
    assert workspace.code in caplog.text
    assert workspace.name not in caplog.text
