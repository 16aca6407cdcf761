"""The example workspace of `./rungs demo`: an invented company with people who can sign in.

It lives in a database of its own (see `rungs`), because everybody can read the passwords here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from accounts.operations.invitations import accept_invitation, invite
from accounts.operations.logos import replace_logo
from accounts.operations.owners import create_owner
from accounts.operations.workspaces import change_workspace
from assessments.choices import ScopeChoice
from assessments.operations.submissions import take_in_submission
from catalog.files.load import pack_path
from catalog.operations import install_pack
from catalog.queries import question_pack
from reports.operations.headless import read_answers_file

PACK = "saas-reliability"
EXAMPLE = settings.BASE_DIR / "examples" / "northwind-billing"


@dataclass(frozen=True)
class Person:
    """Somebody in the example, with what they sign in with."""

    title: str
    name: str
    email: str
    role: Role
    password: str = "rungs up the ladder"


CTO = Person("CTO", "Ingrid Solheim", "cto@northwind.example", Role.OWNER)
CONSULTANT = Person("consultant", "Edith Harbour", "consultant@harbourvane.example", Role.EDITOR)
VIEWER = Person("viewer", "Lena Vogt", "viewer@northwind.example", Role.VIEWER)
PEOPLE = (CTO, CONSULTANT, VIEWER)


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
    _take_in_answers(workspace)
    return True


def _take_in_answers(workspace: Workspace) -> None:
    """The same answers from which `demo` makes the report, as the consultant entered them."""
    pack, _is_new = install_pack(source=pack_path(PACK).read_bytes(), file=PACK)
    take_in_submission(
        workspace=workspace,
        actor=User.objects.get(email=CONSULTANT.email),
        pack=pack,
        submission=read_answers_file(EXAMPLE / "answers.yaml", question_pack(pack)).submission,
        scope=ScopeChoice.FULL,
    )


def _add_logos(workspace: Workspace, owner: User) -> None:
    for which, file in (("logo", "logo.png"), ("consultant_logo", "consultant.png")):
        workspace = replace_logo(
            workspace=workspace,
            actor=owner,
            which=which,  # type: ignore[arg-type]
            upload=(EXAMPLE / file).read_bytes(),
            seen=workspace.revision,
        )
