"""What can happen to people and workspaces, in sentences; see accounts.queries.activity."""

from django.utils.translation import gettext_lazy as _

from accounts.choices import RoleChoice

KINDS = {
    "workspace": _("Workspace"),
    "member": _("Members"),
    "invitation": _("Invitations"),
    "service": _("Service accounts"),
}

SENTENCES = {
    "workspace.created": _("%(actor)s created the workspace %(object)s"),
    "workspace.changed": _("%(actor)s changed the %(field)s from %(before)s to %(after)s"),
    "workspace.changed:set": _("%(actor)s set the %(field)s to %(after)s"),
    "workspace.changed:emptied": _("%(actor)s removed the %(field)s %(before)s"),
    "workspace.logo_replaced": _("%(actor)s uploaded a new %(field)s"),
    "workspace.logo_removed": _("%(actor)s removed the %(field)s"),
    "workspace.deleted": _("%(actor)s deleted the workspace"),
    "workspace.restored": _("%(actor)s restored the workspace"),
    "member.joined": _("%(actor)s joined by invitation, as %(role)s"),
    "member.role_changed": _("%(actor)s changed %(object)s from %(from_role)s to %(to_role)s"),
    "member.stepped_down": _("%(actor)s stepped down from %(from_role)s to %(to_role)s"),
    "member.handed_over": _("%(actor)s handed ownership to %(object)s and stepped down to %(to_role)s"),
    "member.removed": _("%(actor)s removed %(object)s"),
    "member.left": _("%(actor)s left"),
    "member.account_deleted": _("%(actor)s left and deleted their account"),
    "invitation.made": _("%(actor)s invited %(object)s, as %(role)s"),
    "invitation.renewed": _("%(actor)s renewed the invitation of %(object)s"),
    "service.made": _("%(actor)s made the service account %(object)s, as %(role)s"),
    "service.renamed": _("%(actor)s renamed the service account %(before)s to %(after)s"),
    "service.role_changed": _("%(actor)s changed the service account %(object)s from %(from_role)s to %(to_role)s"),
    "service.removed": _("%(actor)s removed the service account %(object)s and its tokens"),
    "service.token_made": _("%(actor)s made the API token “%(token)s” for the service account %(object)s"),
    "service.token_revoked": _("%(actor)s revoked the API token “%(token)s” of the service account %(object)s"),
    "invitation.withdrawn": _("%(actor)s withdrew the invitation of %(object)s"),
}

_ROLES = {role.value: role.label for role in RoleChoice}

# By the key of a detail: the words in which its values are shown.
WORDS = {
    "role": _ROLES,
    "from_role": _ROLES,
    "to_role": _ROLES,
    "field": {
        "name": _("name"),
        "accent": _("accent colour"),
        "time_zone": _("time zone"),
        "locale": _("format of dates and numbers"),
        "logo": _("logo of the company or client"),
        "consultant_logo": _("logo of the consultant"),
    },
}
