"""A workspace's settings and logos."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.domain.roles import Role
from accounts.models import Workspace
from accounts.operations.workspaces import change_workspace
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client: Client) -> Workspace:
    workspace = make_workspace(name="Northwind")
    client.force_login(owner_of(workspace))
    return workspace


def values(**changed: str) -> dict[str, str]:
    known = {"revision": "1", "name": "Northwind", "accent": "", "time_zone": "UTC", "locale": "en-gb"}
    return {**known, **changed}


def settings_of(workspace: Workspace) -> str:
    return reverse("workspace_settings", args=[workspace.code])


def picture(kind: str = "PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 20), "#0E5A52").save(out, kind)
    return SimpleUploadedFile("evil.html", out.getvalue(), content_type="text/html")


def test_settings_are_saved(client: Client, workspace: Workspace) -> None:
    changed = values(name="Northwind Billing", accent="#0e5a52", time_zone="berlin", locale="de")
    assert client.post(settings_of(workspace), changed).status_code == 302
    workspace.refresh_from_db()
    assert (workspace.name, workspace.accent) == ("Northwind Billing", "#0E5A52")
    assert (workspace.time_zone, workspace.locale, workspace.revision) == ("Europe/Berlin", "de", 2)


def test_bad_values_are_told_and_stay(client: Client, workspace: Workspace) -> None:
    answer = client.post(settings_of(workspace), values(name="", accent="green", time_zone="Atlantis", locale="xx"))
    assert set(answer.context["form"].errors) == {"name", "accent", "time_zone", "locale"}
    page = answer.content.decode()
    assert "There is no time zone “Atlantis”" in page
    assert 'value="green"' in page


def test_formats_are_shown_by_the_same_example_in_every_zone(client: Client) -> None:
    workspace = make_workspace(time_zone="Asia/Tokyo")
    client.force_login(owner_of(workspace))
    page = client.get(settings_of(workspace)).text
    assert "English (United States): Nov 21, 2026, 2:05 PM, 1,234.5" in page
    assert "Deutsch (Schweiz): 21. November 2026, 14:05, 1’234.5" in page


def test_stale_save_answers_with_both_values(client: Client, workspace: Workspace) -> None:
    other = make_member(workspace, Role.OWNER, user=make_user(name="Grace Hopper"))
    change_workspace(workspace=workspace, actor=other, seen=1, name="Theirs")
    answer = client.post(settings_of(workspace), values(name="Mine"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs" in page
    assert "Mine" in page
    assert "Grace Hopper" in page
    assert Workspace.objects.get(pk=workspace.pk).name == "Theirs"


def test_workspace_deleted_meanwhile_is_none_any_more(
    client: Client, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was asked for while it was there, and it is gone when it comes to writing."""

    def too_late(**arguments: Any) -> None:
        Workspace.objects.update(deleted_at=timezone.now())
        change_workspace(**arguments)

    monkeypatch.setattr("accounts.views.workspaces.change_workspace", too_late)
    assert client.post(settings_of(workspace), values(name="Other")).status_code == 404
    assert Workspace.objects.get().name == "Northwind"


def test_what_somebody_else_changed_in_another_field_is_kept(client: Client, workspace: Workspace) -> None:
    emil, grace = [make_member(workspace, Role.OWNER, user=make_user(name=name)) for name in ("Emil", "Grace")]
    change_workspace(workspace=workspace, actor=emil, seen=1, time_zone="Europe/Berlin")
    change_workspace(workspace=workspace, actor=grace, seen=2, accent="#123456")
    shown = {f"initial-{name}": value for name, value in values().items()}
    answer = client.post(settings_of(workspace), {**values(name="Mine"), **shown}, follow=True)
    assert "Grace changed “Accent colour” meanwhile; kept. Emil changed “Time zone” meanwhile; kept." in answer.text
    workspace.refresh_from_db()
    assert (workspace.name, workspace.time_zone, workspace.accent) == ("Mine", "Europe/Berlin", "#123456")
    ours = workspace.activities.filter(actor=owner_of(workspace), verb="workspace.changed")
    assert [event.detail["field"] for event in ours] == ["name"]


def test_accent_that_cannot_be_read_is_said_with_a_darker_one(client: Client, workspace: Workspace) -> None:
    client.post(settings_of(workspace), values(accent="#F2B766"))
    page = client.get(settings_of(workspace)).content.decode()
    assert "#F2B766 is hard to read on white: 1.7 to 1" in page
    nearest = client.get(settings_of(workspace)).context["reading"]["nearest"]
    assert f"Use {nearest} instead" in page
    # The button stands in the form: all that was typed goes with it, and its colour after the one of the field.
    client.post(settings_of(workspace), {**values(revision="2", name="Typed"), "accent": ["#F2B766", nearest]})
    assert "reads well on white: 5.0 to 1" in client.get(settings_of(workspace)).content.decode()
    assert Workspace.objects.get(pk=workspace.pk).name == "Typed"


