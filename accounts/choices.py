from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.domain.roles import Role


class RoleChoice(models.TextChoices):
    VIEWER = Role.VIEWER.value, _("Viewer")
    CONTRIBUTOR = Role.CONTRIBUTOR.value, _("Contributor")
    EDITOR = Role.EDITOR.value, _("Editor")
    OWNER = Role.OWNER.value, _("Owner")


WHAT_ROLES_MAY = {
    Role.VIEWER: _("reads everything"),
    Role.CONTRIBUTOR: _("answers and comments"),
    Role.EDITOR: _("makes, changes and deletes what the workspace holds"),
    Role.OWNER: _("decides who belongs to it, its settings and whether it is deleted"),
}
