"""The example workspace of `./rungs demo`: an invented company with people who can sign in.

It lives in a database of its own (see `rungs`), because everybody can read the passwords here.
"""

from __future__ import annotations

from django.db import transaction

from accounts.models import User, Workspace
from accounts.operations.invitations import accept_invitation, invite
from accounts.operations.logos import replace_logo
from accounts.operations.owners import create_owner
from accounts.operations.workspaces import change_workspace
from showcase.domain.people import CTO, PEOPLE
from showcase.operations.answers import EXAMPLE, take_in_answers
from showcase.operations.conversation import talk_about
from showcase.operations.roadmap import run_roadmap
from showcase.operations.tender import choose_partner


def set_up_example() -> bool:
    """Make the example, unless its owner is there already: then nothing is touched. Whether it was made."""
    if User.objects.filter(email=CTO.email).exists():
        return False
    with transaction.atomic():
        owner = create_owner(email=CTO.email, name=CTO.name, workspace_name="Northwind Billing")
        owner.set_password(CTO.password)
        owner.save(update_fields=["password"])
        workspace = Workspace.objects.get(memberships__user=owner)
        workspace = change_workspace(
            workspace=workspace, actor=owner, seen=workspace.revision, accent="#1F4E8C", time_zone="Europe/Stockholm"
        )
    _add_logos(workspace, owner)
    for person in PEOPLE[1:]:
        invited = invite(workspace=workspace, actor=owner, role=person.role, address=str)
        user = User.objects.create_user(person.email, person.password, name=person.name)
        accept_invitation(secret=invited.link.strip("/").split("/")[-1], user=user)
    assessment = take_in_answers(workspace)
    talk_about(assessment)
    run_roadmap(assessment)
    choose_partner(workspace)
    return True


def _add_logos(workspace: Workspace, owner: User) -> None:
    for which, file in (("logo", "logo.png"), ("consultant_logo", "consultant.png")):
        workspace = replace_logo(
            workspace=workspace,
            actor=owner,
            which=which,  # type: ignore[arg-type]
            upload=(EXAMPLE / file).read_bytes(),
            seen=workspace.revision,
        )