def test_logo_is_uploaded_served_to_members_and_removed(client: Client, workspace: Workspace) -> None:
    replace = reverse("logo_replace", args=[workspace.code, "consultant_logo"])
    assert client.post(replace, {"revision": "1", "image": picture("JPEG")}).status_code == 302
    address = reverse("workspace_logo", args=[workspace.code, "consultant_logo"])
    member = Client()
    member.force_login(make_member(workspace))
    answer = member.get(address)
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="consultant_logo.png"'
    assert answer["Cache-Control"] == "private, max-age=3600"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy

    client.post(reverse("logo_remove", args=[workspace.code, "consultant_logo"]), {"revision": "2"})
    assert member.get(address).status_code == 404


def test_logo_is_not_served_to_strangers(client: Client, workspace: Workspace) -> None:
    client.post(reverse("logo_replace", args=[workspace.code, "logo"]), {"revision": "1", "image": picture()})
    stranger = Client()
    address = reverse("workspace_logo", args=[workspace.code, "logo"])
    assert stranger.get(address).status_code == 302
    stranger.force_login(owner_of(make_workspace()))
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("which", ["name", "accent", "revision", "../logo"])
def test_nothing_but_logos_is_served(client: Client, workspace: Workspace, which: str) -> None:
    assert client.get(f"/w/{workspace.code}/logos/{which}.png").status_code == 404


def test_refused_image_is_told_at_its_field(client: Client, workspace: Workspace) -> None:
    svg = SimpleUploadedFile("logo.png", b"<svg><script>alert(1)</script></svg>", content_type="image/png")
    answer = client.post(reverse("logo_replace", args=[workspace.code, "logo"]), {"revision": "1", "image": svg})
    assert answer.status_code == 422
    assert "This is not a PNG or JPEG image that can be read." in answer.content.decode()


@pytest.mark.parametrize("revision", ["", str(2**31 - 1), str(2**31), "9" * 40])
@pytest.mark.parametrize("name", ["logo_replace", "logo_remove"])
def test_logo_without_a_possible_revision_changes_nothing(
    client: Client, workspace: Workspace, name: str, revision: str
) -> None:
    answer = client.post(reverse(name, args=[workspace.code, "logo"]), {"revision": revision, "image": picture()})
    assert answer.status_code == 422
    assert "does not say which version it shows" in answer.text
    assert Workspace.objects.get(pk=workspace.pk).revision == 1


def test_stale_logo_changes_nothing(client: Client, workspace: Workspace) -> None:
    workspace.save_revision(seen=1, name="Theirs")
    answer = client.post(reverse("logo_replace", args=[workspace.code, "logo"]), {"revision": "1", "image": picture()})
    assert answer.status_code == 409
    assert not Workspace.objects.get(pk=workspace.pk).logo


def test_anybody_who_signed_in_can_create_a_workspace(client: Client) -> None:
    member = make_member(make_workspace())
    client.force_login(member)
    client.post(reverse("workspace_create"), {"name": "Harbour & Vane", "time_zone": "lisbon"})
    made = Workspace.objects.get(name="Harbour & Vane")
    assert (owner_of(made), made.time_zone) == (member, "Europe/Lisbon")


@pytest.mark.parametrize("zone", ["", "Atlantis"])
def test_new_workspace_is_in_a_zone_that_there_is(client: Client, workspace: Workspace, zone: str) -> None:
    answer = client.post(reverse("workspace_create"), {"name": "Harbour & Vane", "time_zone": zone})
    assert answer.context["form"].errors["time_zone"]
    assert "data-browser-zone" not in answer.text  # what was typed stays


@pytest.mark.parametrize("name", ["North\nwind", "\u202edniwhtroN", "North\x1bwind"])
def test_workspace_name_is_one_line_that_is_seen(client: Client, workspace: Workspace, name: str) -> None:
    created = client.post(reverse("workspace_create"), {"name": name})
    renamed = client.post(settings_of(workspace), values(name=name))
    assert "Write the name on one line" in created.text
    assert "Write the name on one line" in renamed.text
    assert Workspace.objects.get().name == "Northwind"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_workspace_needs_a_name_of_bearable_length(client: Client, workspace: Workspace, name: str) -> None:
    assert client.post(reverse("workspace_create"), {"name": name}).context["form"].errors["name"]
